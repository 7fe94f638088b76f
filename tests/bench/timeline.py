"""`make bench-timeline`: ten years of one couple among a million events: pages, requests a second, frames.

EVENTS is how many all couples have together. On a Postgres that flushes what it commits, as in production.
"""

import os
import subprocess
import sys
from urllib.parse import urlsplit

from deploy.place import ROOT
from deploy.rehearsal import rehearsal
from deploy.roles import app_url
from tests.faults.ground import ground


def main() -> int:
    with ground() as under:
        addresses = {
            "DATABASE_URL": app_url(under.owner_url),
            "DATABASE_OWNER_URL": under.owner_url,
            "REDIS_URL": under.redis_url,
        }
        with rehearsal(given=addresses) as settings:
            env = {
                **os.environ,
                **settings,
                "EVENTS": os.environ.get("EVENTS") or "1000000",
                "DJANGO_SETTINGS_MODULE": "backend.config.settings",
                "SUPERUSER_URL": urlsplit(under.owner_url)._replace(netloc="postgres@").geturl(),
            }
            command = [sys.executable, "-m", "tests.bench.timeline_run"]
            return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
