from datetime import timedelta

import pytest
from django.core.management import call_command

from cms import doctor
from cms.doctor import findings
from cms.models import StandardPage
from lms.records.models import OutboxMessage
from tests.factories.accounts import UserFactory
from tests.factories.cms import frame
from tests.factories.courses import NOW
from tests.support.signers import install, key_of, own, pem

pytestmark = pytest.mark.django_db


def texts():
    return " ".join(finding.text for finding in findings(at=NOW))


def test_placeholders_are_named_until_somebody_writes_them():
    frame()
    assert "Impressum" in texts()
    StandardPage.objects.update(is_placeholder=False)
    assert "Platzhalter" not in texts()


def test_mail_that_waits_or_failed_is_told():
    values = {"kind": "x", "recipient": "a@b.example", "subject": "x", "created_at": NOW}
    OutboxMessage.objects.create(key="1", due_at=NOW, **values)
    assert "warten" not in texts()
    OutboxMessage.objects.update(due_at=NOW - timedelta(minutes=11))
    OutboxMessage.objects.create(key="2", due_at=NOW, state="failed", **values)
    assert "1 E-Mails warten" in texts()
    assert "1 E-Mails konnten nicht" in texts()


def test_services_that_are_away_are_told(monkeypatch):
    for name in ("database", "cache_store", "broker", "disk", "pdf_available"):
        monkeypatch.setattr(doctor, name, lambda: False)
    found = texts()
    for word in ("Datenbank", "Zwischenspeicher", "Aufgabenwarteschlange", "Festplatte", "Pango"):
        assert word in found


def test_keys_that_cannot_sign_are_told(settings, tmp_path):
    assert "nicht signiert werden" not in texts()
    settings.SIGNING_KEY_DIR = tmp_path
    assert texts().count("Zertifikate können nicht signiert werden") == 2


def test_a_signer_of_files_is_looked_at(settings, tmp_path):
    assert "PDF_SIGNER (docs/operate.md)" in texts()
    begin = NOW - timedelta(days=5)
    install(settings, tmp_path, pem(key_of("ec"), own(begin=begin, days=100)))
    assert "PDF" not in texts()
    install(settings, tmp_path, pem(key_of("ec"), own(begin=begin, days=20)))
    end = begin + timedelta(days=20)
    assert f"endet am {end:%d.%m.%Y} (PDF_SIGNER)" in texts()
    install(settings, tmp_path, pem(key_of("ec"), own(begin=begin, days=2)))
    assert "PDF-Dateien von Zertifikaten können nicht signiert werden" in texts()


def test_first_account_and_mailbox(settings):
    assert "create_staff" in texts()
    UserFactory(is_city_staff=True)
    settings.ACCESSIBILITY_MAILBOX = "barrierefrei@stadt.example"
    settings.SECRET_KEY = "x" * 60
    found = texts()
    assert "create_staff" not in found
    assert "ACCESSIBILITY_MAILBOX" not in found
    assert "SECRET_KEY" not in found


def test_command_fails_in_production_only(settings, capsys):
    call_command("doctor")
    assert "MUSS" in capsys.readouterr().out
    settings.IS_PRODUCTION = True
    with pytest.raises(SystemExit):
        call_command("doctor")
