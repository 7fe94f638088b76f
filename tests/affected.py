"""Select the tests that a change can reach: `make test CHANGED=1`, while working, never in CI.

Loaded by `-p tests.affected`. A change in an app reaches its own tests, those of the apps that import what
changed, the contracts in tests/architecture, and the table of who may do what for its routes.
"""

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import grimp
import pytest

from tests.changes import ROOT, changed_files

ONLY_CHANGED_VARIABLE = "CHANGED"
FOUNDATION = re.compile(
    r"(pyproject\.toml|requirements.*\.txt|manage\.py|Makefile|deploy/.*|backend/(config|core)/.*|backend/.*/migrations/.*"
    r"|tests/[^/]*\.py|tests/.*/conftest\.py|tests/factories/.*)"
)
"""Changes here can reach any test."""
SHARED_SCREENS = re.compile(r"frontend/(?!src/features/)")
FEATURE = re.compile(r"frontend/src/features/([a-z]+)/")
FEATURE_PATH = re.compile(r"path: '(/[a-z]+)")
CONTRACTS = "tests/architecture/"
BROWSER = "tests/e2e/"
LONG = ("tests/attacks/", "tests/blind/", "tests/deploy/", "tests/faults/")
"""Too long to wait for while working: only where such a test changes itself."""


def only_changed() -> bool:
    return bool(os.environ.get(ONLY_CHANGED_VARIABLE))


def pytest_report_header() -> str:
    return "tests: those the change can reach" if only_changed() else "tests: all"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not only_changed():
        return
    reached = Reached(changed_files())
    kept = [item for item in items if reached.covers(item.nodeid.partition("::")[0])]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


@dataclass(frozen=True)
class Reached:
    """Decide which test files a set of changed files can reach; None stands for everything."""

    files: frozenset[str] | None

    def covers(self, test_file: str) -> bool:
        if self._is_everything:
            return True
        if test_file in self.known:
            return True
        if test_file.startswith(BROWSER):
            return self._screens_reach(test_file)
        return not test_file.startswith(LONG) and (
            (test_file.startswith(CONTRACTS) and bool(self._apps))
            or test_file.split("/")[1] in self._apps
            or _module(test_file) in self._importers
        )

    @property
    def known(self) -> frozenset[str]:
        return self.files or frozenset()

    @cached_property
    def _is_everything(self) -> bool:
        return self.files is None or any(FOUNDATION.fullmatch(file) for file in self.files)

    @cached_property
    def _importers(self) -> frozenset[str]:
        """Modules that import a changed one, directly or through others."""
        graph = grimp.build_graph("backend", "tests", cache_dir=None)
        changed = {_module(file) for file in self.known if file.endswith(".py")} & graph.modules
        return frozenset(changed.union(*(graph.find_downstream_modules(module) for module in changed)))

    @cached_property
    def _apps(self) -> frozenset[str]:
        """Apps with a changed file, or with a module that imports one, but for the root of all routes."""
        changed = {file.split("/")[1] for file in self.known if file.startswith("backend/")}
        importing = {module.split(".")[1] for module in self._importers if module.startswith("backend.")}
        return frozenset((changed | importing) - {"config"})

    def _screens_reach(self, test_file: str) -> bool:
        """Tell whether a browser test opens a screen of a changed feature; all of them show shared parts."""
        screens = [file for file in self.known if file.startswith("frontend/")]
        if any(SHARED_SCREENS.match(file) for file in screens):
            return True
        features = {found[1] for file in screens if (found := FEATURE.match(file))}
        text = (ROOT / test_file).read_text()
        return any(path in text for path in _paths(features))


def _paths(features: Iterable[str]) -> set[str]:
    """List where the screens of these features begin, as `/successes`."""
    routes = [Path(ROOT, "frontend/src/features", name, "routes.ts") for name in features]
    return {path for file in routes if file.exists() for path in FEATURE_PATH.findall(file.read_text())}


def _module(file: str) -> str:
    return file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
