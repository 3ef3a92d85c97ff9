"""Reads the project's own source files for layout tests."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("lms", "courses", "network", "cms")


def modules(*packages: str) -> Iterator[Path]:
    """Every Python file of ours below the packages, migrations and data aside."""
    for package in packages or PACKAGES:
        for file in sorted((ROOT / package).rglob("*.py")):
            if "migrations" not in file.parts and "vendor" not in file.parts:
                yield file


def lines(file: Path) -> int:
    """Count the lines of a file."""
    return file.read_text(encoding="utf-8").count("\n")


def functions(file: Path) -> Iterator[tuple[str, int]]:
    """Name and length in lines of every function; decorators and the docstring not counted."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body
            has_docstring = ast.get_docstring(node) is not None
            first = body[1] if has_docstring and len(body) > 1 else body[0]
            yield node.name, (node.end_lineno or 0) - first.lineno + 1


def classes(file: Path) -> Iterator[tuple[str, int]]:
    """Name and length in lines of every class."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ClassDef):
            yield node.name, (node.end_lineno or 0) - node.lineno + 1


_WRITING = {"create", "update", "get_or_create", "update_or_create", "bulk_update", "save"}


def writes(file: Path, name: str) -> Iterator[int]:
    """Lines in which a field of a row is set: by the ORM, on an object, or in SQL."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        match node:
            case ast.Attribute(attr=attribute, ctx=ast.Store()) if attribute == name:
                yield node.lineno
            case ast.Call(func=ast.Attribute(attr=call)) if call in _WRITING:
                named = any(keyword.arg == name for keyword in node.keywords)
                listed = any(
                    isinstance(leaf, ast.Constant) and leaf.value == name for leaf in ast.walk(node)
                )
                if named or listed:
                    yield node.lineno
            case ast.Constant(value=str(text)) if "UPDATE " in text and name in text:
                yield node.lineno
