"""Reasons of stored matches, and the pairs that help in a cell in which nobody works."""

import pytest

from lms.taxonomy.models import ActionField, StageTransition
from network.actions.match_explain import explainer, mark_gaps
from network.actions.match_run import compute
from network.actions.match_store import Row
from network.enums import CooperationState, ListingKind
from network.matching.weights import Weights
from network.models import Listing
from tests.support import chain
from tests.support.matching import TODAY, house, network

pytestmark = pytest.mark.django_db


def field(code):
    return ActionField.objects.get(code=code).pk


def marked(first, second, code="energy"):
    row = Row(
        0.5, 1.0, field_id=field(code) if code else None,
        need_a_id=first.listings.get().pk, offer_b_id=second.listings.get().pk,
    )  # fmt: skip
    mark_gaps({(first.pk, second.pk): row}, TODAY)
    assert row.is_gap == bool(row.gap_cell)
    return row


def gap(first, second, code="energy"):
    return marked(first, second, code).gap_cell


@pytest.fixture
def pair():
    """Of two stages learners pass between directly; one seeks what the other offers."""
    school, club = house("Schule", "secondary"), house("Klub", "practice")
    chain.listing(school, ListingKind.NEED)
    chain.listing(club)
    return school, club


def test_reasons_sum_to_the_score_and_name_what_they_rest_on():
    (school, club), *_others = network(2)
    result = compute(TODAY, Weights()).result
    explain = explainer(result, dict(Listing.objects.values_list("key", "pk")))
    reasons = explain(school.key, club.key, Row(0.5, 1.0))
    score = next(one.score for one in result.lists[school.key] if one.partner == club.key)
    assert sum(one["contribution"] for one in reasons) == pytest.approx(score, abs=1e-4)
    assert reasons[0]["code"] == "base"
    category = next(one for one in reasons if one["code"] == "category")
    assert category["about"] == [school.listings.get().pk, club.listings.get().pk]
    assert all(one["de"] and one["en"] for one in reasons[1:])
    assert not any("Netiquette" in one["de"] for one in reasons[1:])  # a partner's own word
    assert explain(school.key, school.key, Row(0.5, 1.0)) == []


def test_a_pair_fills_a_gap_until_somebody_works_in_its_cell(pair):
    cell = "secondary-practice/energy/1"
    assert gap(*pair) == cell
    others = chain.partner("Schule 2", "secondary"), chain.partner("Klub 2", "practice")
    case = chain.cooperation(*others, state=CooperationState.IN_TALKS)
    assert gap(*pair) == cell  # nothing is agreed yet
    case.state = CooperationState.AGREED
    case.save()
    assert gap(*pair) == ""
    assert gap(*pair, "education") == "secondary-practice/education/1"
    case.action_fields.add(field("education"))
    assert gap(*pair, "education") == ""


def test_the_area_of_competences_belongs_to_the_gap(pair):
    others = chain.partner("Schule 2", "secondary"), chain.partner("Klub 2", "practice")
    chain.cooperation(*others)
    pair[1].listings.get().competences.add(*chain.competences("4.1"))
    assert gap(*pair) == "secondary-practice/energy/4"


def test_only_close_stages_make_a_gap(pair):
    StageTransition.objects.filter(stage_a__code="secondary", stage_b__code="practice").update(
        adjacency=0.4
    )
    assert gap(*pair) == ""


def test_the_gap_is_named_in_words_beside_the_score():
    (school, club), *_others = network(2)
    result = compute(TODAY, Weights()).result
    explain = explainer(result, dict(Listing.objects.values_list("key", "pk")))
    row = marked(school, club, "education")
    *parts, told = explain(school.key, club.key, row)
    assert (told["code"], told["contribution"], told["about"]) == ("gap", 0.0, row.listings)
    assert told["de"].startswith("Schließt eine Lücke: ")
    assert told["de"].count(" · ") == 2
    assert told["en"].startswith("Closes a gap: ")
    assert parts == explain(school.key, club.key, Row(0.5, 1.0))
