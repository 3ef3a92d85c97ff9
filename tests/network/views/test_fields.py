"""Pages of the action fields over HTTP."""

import re

import pytest

from lms.taxonomy.models import ActionField
from tests.factories.meetings import MeetingFactory, coordinator
from tests.factories.network import PartnerFactory

pytestmark = pytest.mark.django_db


def test_anybody_reads_them_and_finds_the_directory(client):
    user = coordinator("energy").user
    PartnerFactory().action_fields.add(ActionField.objects.get(code="energy"))
    MeetingFactory(is_public=True)
    html = client.get("/de/netzwerk/felder/energy/").content.decode()
    assert "Koordination Energie, Stadtverwaltung" in html
    assert "mailto:energy@stadt.example" in html
    assert 'href="/de/netzwerk/felder/energy/termine.ics"' in html
    assert 'href="/de/kurse/?feld=energy"' in html
    assert user.username not in html
    (count,) = re.findall(r'href="/de/partner/\?feld=energy">(\d+) Partner', html)
    listed = client.get("/de/partner/?feld=energy").content.decode()
    assert f"{count} Partner gefunden" in listed


def test_the_overview_and_what_is_not_there(client):
    coordinator("energy")
    html = client.get("/de/netzwerk/felder/").content.decode()
    assert html.count('class="panel stack"') == 7
    assert "Koordination zurzeit nicht besetzt" in html
    assert client.get("/de/netzwerk/felder/nichts/").status_code == 404
    assert "mailto" not in client.get("/de/netzwerk/felder/education/").content.decode()


def test_in_english_too(client):
    assert client.get("/en/netzwerk/felder/energy/").status_code == 200
