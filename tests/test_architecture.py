"""Rules of the house that a reader relies on: what imports what, what is loaded when, who makes a citation."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "assistant").rglob("*.py"))
HEAVY = frozenset(
    {
        "chromadb",
        "gradio",
        "langchain",
        "langchain_core",
        "onnx",
        "onnxruntime",
        "pandas",
        "sentence_transformers",
        "torch",
        "transformers",
    }
)


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imported_at_once(tree: ast.Module) -> Iterator[str]:
    """Top-level packages that a module imports when it is itself imported; not those for type checking only."""
    waiting: list[ast.stmt] = list(tree.body)
    while waiting:
        statement = waiting.pop()
        if isinstance(statement, ast.Import):
            yield from (alias.name.split(".")[0] for alias in statement.names)
        elif isinstance(statement, ast.ImportFrom) and statement.module:
            yield statement.module.split(".")[0]
        elif isinstance(statement, ast.If) and "TYPE_CHECKING" not in ast.unparse(statement.test):
            waiting += statement.body + statement.orelse
        elif isinstance(statement, ast.Try):
            waiting += statement.body


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_says_what_becomes_of_what_and_imports_nothing_heavy(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    first_line = (ast.get_docstring(tree) or "").split("\n")[0]
    assert "->" in first_line or path.name == "__init__.py"
    assert first_line
    assert not HEAVY & set(imported_at_once(tree))


def test_only_one_module_makes_citations() -> None:
    makers = {
        name_of(path)
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Citation"
    }
    assert makers == {"assistant/answer/citations.py"}


def test_every_room_stands_on_a_floor() -> None:
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ][0]
    floors = {room.strip(" ()") for layer in contract["layers"] for room in layer.split("|")}
    rooms = {
        f"assistant.{path.stem}"
        for path in (ROOT / "assistant").iterdir()
        if (path.suffix == ".py" or (path / "__init__.py").is_file()) and not path.stem.startswith("__")
    }
    assert rooms <= floors


def test_help_loads_nothing_heavy() -> None:
    program = (
        "import sys\n"
        "from assistant.cli import run\n"
        "assert run(['--help']) == 0\n"
        f"print('loaded:', sorted({set(HEAVY)!r} & set(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stderr.strip() == "loaded: []"
    assert "ask" in done.stdout
