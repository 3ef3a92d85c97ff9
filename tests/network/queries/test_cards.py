"""What a list shows of one partner."""

from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override

from lms.taxonomy.models import ActionField, District, EducationStage
from network.actions.partner import store_partner_text
from network.enums import ListingKind, PartnerKind, PartnerState
from network.models import ResourceCategory
from network.queries.cards import card_of, confirmed_on, kilometres
from network.queries.index import index_for
from network.queries.viewer import NOBODY
from tests.factories.network import NOW, ListingFactory, PartnerFactory, PlaceFactory

pytestmark = pytest.mark.django_db


def card(language="de", **facts):
    (entry,) = index_for(NOBODY, NOW.date()).entries
    return card_of(entry, entry.text(language, "de"), **facts)


def test_card_shows_the_partner_in_the_language_asked_for():
    made = PartnerFactory(
        name="Windwerk Chóśebuz",
        kind=PartnerKind.SMALL_COMPANY,
        slug="windwerk",
        logo_url="/media/wind.png",
        logo_width=120,
        logo_height=40,
        logo_alt="Ein Windrad",
    )
    made.stages.set(EducationStage.objects.filter(code__in=["practice", "vocational"]))
    made.action_fields.set(ActionField.objects.filter(code="energy"))
    store_partner_text(partner=made, locale="de", summary="Strom aus Wind.", html="", at=NOW)
    with override("en"):
        shown = card("en")
    field = ActionField.objects.get(code="energy")
    assert (shown.name, shown.url) == ("Windwerk Chóśebuz", "/en/partner/windwerk/")
    assert (shown.summary, shown.lang) == ("Strom aus Wind.", "de")
    assert (shown.logo_url, shown.logo_width, shown.logo_height, shown.logo_alt) == (
        "/media/wind.png",
        120,
        40,
        "Ein Windrad",
    )
    assert shown.stages == ["Vocational education", "Practice"]
    assert shown.fields == [
        {"code": "energy", "title": "Energy", "colour": field.colour, "icon": field.icon}
    ]


def test_card_says_where_and_what_for():
    made = PartnerFactory(is_city_wide=True, is_online_only=True)
    PlaceFactory(partner=made, district=District.objects.get(code="sandow"))
    room, device = ResourceCategory.objects.all()[:2]
    ListingFactory(partner=made, category=room)
    ListingFactory(partner=made, category=device, kind=ListingKind.NEED)
    shown = card(km=2.0, group="Stadtweit")
    assert shown.where[0] == "Sandow"
    assert len(shown.where) == 3
    assert (shown.offers, shown.seeks) == ([room.title_de], [device.title_de])
    assert (shown.km, shown.group) == ("2,0 km", "Stadtweit")


@pytest.mark.parametrize(
    ("facts", "is_unconfirmed", "is_provisional"),
    [
        ({}, False, False),  # was never asked
        ({"confirm_due": NOW.date()}, True, False),
        ({"confirm_due": NOW.date(), "confirmed_at": NOW}, True, False),
        ({"confirm_due": date(2026, 11, 25), "confirmed_at": NOW}, False, False),
        ({"state": PartnerState.PROVISIONAL}, False, True),
    ],
)
def test_card_warns_of_what_nobody_confirmed(facts, is_unconfirmed, is_provisional):
    PartnerFactory(**facts)
    shown = card()
    assert (shown.is_unconfirmed, shown.is_provisional) == (is_unconfirmed, is_provisional)


@pytest.mark.parametrize(
    ("km", "german", "english"),
    [
        (None, "", ""),
        (0.0, "0,0 km", "0.0 km"),
        (0.84, "0,8 km", "0.8 km"),
        (0.99, "1,0 km", "1.0 km"),
        (12.06, "12,1 km", "12.1 km"),
    ],
)
def test_distances_are_rounded_and_written_as_people_do(km, german, english):
    assert kilometres(km) == german
    with override("en"):
        assert kilometres(km) == english


def test_a_confirmation_counts_on_the_local_day():
    assert confirmed_on(datetime(2026, 11, 23, 23, 30, tzinfo=UTC)) == date(2026, 11, 24)
    assert confirmed_on(None) is None
