"""Directory and partner page over HTTP."""

import re

import pytest

from lms.taxonomy.models import ActionField, District, EducationStage
from network.actions.partner import store_partner_text
from network.enums import PartnerKind, PartnerState
from network.models import DirectoryVersion
from tests.factories.accounts import UserFactory
from tests.factories.network import NOW, MembershipFactory, PartnerFactory, PlaceFactory

pytestmark = pytest.mark.django_db

LIST = "/de/partner/"
HTMX = {"HTTP_HX_REQUEST": "true"}


def partner(name, **facts):
    made = PartnerFactory(name=name, **facts)
    made.stages.set(EducationStage.objects.filter(code="adult"))
    made.action_fields.set(ActionField.objects.filter(code="energy"))
    PlaceFactory(
        partner=made,
        district=District.objects.get(code="sandow"),
        accessibility="Rampe am Hof",
    )
    store_partner_text(
        partner=made, locale="de", summary="Strom aus Wind.", html="<p>Alles offen.</p>", at=NOW
    )
    return made


def page(client, address=LIST, **headers):
    response = client.get(address, **headers)
    assert response.status_code == 200
    return response.content.decode()


def test_directory_shows_published_partners_to_anybody(client):
    partner("Windwerk Chóśebuz", slug="windwerk")
    partner("Sentinel-Entwurf", state=PartnerState.DRAFT)
    partner("Sentinel-Archiv", state=PartnerState.ARCHIVED)
    html = page(client)
    assert "Windwerk Chóśebuz" in html
    assert 'href="/de/partner/windwerk/"' in html
    assert "Strom aus Wind." in html
    assert "1 Partner gefunden" in html
    assert "Sentinel" not in html


def test_directory_offers_every_facet_with_true_counts(client):
    for name in ("Windwerk", "Haus"):
        partner(name, kind=PartnerKind.SMALL_COMPANY)
    text = " ".join(re.sub(r"<[^>]+>", " ", page(client)).split())
    for option in (
        "Erwachsenenbildung (2)",
        "Energie (2)",
        "Kleines oder mittleres Unternehmen (2)",
        "Sandow (2)",
    ):
        assert option in text


def test_directory_sets_no_cookie_and_holds_no_token(client):
    partner("Windwerk")
    response = client.get(LIST)
    assert response.cookies == {}
    assert "csrf" not in response.content.decode().lower()


def test_directory_keeps_its_state_in_the_address(client):
    partner("Windwerk", kind=PartnerKind.SMALL_COMPANY)
    partner("Sentinel-Haus")
    html = page(client, f"{LIST}?q=wind&art=small_company")
    assert "Windwerk" in html
    assert "Sentinel" not in html
    assert 'value="wind"' in html
    assert f'href="{LIST}?art=small_company"' in html
    assert f'href="{LIST}?q=wind"' in html


def test_directory_without_a_hit_says_what_to_do(client):
    partner("Windwerk")
    html = page(client, f"{LIST}?q=Windwrek&art=library")
    assert "Kein Partner passt" in html
    assert "Am nächsten kommen" in html
    assert "Windwerk" in html


def test_directory_answers_htmx_with_the_results_alone(client):
    partner("Windwerk")
    response = client.get(f"{LIST}?q=wind&stufe=adult&art=", **HTMX)
    html = response.content.decode()
    assert response.status_code == 200
    assert 'id="partner-results"' in html
    assert "<html" not in html
    assert html.count("hx-swap-oob") == 2
    assert "1 Partner gefunden" in html
    assert response["HX-Push-Url"] == f"{LIST}?q=wind&stufe=adult"
    assert client.get(LIST, **HTMX)["HX-Push-Url"] == LIST


def test_directory_answers_going_back_with_the_whole_page(client):
    html = page(client, LIST, HTTP_HX_HISTORY_RESTORE_REQUEST="true", **HTMX)
    assert "<html" in html
    assert "hx-swap-oob" not in html


def test_directory_varies_by_what_htmx_asks(client):
    assert "HX-Request" in client.get(LIST)["Vary"]


