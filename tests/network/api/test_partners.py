"""Partners through the API."""

import pytest

from lms.taxonomy.models import EducationStage
from network.enums import PartnerState
from network.models import PartnerText, Place
from tests.factories.network import PartnerFactory

pytestmark = pytest.mark.django_db
PARTNERS = "/api/v1/partners"


def test_a_partner_shows_exactly_what_is_on_the_list(client):
    partner = PartnerFactory(
        slug="haus",
        name="Haus",
        website="https://haus.example",
        contact_mailbox="info@haus.example",
    )
    stage, _new = EducationStage.objects.get_or_create(code="adult", defaults={"title_de": "X"})
    partner.stages.add(stage)
    PartnerText.objects.create(partner=partner, locale="de", summary="Kurz", html="<p>Lang</p>")
    Place.objects.create(partner=partner, name="Haupthaus", street="Weg 1")
    listed = {
        "slug": "haus",
        "name": "Haus",
        "kind": "library",
        "website": "https://haus.example",
        "url": "http://testserver/de/partner/haus/",
        "stages": ["adult"],
        "action_fields": [],
        "competence_areas": [],
        "target_groups": [],
        "languages": [],
        "districts": [],
        "reach": ["place"],
        "offers": [],
        "seeks": [],
        "is_provisional": False,
        "confirmed_on": None,
    }
    licence = "https://www.govdata.de/dl-de/by-2-0"
    assert client.get(PARTNERS).json() == {"licence": licence, "count": 1, "results": [listed]}
    place = {"name": "Haupthaus", "street": "Weg 1", "postal_code": "", "city": "Cottbus/Chóśebuz"}
    assert client.get(f"{PARTNERS}/haus").json() == {
        **listed,
        "summary": "Kurz",
        "html": "<p>Lang</p>",
        "text_language": "de",
        "places": [{**place, "accessibility": "", "accessibility_features": []}],
        "licence": licence,
    }


def test_drafts_and_unknown_partners_are_not_found(client):
    PartnerFactory(slug="entwurf", state=PartnerState.DRAFT)
    answers = [client.get(f"{PARTNERS}/{slug}") for slug in ("entwurf", "nirgends")]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content
    assert client.get(PARTNERS).json()["results"] == []


@pytest.mark.parametrize("page", ["0", "10001", "99999999999999999999", "x"])
def test_impossible_pages_are_refused(client, page):
    assert client.get(PARTNERS, {"page": page}).status_code == 422


def test_addresses_follow_the_language(client):
    PartnerFactory(slug="haus")
    answer = client.get(f"{PARTNERS}/haus", {"language": "en"}).json()
    assert answer["url"] == "http://testserver/en/partner/haus/"


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow_with_rows(client, rows, django_assert_num_queries):
    PartnerFactory.create_batch(rows)
    with django_assert_num_queries(12):
        assert client.get(PARTNERS).json()["count"] == rows
    assert client.get(PARTNERS, {"page": 2}).json()["results"] == []
