"""The web app's types, written anew from the API's own description: `make api`."""

import os

from deploy import trouble, web
from deploy.check import SCHEMA, run
from deploy.rehearsal import rehearsal
from deploy.trouble import Trouble


def main() -> int:
    web.install()
    with rehearsal() as settings:
        for command in (SCHEMA, ("npm", "run", "--silent", "api:types")):
            done = run(command, {**os.environ, **settings})
            if done.returncode:
                raise Trouble(done.stdout.strip())
    print("frontend/src/api/schema.d.ts is up to date.")
    return 0


if __name__ == "__main__":
    trouble.run(main)
