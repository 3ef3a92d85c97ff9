import shutil

import polib
import pytest
from django.core.management import CommandError, call_command

from lms.common.management.commands import compile_messages

needs_gettext = pytest.mark.skipif(shutil.which("msgfmt") is None, reason="GNU gettext is absent")


@pytest.fixture
def catalogue(tmp_path, monkeypatch):
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalogue = polib.POFile()
    catalogue.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    catalogue.append(polib.POEntry(msgid="Kurse", msgstr="Courses"))
    catalogue.append(polib.POEntry(msgid="Wo ist Chóśebuz?", msgstr=""))
    catalogue.save(str(folder / "django.po"))
    monkeypatch.setattr(compile_messages, "LOCALE", tmp_path)
    return folder / "django.po"


def test_compiles_once_and_again_after_a_change(catalogue):
    call_command("compile_messages", verbosity=0)
    binary = catalogue.with_suffix(".mo")
    assert polib.mofile(str(binary)).find("Kurse").msgstr == "Courses"
    stamp = binary.stat().st_mtime_ns
    call_command("compile_messages", verbosity=0)
    assert binary.stat().st_mtime_ns == stamp


def test_check_names_what_differs(catalogue, monkeypatch):
    monkeypatch.setattr(
        compile_messages, "extracted", lambda language: {("", "Kurse"), ("", "Neu")}
    )
    with pytest.raises(CommandError) as error:
        call_command("compile_messages", check=True)
    text = str(error.value)
    assert "not in the catalogue: Neu" in text
    assert "no longer in the code: Wo ist Chóśebuz?" in text
    assert "untranslated: Wo ist Chóśebuz?" in text


@needs_gettext
def test_extraction_leaves_the_catalogue_alone():
    source = compile_messages.LOCALE / "en" / "LC_MESSAGES" / "django.po"
    before = source.read_bytes()
    assert ("", "Anmelden") in compile_messages.extracted("en")
    assert source.read_bytes() == before
