"""Offers and needs through the API."""

from datetime import timedelta

import pytest

from lms.taxonomy.models import ActionField, EducationStage
from network.enums import ListingKind, ListingState, Visibility
from network.models import DirectoryVersion, ResourceCategory
from tests.factories.network import NOW, ListingFactory, MembershipFactory, PartnerFactory

pytestmark = pytest.mark.django_db
LISTINGS = "/api/v1/listings"


def listing(**facts):
    made = ListingFactory(category=ResourceCategory.objects.get(code="room"), **facts)
    made.action_fields.set(ActionField.objects.filter(code="energy"))
    return made


def test_api_says_what_the_public_sees(client):
    made = listing(title="Saal", text="Groß", created_at=NOW)
    answer = client.get(LISTINGS).json()
    assert answer["licence"] == "https://www.govdata.de/dl-de/by-2-0"
    (row,) = answer["results"]
    assert row == {
        "key": made.key,
        "kind": "offer",
        "title": "Saal",
        "text": "Groß",
        "language": "de",
        "url": f"http://testserver/de/netzwerk/angebote/{made.key}/",
        "partner": made.partner.slug,
        "category": "room",
        "action_fields": ["energy"],
        "competence_areas": [],
        "target_groups": [],
        "stages": row["stages"],
        "mode": "",
        "districts": [],
        "valid_from": None,
        "valid_to": None,
    }
    assert client.get(LISTINGS, {"typ": "need"}).json()["count"] == 0
    assert client.get("/api/v1/partners?bietet=room").json()["count"] == 1
    assert client.get("/api/v1/partners?sucht=room").json()["count"] == 0


def test_stages_are_the_stated_ones_an_offer_without_any_is_for_all(client):
    need, narrow, offer = (
        listing(kind=kind, title=title)
        for kind, title in ((ListingKind.NEED, "n"), (ListingKind.OFFER, "e"), ("offer", "o"))
    )
    narrow.stages_wanted.set(EducationStage.objects.filter(code="early"))
    stages = {row["key"]: row["stages"] for row in client.get(LISTINGS).json()["results"]}
    everybody = sorted(EducationStage.objects.values_list("code", flat=True))
    assert stages == {need.key: [], narrow.key: ["early"], offer.key: everybody}


def test_own_listings_stay_hidden_whoever_asks(client):
    house = PartnerFactory()
    shown = listing(partner=house, title="Saal")
    listing(partner=house, visibility=Visibility.NETWORK)
    listing(partner=house, state=ListingState.DRAFT)
    client.force_login(MembershipFactory(partner=house).user)
    assert [row["key"] for row in client.get(LISTINGS).json()["results"]] == [shown.key]


def test_fifty_stand_on_a_page_the_newest_first(client):
    house = PartnerFactory()
    for number in range(51):
        listing(partner=house, title=f"{number}", created_at=NOW + timedelta(minutes=number))
    first, second = (client.get(LISTINGS, {"page": page}).json() for page in (1, 2))
    assert (first["count"], second["count"], len(first["results"])) == (51, 51, 50)
    assert first["results"][0]["title"] == "50"
    assert [row["title"] for row in second["results"]] == ["0"]


@pytest.mark.parametrize("page", ["0", "10001", "x"])
def test_impossible_pages_are_refused(client, page):
    assert client.get(LISTINGS, {"page": page}).status_code == 422


@pytest.mark.parametrize("number", [1, 3])
def test_list_costs_the_same_for_any_number(client, number, django_assert_num_queries):
    for _number in range(number):
        listing()
    with django_assert_num_queries(15):
        assert client.get(LISTINGS).json()["count"] == number
    DirectoryVersion.objects.create(pk=1)
    client.get(LISTINGS)
    with django_assert_num_queries(2):
        assert client.get(LISTINGS).json()["count"] == number
