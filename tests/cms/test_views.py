import pytest

from cms import views
from lms.records.models import OutboxMessage

pytestmark = pytest.mark.django_db
ADDRESS = "/de/barriere-melden/"


def test_report_reaches_the_mailbox(client, settings):
    settings.ACCESSIBILITY_MAILBOX = "barrierefrei@stadt.example"
    data = {"text": "Kein Kontrast in Chóśebuz", "address": "/de/kurse/", "email": ""}
    response = client.post(ADDRESS, data)
    assert response.status_code == 303
    mail = OutboxMessage.objects.get()
    assert mail.recipient == "barrierefrei@stadt.example"
    assert "Chóśebuz" in mail.text


def test_form_knows_the_page_one_comes_from(client):
    html = client.get(f"{ADDRESS}?seite=/de/kurse/").content.decode()
    assert 'value="/de/kurse/"' in html


def test_invalid_report_keeps_what_was_typed(client):
    response = client.post(ADDRESS, {"text": "", "address": "getippt", "email": "kein"})
    assert response.status_code == 422
    assert "getippt" in response.content.decode()
    assert not OutboxMessage.objects.exists()


def test_too_many_reports_are_held_up_but_not_lost(client, settings, monkeypatch):
    monkeypatch.setattr(views, "MOST_AN_HOUR", 1)
    data = {"text": "Getippt", "address": "", "email": ""}
    assert client.post(ADDRESS, data).status_code == 303
    response = client.post(ADDRESS, data)
    assert response.status_code == 429
    assert "Getippt" in response.content.decode()
    assert OutboxMessage.objects.count() == 1
