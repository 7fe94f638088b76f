"""Breaks the code on purpose and sees whether a test notices: `python -m deploy.mutants [PATTERN …]`.

A pattern names mutants, `backend.vault*`; without one all of them are tried. What was tried is remembered in
mutants/, so a run that is interrupted goes on. `mutmut results` and `mutmut show NAME` tell more.
"""

import os
import subprocess
import sys
from pathlib import Path

from deploy.place import ROOT
from deploy.rehearsal import rehearsal

_MUTMUT = Path(sys.executable).parent / "mutmut"


def main() -> int:
    # One at a time: they share one test database, which is made once.
    command = [str(_MUTMUT), "run", "--max-children", "1", *sys.argv[1:]]
    with rehearsal() as settings:
        env = {**os.environ, **settings, "TOWARD_TESTS_HAVE_SERVERS": "1", "PYTHONPATH": ""}
        return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
