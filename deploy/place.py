"""Where things lie on this machine."""

import hashlib
import os
import pwd
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from deploy.lock import Lock
from deploy.trouble import Trouble

ROOT = Path(__file__).resolve().parents[1]
LOCAL = Path(os.environ.get("TOWARD_DATA") or ROOT / ".local").resolve()

_THROWAWAY = "toward-throwaway-"
_MINUTE = 60


def account() -> pwd.struct_passwd | None:
    """Postgres refuses to run as root, so root lends it a user that has no power."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            return pwd.getpwnam(name)
    raise Trouble("Postgres does not run as root: run this as an ordinary user, or set DATABASE_URL.")


def lasting() -> Path:
    """The home of this checkout's database.

    Another user cannot enter root's home, and it must stay closed, so root's databases live elsewhere.
    """
    if os.geteuid() != 0:
        return _private(LOCAL / "database")
    return _private(Path("/var/lib") / f"toward-{hashlib.sha256(os.fsencode(LOCAL)).hexdigest()[:8]}")


@contextmanager
def throwaway() -> Iterator[tuple[Path, Lock]]:
    """A place that is gone afterwards."""
    _sweep()
    place = Path(tempfile.mkdtemp(prefix=_THROWAWAY))
    _private(place)
    lock = Lock(place / "lock")
    lock.take(patience=0)
    try:
        yield place, lock
    finally:
        lock.free()
        shutil.rmtree(place, ignore_errors=True)


def _private(place: Path) -> Path:
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    owner = account()
    if owner:
        os.chown(place, owner.pw_uid, owner.pw_gid)
    return place


def _sweep() -> None:
    """Remove what a killed run could not remove itself; its lock is free once its last process is gone."""
    for place in Path(tempfile.gettempdir()).glob(f"{_THROWAWAY}*"):
        with suppress(OSError):
            lock = Lock(place / "lock")
            if place.stat().st_mtime < time.time() - _MINUTE and lock.take(patience=0):
                shutil.rmtree(place, ignore_errors=True)
                lock.free()
