"""Secrets come from a variable or from a file that another one names."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from lms.settings import env


def test_a_secret_comes_from_the_variable_or_from_a_file(monkeypatch, tmp_path):
    assert env.secret("A_SECRET") == ""
    monkeypatch.setenv("A_SECRET", "eins")
    assert env.secret("A_SECRET") == "eins"
    (tmp_path / "secret").write_text("zwei ść \n")
    monkeypatch.setenv("A_SECRET_FILE", str(tmp_path / "secret"))
    assert env.secret("A_SECRET") == "zwei ść "
    monkeypatch.setenv("A_SECRET_FILE", str(tmp_path / "absent"))
    with pytest.raises(ImproperlyConfigured, match="A_SECRET_FILE cannot be read"):
        env.secret("A_SECRET")
