import pytest
from django.core.management import call_command

from cms import doctor
from tests.factories.accounts import UserFactory
from tests.support.signers import install, key_of, own, pem

pytestmark = pytest.mark.django_db


def test_findings_are_sorted_into_must_and_should(capsys):
    call_command("doctor")
    assert "MUSS   Es gibt noch kein Konto der Stadtverwaltung" in capsys.readouterr().out


def test_all_well(settings, monkeypatch, capsys, tmp_path):
    UserFactory(is_city_staff=True)
    settings.ACCESSIBILITY_MAILBOX = "barrierefrei@stadt.example"
    settings.SECRET_KEY = "x" * 60
    for name in ("database", "cache_store", "broker", "disk", "pdf_available"):
        monkeypatch.setattr(doctor, name, lambda: True)
    call_command("doctor")
    hint, last = capsys.readouterr().out.splitlines()
    assert hint.startswith("KANN   PDF-Dateien von Zertifikaten tragen kein Siegel")
    assert last == "Alles in Ordnung."
    install(settings, tmp_path, pem(key_of("ec"), own(days=9000)))
    call_command("doctor")
    assert capsys.readouterr().out == "Alles in Ordnung.\n"
