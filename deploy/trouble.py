"""What goes wrong on someone's machine is said in one sentence, not in a traceback."""

import sys
from collections.abc import Callable


class Trouble(Exception):
    """One clear sentence that says what to do."""


def run(main: Callable[[], int]) -> None:
    """Run a command of this folder; trouble becomes a sentence and a non-zero exit."""
    try:
        sys.exit(main())
    except Trouble as trouble:
        print(f"\n{trouble}", file=sys.stderr, flush=True)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
