"""The network's own menu, and the ways in from the public pages."""

import re

import pytest

from network.enums import PartnerState
from tests.factories.network import PartnerFactory
from tests.support import admin
from tests.support.cases import listing, shown_case
from tests.support.chain import staff

pytestmark = pytest.mark.django_db
DIRECTORY = "/de/partner/"


def menu(html):
    """Titles and addresses of the network's menu; there is exactly one."""
    (nav,) = re.findall(r'<nav class="network-menu".*?</nav>', html, re.DOTALL)
    return {title: url for url, title in re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', nav)}


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    assert response.context["viewer"] is not None, address
    return response.content.decode()


@pytest.fixture
def house():
    return PartnerFactory(name="Klub", slug="klub", contact_mailbox="klub@example.org")


def public_pages(house):
    case, offer = shown_case(house), listing(house)
    return [
        DIRECTORY, "/de/partner/klub/", "/de/netzwerk/angebote/",
        f"/de/netzwerk/angebote/{offer.key}/", "/de/netzwerk/kooperationen/",
        "/de/netzwerk/felder/", "/de/netzwerk/felder/education/", "/de/netzwerk/mitmachen/",
        "/de/partner/klub/kontakt/", "/de/netzwerk/einbetten/partner/code/",
        f"/de/netzwerk/kooperationen/{case.key}/",
    ]  # fmt: skip


def test_public_pages_lead_to_each_other(client, house):
    for address in public_pages(house):
        found = menu(page(client, address))
        assert {"Verzeichnis", "Angebote und Gesuche", "Kooperationen", "Handlungsfelder"} <= {
            *found
        }
        assert not {"Übersicht", "Pflege", "Koordination", "Plan"} & {*found}


def test_everything_in_the_menu_of_staff_opens(house):
    client = admin.signed_in(staff())
    for address in public_pages(house):
        found = menu(page(client, address))
        assert found["Pflege"] == "/de/netzwerk/pflege/"
        assert found["Koordination"] == "/de/netzwerk/koordination/"
    for address in found.values():
        page(client, address)


def test_everything_in_the_menu_of_a_coordinator_opens(house):
    client = admin.signed_in(admin.coordinator("energy", name="klara"))
    found = menu(page(client, DIRECTORY))
    assert "Pflege" not in found
    for address in found.values():
        page(client, address)


def test_the_directory_leads_to_the_application(client):
    assert 'href="/de/netzwerk/mitmachen/"' in page(client, DIRECTORY)


def test_a_partner_is_written_to_or_taken_over(client, house):
    PartnerFactory(
        name="Neu", slug="neu", state=PartnerState.PROVISIONAL, contact_mailbox="neu@example.org"
    )
    published, provisional = page(client, "/de/partner/klub/"), page(client, "/de/partner/neu/")
    assert 'href="/de/partner/klub/kontakt/"' in published
    assert "beanspruchen" not in published
    assert 'href="/de/netzwerk/beanspruchen/neu/"' in provisional
    assert "/kontakt/" not in provisional  # nobody is there yet who would answer
