"""The set-up step for browser files."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from lms.common.management.commands import build_assets
from lms.common.vendor import MissingPackagesError


def test_it_says_what_was_built(monkeypatch, tmp_path):
    file = tmp_path / "lms" / "a.css"
    file.parent.mkdir()
    file.write_text("x" * 1600)
    monkeypatch.setattr(build_assets, "STATIC", tmp_path)
    monkeypatch.setattr(build_assets, "build", lambda: [file])
    out = StringIO()
    call_command("build_assets", stdout=out)
    assert out.getvalue() == "  lms/a.css 2 kB\n"


def test_it_fails_with_a_sentence_when_packages_are_missing(monkeypatch):
    def build():
        raise MissingPackagesError("Run this.")

    monkeypatch.setattr(build_assets, "build", build)
    with pytest.raises(CommandError, match=r"^Run this\.$"):
        call_command("build_assets")
