"""The lists of a run as plain data."""

import json

import pytest

from network.actions.match_lists import shown_pairs, suggestion_lists
from network.actions.match_run import compute
from network.matching.weights import Weights
from network.models import Partner
from tests.support.matching import TODAY, house, network

pytestmark = pytest.mark.django_db


@pytest.fixture
def computed():
    network(2)
    house("Ohne Eintrag")
    return compute(TODAY, Weights()).result


def test_lists_bear_the_given_names_in_the_order_of_the_run(computed):
    names = dict(Partner.objects.values_list("key", "name"))
    lists = suggestion_lists(computed, names)
    assert json.loads(json.dumps(lists)) == lists
    for key, suggestions in computed.lists.items():
        told = [(one["partner"], one["score"], one["probability"]) for one in lists[names[key]]]
        assert told == [(names[s.partner], s.score, s.probability) for s in suggestions]
    assert {one["partner"] for one in lists["Schule 0"]} == {"Haus 0", "Haus 1"}


def test_both_sides_read_the_same_reasons(computed):
    lists = suggestion_lists(computed, dict(Partner.objects.values_list("key", "name")))
    here = next(one for one in lists["Schule 0"] if one["partner"] == "Haus 0")
    there = next(one for one in lists["Haus 0"] if one["partner"] == "Schule 0")
    assert here["reasons"] == there["reasons"]
    assert "category" in {reason["code"] for reason in here["reasons"]}
    assert all(reason["text"] for reason in here["reasons"])


def test_every_pair_is_shown_once(computed):
    pairs = shown_pairs(computed)
    both = {frozenset((key, s.partner)) for key, found in computed.lists.items() for s in found}
    assert pairs == sorted(pairs)
    assert len(pairs) == len(both) == 4
    assert {frozenset(pair) for pair in pairs} == both
