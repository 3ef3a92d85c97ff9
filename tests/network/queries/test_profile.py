"""What the page of a partner shows."""

import pytest

from lms.taxonomy.models import ActionField, District, EducationStage
from network.actions.partner import store_partner_text
from network.enums import PartnerKind, PartnerState
from network.queries.profile import partner_profile
from tests.factories.network import NOW, MembershipFactory, PartnerFactory, PlaceFactory

pytestmark = pytest.mark.django_db


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
    with django_assert_num_queries(5):
        profile = partner_profile("haus", "de")
        places = [(place.name, place.district.title) for place in profile.places]
    assert (profile.key, profile.slug, profile.name) == (made.key, "haus", "Haus Chóśebuz")
    assert profile.kind_label == "Museum oder Kultur"
    assert (profile.website, profile.website_host) == (
        "https://www.example.org/museum",
        "example.org",
    )
    assert profile.contact_mailbox == "info@example.org"
    assert (profile.logo_url, profile.logo_width, profile.logo_height, profile.logo_alt) == (
        "/media/haus.png",
        100,
        50,
        "Ein Haus",
    )
    assert (profile.summary, profile.html, profile.lang) == ("Kurz", "<p>Lang</p>", "de")
    assert len(profile.stages) == len(profile.fields) == number
    assert places[0] == ("Ort 0", "Mitte")


@pytest.mark.parametrize("state", [PartnerState.DRAFT, PartnerState.ARCHIVED])
def test_profile_of_what_is_not_published_is_none(state):
    PartnerFactory(slug="haus", state=state)
    assert partner_profile("haus", "de") is None
    assert partner_profile("nirgends", "de") is None


def test_profile_text_falls_back_to_the_first_language():
    made = PartnerFactory(slug="haus")
    assert partner_profile("haus", "en").lang == "en"
    store_partner_text(partner=made, locale="de", summary="Deutsch", html="", at=NOW)
    store_partner_text(partner=made, locale="fr", summary="Français", html="", at=NOW)
    profile = partner_profile("haus", "en")
    assert (profile.summary, profile.lang) == ("Deutsch", "de")
    store_partner_text(partner=made, locale="en", summary="English", html="", at=NOW)
    profile = partner_profile("haus", "en")
    assert (profile.summary, profile.lang) == ("English", "en")
