"""Lists in other sites' frames: for anybody, without script and cookie, and the line to copy."""

import pytest
from django.test import Client

from network.enums import ListingKind
from network.models import DirectoryVersion
from tests.factories.network import ListingFactory, MembershipFactory, PartnerFactory

pytestmark = pytest.mark.django_db
EMBED = "/de/netzwerk/einbetten/"


def page(client, address):
    response = client.get(f"{EMBED}{address}")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("what", ["partner", "angebote"])
def test_embedded_lists_may_stand_in_frames_and_set_no_cookie(client, what):
    made = ListingFactory(title="Saal")
    client.force_login(MembershipFactory(partner=made.partner).user)
    secret = ListingFactory(partner=PartnerFactory(visibility="network"), title="Geheim")
    response = client.get(f"{EMBED}{what}/")
    html = response.content.decode()
    assert response.status_code == 200
    assert response.cookies == {}
    assert "X-Frame-Options" not in response
    assert "frame-ancestors *" in response["Content-Security-Policy"]
    assert "script-src 'self'" in response["Content-Security-Policy"]
    stranger = Client().get(f"{EMBED}{what}/")
    assert stranger["Cache-Control"] == "public, max-age=300"
    assert "<script" not in html
    assert (made.title if what == "angebote" else made.partner.name) in html
    assert secret.title not in html
    assert secret.partner.name not in html
    other = client.get("/de/partner/")
    assert "frame-ancestors 'self'" in other["Content-Security-Policy"]
    assert other["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize("what", ["partner", "angebote"])
def test_the_line_to_copy_holds_the_selection(client, what):
    html = page(client, f"{what}/code/?q=saal&feld=energy&ansicht=karte")
    query = "q=saal&amp;amp;feld=energy"
    assert f"http://testserver{EMBED}{what}/?{query}&quot;" in html


def test_an_embedded_list_narrows_and_leads_to_the_same_selection(client):
    ListingFactory(title="Saal am Fluss")
    ListingFactory(title="Laptops gesucht", kind=ListingKind.NEED)
    html = page(client, "angebote/?typ=offer&fremd=1")
    assert "Saal am Fluss" in html
    assert "Laptops gesucht" not in html
    assert 'href="/de/netzwerk/angebote/?typ=offer"' in html
    assert "Zurzeit gibt es hier keine Einträge." in page(client, "angebote/?feld=energy")


def test_an_embedded_list_is_a_list_in_whatever_view_was_chosen(client):
    PartnerFactory(name="Windwerk")
    for view in ("karte", "tabelle"):
        html = page(client, f"partner/?ansicht={view}")
        assert "Windwerk</a>" in html
        assert 'href="/de/partner/"' in html


def test_lists_are_only_read(client):
    for address in ("partner/", "angebote/", "partner/code/", "angebote/code/"):
        assert client.post(f"{EMBED}{address}").status_code == 405


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("what", ["partner", "angebote"])
def test_embedded_lists_cost_the_same_for_any_number(
    client, what, number, django_assert_num_queries
):
    for _number in range(number):
        ListingFactory()
    DirectoryVersion.objects.create(pk=1)
    page(client, f"{what}/")
    with django_assert_num_queries(2):
        page(client, f"{what}/")
