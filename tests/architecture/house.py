"""The source of the house, as trees: what the rules of architecture are read from."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BACKEND = ROOT / "backend"
Function = ast.FunctionDef | ast.AsyncFunctionDef


def sources(*folders: str) -> list[Path]:
    """Every Python file that people write, below these folders."""
    found = [file for folder in folders for file in (ROOT / folder).rglob("*.py")]
    return sorted(file for file in found if "migrations" not in file.parts)


def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text())


def functions(file: Path) -> Iterator[Function]:
    return (node for node in ast.walk(tree(file)) if isinstance(node, Function))


def calls(file: Path) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree(file)) if isinstance(node, ast.Call))


def place(file: Path, node: ast.AST | None = None) -> str:
    """Where it is, to click on."""
    where = str(file.relative_to(ROOT))
    return f"{where}:{node.lineno}" if isinstance(node, ast.stmt | ast.expr) else where


def code_names(node: ast.AST) -> set[str]:
    """Every name, attribute and keyword below a node."""
    named = ast.walk(node)
    return {
        name
        for inner in named
        for name in (getattr(inner, "id", None), getattr(inner, "attr", None), getattr(inner, "arg", None))
        if isinstance(name, str)
    }
