"""The web server does not open when a wall is missing."""

import os
import subprocess
import sys

import psycopg

from deploy.place import ROOT
from deploy.stack import manage
from tests.servers import settled_database

OPEN = [sys.executable, "-c", "import backend.config.wsgi"]


def test_it_opens_only_when_the_walls_stand() -> None:
    env = {**os.environ, **settled_database("start")}
    assert _opened(env) == ""
    with psycopg.connect(env["DATABASE_OWNER_URL"], autocommit=True) as owner:
        owner.execute("alter table checkins_answer disable row level security")
    assert "The wall of checkins_answer does not stand." in _opened(env)
    as_owner = {**env, "DATABASE_URL": env["DATABASE_OWNER_URL"]}
    manage(env, "migrate", "--database", "owner", "--verbosity", "0")
    assert _opened(as_owner) == "", "the owner is bound by the walls as well"


def _opened(env: dict[str, str]) -> str:
    """What stood in the way; nothing when it opened."""
    done = subprocess.run(OPEN, cwd=ROOT, env=env, check=False, capture_output=True, text=True)
    return done.stderr if done.returncode else ""
