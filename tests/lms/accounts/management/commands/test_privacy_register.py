from io import StringIO

from django.core.management import call_command

from lms.accounts.management.commands import privacy_register
from lms.accounts.privacy.register import as_markdown


def test_it_prints_the_register():
    out = StringIO()
    call_command("privacy_register", stdout=out)
    assert out.getvalue() == as_markdown()


def test_it_writes_the_page(tmp_path, monkeypatch):
    monkeypatch.setattr(privacy_register, "ROOT", tmp_path)
    (tmp_path / "docs").mkdir()
    call_command("privacy_register", "--write")
    page = tmp_path / "docs" / "privacy-register.md"
    assert page.read_text("utf-8").startswith("# Verzeichnis der Verarbeitungstätigkeiten")
