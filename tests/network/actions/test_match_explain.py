"""Reasons of stored matches, and the pairs that join stages nobody joins yet."""

import pytest

from lms.taxonomy.models import ActionField, StageTransition
from network.actions.match_explain import explainer, mark_gaps
from network.actions.match_run import compute
from network.actions.match_store import Row
from network.enums import CooperationState
from network.matching.weights import Weights
from network.models import Listing
from tests.support import chain
from tests.support.matching import TODAY, house, network

pytestmark = pytest.mark.django_db


def field(code):
    return ActionField.objects.get(code=code).pk


def is_gap(first, second, code="energy"):
    row = Row(0.5, 1.0, field_id=field(code) if code else None)
    mark_gaps({(first.pk, second.pk): row})
    return row.is_gap


@pytest.fixture
def pair():
    """Of two stages learners pass between directly."""
    return house("Schule", "secondary"), house("Klub", "practice")


def test_reasons_sum_to_the_score_and_name_what_they_rest_on():
    (school, club), *_others = network(2)
    result = compute(TODAY, Weights()).result
    explain = explainer(result, dict(Listing.objects.values_list("key", "pk")))
    reasons = explain(school.key, club.key)
    score = next(one.score for one in result.lists[school.key] if one.partner == club.key)
    assert sum(one["contribution"] for one in reasons) == pytest.approx(score, abs=1e-4)
    assert reasons[0]["code"] == "base"
    category = next(one for one in reasons if one["code"] == "category")
    assert category["about"] == [school.listings.get().pk, club.listings.get().pk]
    assert all(one["de"] and one["en"] for one in reasons[1:])
    assert not any("Netiquette" in one["de"] for one in reasons[1:])  # a partner's own word
    assert explain(school.key, school.key) == []


def test_a_pair_fills_a_gap_until_somebody_joins_its_stages_in_its_field(pair):
    assert is_gap(*pair)
    others = chain.partner("Schule 2", "secondary"), chain.partner("Klub 2", "practice")
    case = chain.cooperation(*others, state=CooperationState.IN_TALKS)
    assert is_gap(*pair)  # nothing is agreed yet
    case.state = CooperationState.AGREED
    case.save()
    assert not is_gap(*pair)
    assert is_gap(*pair, "education")
    case.action_fields.add(field("education"))
    assert not is_gap(*pair, "education")


def test_only_close_stages_and_a_known_field_make_a_gap(pair):
    assert not is_gap(*pair, None)
    StageTransition.objects.filter(stage_a__code="secondary", stage_b__code="practice").update(
        adjacency=0.4
    )
    assert not is_gap(*pair)
