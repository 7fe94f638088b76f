"""Run every test completely, part by part, and print a line for each: `python -m deploy.test_full [PART …]`.

`make test` tries a rotating part of the large matrices and short stories; here nothing is left out.
What the tests printed stays in .local/test-full/.
"""

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree  # nosec B405

from deploy import browser, trouble, web
from deploy.place import ROOT
from deploy.trouble import Trouble

LOGS = ROOT / ".local" / "test-full"
FIGURES = "figures"
"""The property under which a test records what it has counted: tests/times.py."""


@dataclass(frozen=True)
class Part:
    """One run of pytest: what it is given, and what makes it complete."""

    arguments: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)


PARTS = {
    "all": Part(("-n", "2"), {"FULL_MATRICES": "1"}),
    "blind": Part(("-p", "no:logging", "tests/blind"), {"BLIND_SEED": str(int(time.time()))}),
    "attack": Part(("--log-level=ERROR", "tests/attacks"), {"ATTACKS": "12"}),
    "faults": Part(("-p", "no:logging", "tests/faults"), {"FAULTS": "1"}),
}


def main() -> int:
    names = sys.argv[1:] or list(PARTS)
    if unknown := set(names) - set(PARTS):
        raise Trouble(f"There is no part {', '.join(sorted(unknown))}: take {', '.join(PARTS)}.")
    web.build()
    browser.browser()
    LOGS.mkdir(parents=True, exist_ok=True)
    failed = [name for name in names if not _passes(name)]
    print(f"test-full: {len(names) - len(failed)} passed, {len(failed)} failed", flush=True)
    return 1 if failed else 0


def _passes(name: str) -> bool:
    """Run one part and say in a line how it went."""
    begin, log, results = time.monotonic(), LOGS / f"{name}.log", LOGS / f"{name}.xml"
    results.unlink(missing_ok=True)
    part = PARTS[name]
    # What a person gives, as the seed of a story to tell again, comes before the part's own.
    given = {**part.environment, **os.environ}
    command = [sys.executable, "-m", "pytest", "-q", f"--junitxml={results}", *part.arguments]
    with log.open("w") as written:
        done = subprocess.run(command, cwd=ROOT, env=given, stdout=written, stderr=written, check=False)
    passed = done.returncode == 0
    minutes = (time.monotonic() - begin) / 60
    print(f"{'ok  ' if passed else 'FAIL'} {name:<7} {minutes:5.1f} min  {_summary(results)}", flush=True)
    if not passed:
        print(f"     what it said: {log}", flush=True)
    return passed


def _summary(results: Path) -> str:
    """Tests and figures of a run, as its report has them; our own pytest has just written it."""
    if not results.exists():
        return "no report: it ended before its tests"
    report = ElementTree.parse(results).getroot()  # noqa: S314  # nosec B314
    suite = report if report.tag == "testsuite" else report[0]
    counts = f"{suite.get('tests')} tests, {suite.get('failures')} failed, {suite.get('errors')} errors"
    figures = [item.get("value", "") for item in suite.iter("property") if item.get("name") == FIGURES]
    return "; ".join([counts, *figures])


if __name__ == "__main__":
    trouble.run(main)
