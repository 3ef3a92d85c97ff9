"""Offers and needs over HTTP."""

import pytest

from lms.taxonomy.models import ActionField, District
from network.enums import ListingKind, ListingState
from network.models import DirectoryVersion, ResourceCategory
from tests.factories.network import (
    ListingFactory,
    MembershipFactory,
    PartnerFactory,
    PlaceFactory,
)

pytestmark = pytest.mark.django_db
LIST = "/de/netzwerk/angebote/"
CSV = "/de/netzwerk/angebote.csv"


def page(client, address=LIST, **headers):
    response = client.get(address, **headers)
    assert response.status_code == 200
    return response.content.decode()


def listing(**facts):
    made = ListingFactory(category=ResourceCategory.objects.get(code="room"), **facts)
    made.action_fields.set(ActionField.objects.filter(code="energy"))
    return made


def test_list_narrows_by_what_stands_in_the_address(client):
    house = PartnerFactory(name="Windwerk")
    PlaceFactory(partner=house, district=District.objects.get(code="sandow"))
    offer = listing(title="Saal am Fluss", partner=house)
    need = ListingFactory(title="Laptops gesucht", kind=ListingKind.NEED)
    everything = page(client)
    assert "2 Einträge gefunden" in everything
    for query in ("typ=offer", "kategorie=room", "feld=energy", "ortsteil=sandow", "q=windwerk"):
        html = page(client, f"{LIST}?{query}")
        assert offer.title in html, query
        assert need.title not in html, query
    assert "Nichts passt" in page(client, f"{LIST}?typ=need&feld=energy")


def test_htmx_gets_the_results_and_the_clean_address(client):
    listing()
    response = client.get(f"{LIST}?q=&typ=offer", HTTP_HX_REQUEST="true")
    html = response.content.decode()
    assert "<html" not in html
    assert html.count("hx-swap-oob") == 2
    assert response["HX-Push-Url"] == f"{LIST}?typ=offer"


def test_page_of_a_listing_says_what_is_known(client):
    made = listing(
        title="Saal", text="Sechzig Stühle.", cost="kostenfrei", capacity_total=9, capacity_left=7
    )
    html = page(client, f"{LIST}{made.key}/")
    for text in ("<h1>Saal</h1>", "Sechzig Stühle.", "kostenfrei", "Raum", "Energie", "<dd>7</dd>"):
        assert text in html, text
    assert "nicht öffentlich" not in html
    assert made.partner.name in html


def test_what_one_may_not_know_of_looks_absent(client):
    made = listing(state=ListingState.DRAFT, title="Geheim")
    hidden, absent = client.get(f"{LIST}{made.key}/"), client.get(f"{LIST}{'b' * 10}/")
    assert hidden.status_code == absent.status_code == 404
    assert hidden.content.replace(made.key.encode(), b"b" * 10) == absent.content
    client.force_login(MembershipFactory(partner=made.partner).user)
    html = page(client, f"{LIST}{made.key}/")
    assert "nicht öffentlich zu finden – Stand: Entwurf" in html
    assert "Geheim" not in page(client)


def test_csv_equals_the_list_and_computes_nothing(client):
    listing(title='=HYPERLINK("x")')
    ListingFactory(title="Anderes", kind=ListingKind.NEED)
    response = client.get(f"{CSV}?typ=offer")
    text = response.content.decode("utf-8-sig")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert "\"'=HYPERLINK" in text
    assert "Anderes" not in text
    assert len(text.strip().split("\r\n")) == 2


def test_csv_of_partners_equals_the_list(client):
    for number in range(30):
        PartnerFactory(name=f"Haus {number:02}", website="https://haus.example/")
    rows = client.get("/de/netzwerk/partner.csv?q=haus").content.decode("utf-8-sig").split("\r\n")
    assert [row.split(";")[0].strip('"') for row in rows[1:-1]] == [
        f"Haus {n:02}" for n in range(30)
    ]
    turned = client.get("/de/netzwerk/partner.csv?sort=-name").content.decode("utf-8-sig")
    assert turned.split("\r\n")[1].startswith('"Haus 29"')


@pytest.mark.parametrize("number", [1, 3])
def test_pages_cost_the_same_for_any_number(client, number, django_assert_num_queries):
    made = [listing(text="Text") for _number in range(number)]
    DirectoryVersion.objects.create(pk=1)
    page(client)
    for query in ("", "?q=angebot&feld=energy"):
        with django_assert_num_queries(2):
            page(client, f"{LIST}{query}")
    with django_assert_num_queries(2):
        client.get(CSV)
    with django_assert_num_queries(6):
        page(client, f"{LIST}{made[0].key}/")


@pytest.mark.parametrize("number", [1, 3])
def test_reading_after_a_change_costs_the_same(client, number, django_assert_num_queries):
    for _number in range(number):
        listing()
    page(client)  # whatever the frame of every page keeps in the cache
    with django_assert_num_queries(15):
        page(client)
