"""The sizes of the house (lms/README.md) and the twin rule of the tests."""

from pathlib import Path

import pytest

from tests.support.sources import PACKAGES, ROOT, classes, functions, lines, modules, writes

MAX_MODULE = 300
MAX_TEST = 400
MAX_FUNCTION = 39
MAX_VIEW = 25
MAX_CLASS = 200
MAX_TEMPLATE = 120
TOP_LEVEL = {
    "manage.py", "lms", "courses", "network", "cms", "templates", "tests", "pyproject.toml",
    "README.md", "docs", "Makefile", ".ci", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md",
    "SECURITY.md", "requirements", "scripts", "package.json", "package-lock.json", ".gitignore",
    ".pre-commit-config.yaml", ".gitattributes", ".editorconfig", "deploy",
}  # fmt: skip
BANNED = {"utils", "helpers", "misc", "services", "common_utils", "tools"}
# Nothing to test by themselves: declarations, registrations, entry points.
WITHOUT_TWIN = {"apps", "urls", "signals", "enums", "__init__", "wsgi", "asgi", "celery", "draft"}
TWINLESS_FOLDERS = {"settings", "models"}
# Measured by running `manage.py benchmark`: they start servers and browsers of their own.
MEASURED = {
    "cms/management/benchmark/pdf.py",
    "cms/management/benchmark/visit.py",
    "cms/management/commands/benchmark.py",
}


def relative(file: Path) -> str:
    return str(file.relative_to(ROOT))


def too_long(measure, limit, files):
    return [
        f"{relative(file)} {name}: {length} lines"
        for file in files
        for name, length in measure(file)
        if length > limit
    ]


def test_modules_are_short():
    assert [f"{relative(f)}: {lines(f)}" for f in modules() if lines(f) > MAX_MODULE] == []
    tests = (ROOT / "tests").rglob("*.py")
    assert [f"{relative(f)}: {lines(f)}" for f in tests if lines(f) > MAX_TEST] == []


def test_functions_are_short():
    assert too_long(functions, MAX_FUNCTION, modules()) == []


def test_only_the_guard_counts_seats():
    """Who writes the counter without its lock breaks I1 when two do it at once."""
    guard = "courses/actions/seat/guard.py"
    writers = {relative(file) for file in modules() if any(writes(file, "seats_taken"))}
    assert writers == {guard}


def test_views_are_short():
    views = [f for f in modules() if "views" in f.parts or f.name == "views.py"]
    assert views
    assert too_long(functions, MAX_VIEW, views) == []


def test_classes_are_short():
    assert too_long(classes, MAX_CLASS, modules()) == []


def test_templates_are_short():
    files = list((ROOT / "templates").rglob("*.html"))
    assert files
    assert [f"{relative(f)}: {lines(f)}" for f in files if lines(f) > MAX_TEMPLATE] == []


def test_no_vague_names():
    assert [relative(f) for f in modules() if BANNED & {f.stem, *f.parts}] == []


def test_top_level_holds_only_what_belongs_there():
    import subprocess

    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    names = {line.split("/")[0] for line in listed.stdout.splitlines()}
    assert names <= TOP_LEVEL


def twin(file: Path) -> Path:
    parts = file.relative_to(ROOT).parts
    return ROOT / "tests" / Path(*parts[:-1]) / f"test_{parts[-1]}"


def has_behaviour(file: Path) -> bool:
    folders = set(file.relative_to(ROOT).parts[:-1])
    # Rows are tested through the actions and queries that use them.
    if file.stem in WITHOUT_TWIN | {"models"} or folders & TWINLESS_FOLDERS:
        return False
    return any(True for _ in functions(file))


def test_every_module_with_behaviour_has_a_test_twin():
    missing = [relative(f) for f in modules() if has_behaviour(f) and not twin(f).exists()]
    assert set(missing) <= MEASURED


@pytest.mark.parametrize("package", PACKAGES)
def test_one_initial_migration_per_app(package):
    folders = (ROOT / package).rglob("migrations")
    for folder in folders:
        names = sorted(f.name for f in folder.glob("0*.py"))
        assert names == ["0001_initial.py"], folder
