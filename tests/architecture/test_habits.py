"""Habits of the code, read from its trees."""

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.house import calls, code_names, functions, place, sources, tree

ALL = [pytest.param(file, id=place(file)) for file in sources("backend")]
SIGNALS = {"django.dispatch", "django.db.models.signals", "django.core.signals"}
MAY_USE_SIGNALS = {
    "backend/core/apps.py": "walls are raised after a migration",
    "backend/checkins/apps.py": "built-in templates are kept up to date after a migration",
}
CLOCKS = re.compile(r"(timezone|datetime|date|time)\.(now|utcnow|today|time|time_ns)\Z")
LOGGERS = re.compile(r"(log|logger|logging)\.(debug|info|warning|error|exception|critical|log)\Z")
MAY_BE_LOGGED = re.compile(
    r"([a-z_]+\.)*(pk|[a-z_]+_id|attempts|status)|task\.name|type\([a-z]+\)\.__name__|len\([a-z]+\)"
)
"""Ids, counts and the program's own names."""


@pytest.mark.parametrize("file", ALL)
def test_nothing_is_imported_inside_a_function(file: Path) -> None:
    found = [
        place(file, node)
        for function in functions(file)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert found == []


@pytest.mark.parametrize("file", ALL)
def test_no_serializer_opens_all_fields(file: Path) -> None:
    assert "__all__" not in [
        getattr(node.value, "value", None)
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Assign) and "fields" in code_names(node)
    ]


@pytest.mark.parametrize("file", ALL)
def test_no_signal_carries_the_flow(file: Path) -> None:
    imported = {
        module
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for module in [getattr(node, "module", None), *(alias.name for alias in node.names)]
    }
    assert place(file) in MAY_USE_SIGNALS or not imported & SIGNALS


@pytest.mark.parametrize("file", [p for p in ALL if "/api/" in str(p.id)])
def test_no_view_takes_all_rows(file: Path) -> None:
    """`Model.objects.all()` forgets whose rows they are."""
    assert [place(file, c) for c in calls(file) if ast.unparse(c.func).endswith(".objects.all")] == []


@pytest.mark.parametrize("file", ALL)
def test_only_the_clock_knows_the_time(file: Path) -> None:
    asked = [place(file, node) for node in calls(file) if CLOCKS.search(ast.unparse(node.func))]
    assert place(file) == "backend/core/clock.py" or asked == []


@pytest.mark.parametrize("file", [p for p in ALL if "/models" in str(p.id)])
def test_no_row_decides_while_saving(file: Path) -> None:
    assert [
        place(file, function) for function in functions(file) if function.name in {"save", "delete", "clean"}
    ] == []


@pytest.mark.parametrize("file", ALL)
def test_log_line_holds_no_private_words(file: Path) -> None:
    """A constant sentence, and values that can only be ids, counts or names of the program."""
    for call in (node for node in calls(file) if LOGGERS.search(ast.unparse(node.func))):
        sentence, *values = call.args
        assert isinstance(sentence, ast.Constant), place(file, call)
        said = [ast.unparse(value) for value in values]
        assert [value for value in said if not MAY_BE_LOGGED.fullmatch(value)] == [], place(file, call)


@pytest.mark.parametrize("file", [p for p in ALL if str(p.id).endswith("tasks.py")])
def test_task_takes_ids_and_nothing_else(file: Path) -> None:
    """Arguments of tasks lie in the broker, readable."""
    tasks = [f for f in functions(file) if any("shared_task" in code_names(d) for d in f.decorator_list)]
    assert tasks
    arguments = [arg.arg for task in tasks for arg in [*task.args.args, *task.args.kwonlyargs]]
    assert [name for name in arguments if not name.endswith(("_id", "_ids"))] == []


@pytest.mark.parametrize("file", [p for p in ALL if str(p.id).endswith("services.py")])
def test_service_is_called_by_the_names_of_its_arguments(file: Path) -> None:
    """With one thing to act on there is nothing to mistake."""
    public = [node for node in tree(file).body if isinstance(node, ast.FunctionDef) and node.name[0] != "_"]
    assert [place(file, node) for node in public if len(node.args.args) > 1] == []
