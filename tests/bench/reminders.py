"""`make bench-reminders`: what reminders cost, beside the raw limits and what people use instead, in one run.

N rhythms in the table and BURST pushes due at once; FULL=1: a million, and a hundred thousand. On a Postgres
that flushes what it commits, as in production.
"""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from deploy.place import ROOT
from deploy.rehearsal import rehearsal
from deploy.roles import app_url
from tests.bench.outside import certificate, push_service
from tests.faults.ground import ground

USUAL = {"N": "100000", "BURST": "10000"}
FULL = {"N": "1000000", "BURST": "100000"}


def main() -> int:
    sizes = (FULL if os.environ.get("FULL") else USUAL) | {
        name: os.environ[name] for name in USUAL if os.environ.get(name)
    }
    with TemporaryDirectory() as folder, ground() as under:
        addresses = {
            "DATABASE_URL": app_url(under.owner_url),
            "DATABASE_OWNER_URL": under.owner_url,
            "REDIS_URL": under.redis_url,
        }
        file = certificate(Path(folder))
        with rehearsal(given=addresses) as settings, push_service(file) as push:
            env = {
                **os.environ,
                **{name: value for name, value in settings.items() if name != "OUTBOX_DIR"},
                **sizes,
                "DJANGO_SETTINGS_MODULE": "backend.config.settings",
                "SSL_CERT_FILE": str(file),
                "PUSH_HOSTS": "localhost",
                "SUPERUSER_URL": urlsplit(under.owner_url)._replace(netloc="postgres@").geturl(),
                "PUSH_PORT": str(push.port),
            }
            env.pop("OUTBOX_DIR", None)
            return subprocess.run(
                [sys.executable, "-m", "tests.bench.run"], cwd=ROOT, env=env, check=False
            ).returncode


if __name__ == "__main__":
    sys.exit(main())
