"""How complete a profile is."""

import pytest

from lms.taxonomy.models import ActionField, Competence, EducationStage, TargetGroup
from network.actions.listing import create_listing
from network.actions.listing_facts import ListingFacts
from network.queries.profile_score import FULL, profile_score
from tests.factories.network import NOW, PartnerFactory, PlaceFactory
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db


def full():
    partner = PartnerFactory(
        contact_mailbox="a@example.org", contact_role="Stelle", website="https://example.org",
        languages=["de"], capacity=0, radius_km=0, legal_form="association", is_nonprofit=False,
        size="small",
    )  # fmt: skip
    partner.stages.set(EducationStage.objects.all())
    partner.action_fields.set(ActionField.objects.all())
    partner.competences.set(Competence.objects.all()[:1])
    partner.target_groups.set(TargetGroup.objects.all())
    PlaceFactory(partner=partner, latitude=51.7, longitude=14.3)
    facts = ListingFacts(kind="need", title="Raum")
    create_listing(partner=partner, facts=facts, actor=None, at=NOW)
    return partner


def test_the_parts_are_a_hundred():
    assert FULL == 100


def test_everything_is_a_hundred_and_nought_and_no_are_answers():
    score = profile_score(full())
    assert (score.points, score.missing) == (100, [])


def test_nothing_is_nought_and_names_everything_with_its_benefit():
    score = profile_score(PartnerFactory())
    assert score.points == 0
    assert len(score.missing) == 15
    assert all(part.benefit and part.points for part in score.missing)
    points = [part.points for part in score.missing]
    assert points == sorted(points, reverse=True)


@pytest.mark.parametrize(
    ("change", "anchor", "points"),
    [
        ({"contact_mailbox": ""}, "contact_mailbox", 15),
        ({"languages": []}, "languages", 5),
        ({"is_nonprofit": None}, "is_nonprofit", 2),
        ({"radius_km": None}, "radius_km", 4),
    ],
)
def test_each_fact_counts_for_itself(change, anchor, points):
    partner = full()
    for name, value in change.items():
        setattr(partner, name, value)
    partner.save()
    score = profile_score(partner)
    assert [part.anchor for part in score.missing] == [anchor]
    assert score.points == 100 - points


def test_who_is_only_online_needs_no_place_and_no_radius():
    partner = full()
    partner.places.all().delete()
    partner.radius_km, partner.is_online_only = None, True
    partner.save()
    assert profile_score(partner).points == 100


def test_it_costs_one_query():
    partner = full()
    with expect_statements(1):
        score = profile_score(partner)
    assert score.points == 100
