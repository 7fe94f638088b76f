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

_USUALLY_OFF = (
    *("AimEnabled", "AvoidCorsURLLoaderRestartOnRedirect", "AvoidUnnecessaryBeforeUnloadCheckSync"),
    *("DestroyProfileOnBrowserClose", "HttpsFirstBalancedModeAutoEnable", "HttpsUpgrades", "LensOverlay"),
    *("MediaRouter", "NetworkTimeServiceQuerying", "OptimizationHints", "PaintHolding"),
    *("PreconnectToSearch", "ThirdPartyStoragePartitioning"),
)
"""Features Playwright switches off by itself; Chromium takes only the last list it is given."""
_ADDRESS_BAR = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup")
"""The suggestions below the address bar load as two pages in every new window: a second of work or two."""
FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    f"--disable-features={','.join([*_USUALLY_OFF, *_ADDRESS_BAR])}",
]
_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


@cache
def browser() -> Path:
    """A Chromium that runs: the system's, else Playwright's, else Debian's; downloaded when there is none."""
    for ways in ([], *_ways_to_get_one()):
        for command in ways:
            print(f"Fetching a browser for the tests: {' '.join(command)}", flush=True)
            _try(command)
        for program in _candidates():
            if _runs(program):
                return program
    raise Trouble("No browser was found for the tests: install Chromium or Google Chrome, then try again.")


def _ways_to_get_one() -> Iterator[list[list[str]]]:
    playwright = [sys.executable, "-m", "playwright", "install"]
    yield [[*playwright, "chromium"]]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        quietly = ["-qq", "--yes", "--no-install-recommends"]
        yield [["apt-get", "update", "-qq"], ["apt-get", "install", *quietly, "chromium"]]
        yield [[*playwright, "--with-deps", "chromium"]]


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


def _try(argv: list[str]) -> None:
    with suppress(OSError, subprocess.TimeoutExpired):
        subprocess.run(argv, check=False, capture_output=True, timeout=600)


def _main() -> int:
    print(f"browser: {browser()}")
    return 0


if __name__ == "__main__":
    trouble.run(_main)
