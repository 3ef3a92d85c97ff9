"""The import contracts hold, and each one catches a planted violation."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.sources import PACKAGES, ROOT

# contract id → (file that gets the line, the forbidden line)
PLANTED = {
    "apps": ("network/enums/partner.py", "import courses.enums"),
    "inside": ("courses/queries/progress.py", "import courses.actions.enrolment"),
    "cms": ("cms/blocks/text.py", "import cms.models"),
    "front-doors-courses": ("cms/publishing.py", "import courses.views.catalogue"),
    "front-doors-network": ("courses/rules.py", "import network.views.directory"),
    "pure": ("courses/grading/scoring.py", "import django.db"),
    "transactional": ("courses/rules.py", "import wagtail.models"),
    "acyclic": ("lms/common/keys.py", "import lms.common.health"),
}


def run_contracts(folder: Path, *contracts: str) -> subprocess.CompletedProcess[str]:
    linter = Path(sys.executable).parent / "lint-imports"
    options = [option for contract in contracts for option in ("--contract", contract)]
    return subprocess.run(
        [str(linter), "--no-cache", "--config", str(folder / "pyproject.toml"), *options],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    folder = tmp_path_factory.mktemp("house")
    for package in PACKAGES:
        shutil.copytree(
            ROOT / package,
            folder / package,
            ignore=lambda _dir, names: [
                n for n in names if n in {"static", "locale", "demo", "data"} or n == "__pycache__"
            ],
        )
    shutil.copy(ROOT / "pyproject.toml", folder / "pyproject.toml")
    return folder


def test_contracts_hold(copy):
    result = run_contracts(copy)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("contract", PLANTED)
def test_planted_violation_is_caught(copy, contract):
    name, line = PLANTED[contract]
    file = copy / name
    original = file.read_text(encoding="utf-8")
    if contract == "acyclic":
        # A circle needs both directions.
        other = copy / "lms/common/health.py"
        assert "lms.common" in other.read_text(encoding="utf-8")
        other_original = other.read_text(encoding="utf-8")
        other.write_text(other_original + "\nimport lms.common.keys\n", encoding="utf-8")
    file.write_text(f"{original}\n{line}\n", encoding="utf-8")
    try:
        result = run_contracts(copy, contract)
    finally:
        file.write_text(original, encoding="utf-8")
        if contract == "acyclic":
            other.write_text(other_original, encoding="utf-8")
    assert result.returncode != 0
    assert "BROKEN" in result.stdout


def test_stray_module_is_caught(copy):
    stray = copy / "courses" / "helpers.py"
    stray.write_text('"""Stray."""\n', encoding="utf-8")
    try:
        assert run_contracts(copy, "inside").returncode != 0
    finally:
        stray.unlink()
