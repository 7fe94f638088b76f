"""Making sure that tests have a browser: `python -m deploy.browser`."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

from deploy import trouble
from deploy.trouble import Trouble

FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


@cache
def browser() -> Path:
    """A Chromium that runs: the system's, else Playwright's, else Debian's; downloaded when there is none."""
    for get in (_nothing, _playwrights, _debians):
        get()
        for program in _candidates():
            if _runs(program):
                return program
    raise Trouble("No browser was found for the tests: install Chromium or Google Chrome, then try again.")


def _candidates() -> Iterator[Path]:
    yield from (Path(found) for name in _NAMES if (found := shutil.which(name)))
    yield from (Path(place) for place in _PLACES if Path(place).exists())
    yield from sorted(_playwrights_folder().glob("chromium-*/chrome-*/chrome"), reverse=True)
    yield from sorted(_playwrights_folder().glob("chromium-*/chrome-*/*.app/Contents/MacOS/*"), reverse=True)


def _playwrights_folder() -> Path:
    given = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    default = "Library/Caches/ms-playwright" if sys.platform == "darwin" else ".cache/ms-playwright"
    return Path(given) if given else Path.home() / default


def _runs(program: Path) -> bool:
    with suppress(OSError, subprocess.TimeoutExpired):
        return (
            subprocess.run([program, "--version"], check=False, capture_output=True, timeout=30).returncode
            == 0
        )
    return False


def _nothing() -> None:
    """First look at what is there."""


def _playwrights() -> None:
    print("Fetching a browser for the tests …", flush=True)
    _try(
        [
            sys.executable,
            "-m",
            "playwright",
            "install",
            *(["--with-deps"] if os.geteuid() == 0 else []),
            "chromium",
        ]
    )


def _debians() -> None:
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _try(["apt-get", "update", "-qq"])
        _try(["apt-get", "install", "-qq", "--yes", "--no-install-recommends", "chromium"])


def _try(argv: list[str]) -> None:
    with suppress(OSError, subprocess.TimeoutExpired):
        subprocess.run(argv, check=False, capture_output=True, timeout=600)


def _main() -> int:
    print(f"browser: {browser()}")
    return 0


if __name__ == "__main__":
    trouble.run(_main)
