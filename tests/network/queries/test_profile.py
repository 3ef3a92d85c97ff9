"""What the page of a partner shows."""

import pytest

from lms.taxonomy.models import ActionField, District, EducationStage
from network.actions.partner import store_partner_text
from network.enums import CooperationState, ListingKind, PartnerKind, PartnerState
from network.models import Cooperation, CooperationPartner
from network.queries.profile import partner_profile
from tests.factories.network import (
    NOW,
    ListingFactory,
    MembershipFactory,
    PartnerFactory,
    PlaceFactory,
)

pytestmark = pytest.mark.django_db


def read(slug, language):
    return partner_profile(slug, language, on=NOW.date())


def cooperation(*partners, state=CooperationState.RUNNING, silent=()):
    case = Cooperation.objects.create(title="Roboter für alle", state=state, created_at=NOW)
    for partner in partners:
        CooperationPartner.objects.create(
            cooperation=case, partner=partner, may_be_shown=partner not in silent
        )
    return case


@pytest.mark.parametrize("state", CooperationState.values)
def test_only_running_and_completed_cooperations_are_public(state):
    made = PartnerFactory(slug="haus")
    case = cooperation(made, PartnerFactory(), state=state)
    expected = [case] if state in {"running", "completed"} else []
    assert read("haus", "de").cooperations == expected


def test_a_cooperation_is_public_only_when_all_partners_agree():
    made, other = PartnerFactory(slug="haus"), PartnerFactory()
    cooperation(made, other, silent=[other])
    assert read("haus", "de").cooperations == []
    case = cooperation(made, other)
    assert read("haus", "de").cooperations == [case]


def test_a_provisional_partner_says_so():
    PartnerFactory(slug="haus", state=PartnerState.PROVISIONAL)
    assert read("haus", "de").is_provisional


@pytest.mark.parametrize("number", [1, 3])
def test_profile_holds_what_is_public(number, django_assert_num_queries):
    made = PartnerFactory(
        slug="haus",
        name="Haus Chóśebuz",
        kind=PartnerKind.MUSEUM,
        website="https://www.example.org/museum",
        contact_mailbox="info@example.org",
        logo_url="/media/haus.png",
        logo_width=100,
        logo_height=50,
        logo_alt="Ein Haus",
    )
    made.stages.set(EducationStage.objects.all()[:number])
    made.action_fields.set(ActionField.objects.all()[:number])
    for i in range(number):
        PlaceFactory(partner=made, name=f"Ort {i}", district=District.objects.all()[i])
    MembershipFactory(partner=made)
    store_partner_text(partner=made, locale="de", summary="Kurz", html="<p>Lang</p>", at=NOW)
    for kind in ListingKind.values * number:
        ListingFactory(partner=made, kind=kind)
    for _i in range(number):
        cooperation(made, PartnerFactory())
    with django_assert_num_queries(9):
        profile = read("haus", "de")
        places = [(shown.place.name, shown.place.district.title) for shown in profile.places]
    assert profile.partner == made
    assert profile.website_host == "example.org"
    assert len(profile.offers) == len(profile.needs) == len(profile.cooperations) == number
    assert (profile.summary, profile.html, profile.lang) == ("Kurz", "<p>Lang</p>", "de")
    assert len(profile.stages) == len(profile.fields) == number
    assert places[0] == ("Ort 0", "Mitte")


@pytest.mark.parametrize("state", [PartnerState.DRAFT, PartnerState.ARCHIVED])
def test_profile_of_what_is_not_published_is_none(state):
    PartnerFactory(slug="haus", state=state)
    assert read("haus", "de") is None
    assert read("nirgends", "de") is None


def test_profile_text_falls_back_to_the_first_language():
    made = PartnerFactory(slug="haus")
    assert read("haus", "en").lang == "en"
    store_partner_text(partner=made, locale="de", summary="Deutsch", html="", at=NOW)
    store_partner_text(partner=made, locale="fr", summary="Français", html="", at=NOW)
    profile = read("haus", "en")
    assert (profile.summary, profile.lang) == ("Deutsch", "de")
    store_partner_text(partner=made, locale="en", summary="English", html="", at=NOW)
    profile = read("haus", "en")
    assert (profile.summary, profile.lang) == ("English", "en")
