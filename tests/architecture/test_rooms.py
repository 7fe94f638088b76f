"""What is in a room is a closed list, and nothing in it is long."""

from collections.abc import Callable
from pathlib import Path
from statistics import median

import pytest

from tests.architecture.house import BACKEND, ROOT, functions, place, sources
from tests.times import FIGURES

LONGEST_FILE, LONGEST_FUNCTION = 300, 40
USUAL_FILE, USUAL_FUNCTION = 120, 12
ROOM = {"__init__.py", "rules.py", "models.py", "services.py", "tasks.py", "privacy.py"}
API = {"__init__.py", "urls.py", "views.py", "serializers.py"}
FOLDERS = {"rules", "models", "services", "channels"}
"""Each may be a folder of modules that are named after what they hold."""
OF_ITS_OWN = {
    "accounts": {"adapter.py", "apps.py", "confirmation.py", "middleware.py", "sessions.py"},
    "checkins": {"apps.py", "api/insights.py", "api/remarks.py", "api/talk.py", "api/templates.py"},
    "core": {
        "apps.py",
        "bulk.py",
        "checks.py",
        "clock.py",
        "errors.py",
        "logs.py",
        "scope.py",
        "walls.py",
        "zones.py",
        "api/http.py",
        "api/problems.py",
        "api/refusals.py",
        "api/schema.py",
    },
    "notifications": {"api/calendar.py", "api/health.py", "api/taps.py", "api/upcoming.py"},
    "successes": {"api/promises.py"},
}
APPS = sorted(path.name for path in BACKEND.iterdir() if (path / "__init__.py").exists())
HALL = {
    "__init__.py",
    "api_docs.py",
    "api_v1.py",
    "beat.py",
    "celery.py",
    "dev.py",
    "headers.py",
    "health.py",
    "heartbeat.py",
    "settings.py",
    "shell.py",
    "urls.py",
    "wsgi.py",
}


def _is_allowed(app: str, name: str) -> bool:
    if app == "config":
        return name in HALL
    folder, _, rest = name.partition("/")
    if folder == "api" and rest in API:
        return True
    return name in ROOM | OF_ITS_OWN.get(app, set()) or (folder in FOLDERS and rest.endswith(".py"))


@pytest.mark.parametrize(
    "app", sorted(path.name for path in BACKEND.iterdir() if (path / "__init__.py").exists())
)
def test_room_holds_nothing_of_another_name(app: str) -> None:
    names = [file.relative_to(BACKEND / app).as_posix() for file in sources(f"backend/{app}")]
    assert [name for name in names if not _is_allowed(app, name)] == []


def test_every_app_is_a_room_of_the_map() -> None:
    """The map itself is kept by import-linter; what is not on it would not be seen by it."""
    on_the_map = (ROOT / "pyproject.toml").read_text()
    apps = [path.name for path in BACKEND.iterdir() if (path / "__init__.py").exists()]
    assert [
        app for app in apps if f'"backend.{app}"' not in on_the_map and app not in {"config", "core"}
    ] == []


def _length(file: Path) -> int:
    return len(file.read_text().splitlines())


def _lengths(*folders: str) -> dict[str, int]:
    return {
        f"{place(file, function)} {function.name}": (function.end_lineno or 0) - function.lineno + 1
        for file in sources(*folders)
        for function in functions(file)
    }


@pytest.mark.parametrize("folder", ["backend", "deploy", "tests"])
def test_no_file_is_long(folder: str) -> None:
    assert {place(file): _length(file) for file in sources(folder) if _length(file) > LONGEST_FILE} == {}


@pytest.mark.parametrize("folder", ["backend", "deploy", "tests"])
def test_no_function_is_long(folder: str) -> None:
    assert {name: lines for name, lines in _lengths(folder).items() if lines > LONGEST_FUNCTION} == {}


def test_most_of_it_is_short(record_property: Callable[[str, object], None]) -> None:
    files = median(_length(file) for file in sources("backend") if file.name != "__init__.py")
    within = median(_lengths("backend").values())
    record_property(FIGURES, f"median: {files:.0f} lines a file, {within:.0f} lines a function")
    assert files <= USUAL_FILE
    assert within <= USUAL_FUNCTION