def test_directory_escapes_what_was_typed(client):
    html = page(client, f"{LIST}?q=%3Cscript%3Ealert(1)%3C/script%3E&stufe=%22%3E%3Cb%3E")
    assert "<script>alert" not in html
    assert '"><b>' not in html


def test_second_page_has_the_rest(client):
    for number in range(25):
        PartnerFactory(name=f"Haus {number:02}")
    first, second = page(client), page(client, f"{LIST}?seite=2")
    assert "Haus 23" in first
    assert "Haus 24" not in first
    assert "Haus 24" in second
    assert "seite=2" in first


@pytest.mark.parametrize("number", [1, 3])
def test_directory_costs_the_same_for_any_number(client, number, django_assert_num_queries):
    for i in range(number):
        partner(f"Haus {i}")
    page(client)  # whatever the frame of every page keeps in the cache
    with django_assert_num_queries(12):
        page(client)
    DirectoryVersion.objects.create(pk=1)
    page(client)
    for query in ("", "?q=haus&stufe=adult", "?ansicht=tabelle", "?ansicht=karte"):
        with django_assert_num_queries(2):
            page(client, f"{LIST}{query}")


def test_partner_page_shows_what_is_public(client):
    made = partner(
        "Windwerk Chóśebuz",
        slug="windwerk",
        kind=PartnerKind.SMALL_COMPANY,
        website="https://www.example.org/",
        contact_mailbox="info@example.org",
        logo_url="/media/wind.png",
        logo_width=120,
        logo_height=40,
        logo_alt="Ein Windrad",
    )
    MembershipFactory(partner=made, user=UserFactory(display_name="Sentinel"))
    html = page(client, "/de/partner/windwerk/")
    for text in (
        "<h1>Windwerk Chóśebuz</h1>",
        "Kleines oder mittleres Unternehmen",
        "Strom aus Wind.",
        "<p>Alles offen.</p>",
        "Erwachsenenbildung",
        "Energie",
        "Haupthaus",
        "Cottbus/Chóśebuz",
        '<span lang="dsb">Žandow</span>',
        "Rampe am Hof",
        'href="https://www.example.org/"',
        'href="mailto:info@example.org"',
    ):
        assert text in html, text
    assert 'alt="Ein Windrad"' in html
    assert "Sentinel" not in html


def test_partner_page_without_anything_still_stands(client):
    PartnerFactory(slug="leer", name="Leeres Haus")
    html = page(client, "/de/partner/leer/")
    assert "Leeres Haus" in html
    assert "Auf einen Blick" not in html
    assert "Orte" not in html


@pytest.mark.parametrize("state", [PartnerState.DRAFT, PartnerState.ARCHIVED])
def test_partner_page_of_what_is_not_published_looks_absent(client, state):
    made = PartnerFactory(slug="geheim", state=state)
    hidden = client.get("/de/partner/geheim/")
    absent = client.get("/de/partner/nichts/")
    assert hidden.status_code == absent.status_code == 404
    assert hidden.content.replace(b"geheim", b"nichts") == absent.content
    client.force_login(MembershipFactory(partner=made).user)
    assert client.get("/de/partner/geheim/").status_code == 404


def test_partner_page_marks_a_text_in_another_language(client):
    partner("Windwerk", slug="windwerk")
    assert ' lang="de">Strom aus Wind.' in page(client, "/en/partner/windwerk/")
    assert 'class="partner-profile__summary">Strom' in page(client, "/de/partner/windwerk/")


def test_directory_marks_a_summary_in_another_language(client):
    partner("Windwerk")
    assert 'class="partner-card__summary" lang="de">Strom' in page(client, "/en/partner/")
    assert 'class="partner-card__summary">Strom' in page(client)


@pytest.mark.parametrize("address", [LIST, "/de/partner/windwerk/"])
def test_pages_only_read(client, address):
    partner("Windwerk", slug="windwerk")
    for method in ("post", "put", "patch", "delete"):
        assert getattr(client, method)(address).status_code == 405
    assert client.head(address).status_code == 200
