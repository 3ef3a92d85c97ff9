"""The numbers of an item: what is missing never scores below what contradicts."""

from dataclasses import replace
from datetime import timedelta

import pytest

from network.matching import engine, items, posterior, vocabulary
from network.matching.weights import Weights
from tests.network.matching import worlds

WEIGHTS = Weights()
WORDS = vocabulary.shipped()
NEAR = WORDS.near_targets


@pytest.fixture(scope="module")
def model():
    return posterior.learn(worlds.make(21, 30).facts.listings, WORDS, WEIGHTS)


def score(model, need, offer, partners):
    facts = worlds.NetworkFacts(worlds.AS_OF, partners, (need, offer), WORDS)
    lists = engine.match(facts, WEIGHTS, 1, model=model).lists
    entries = lists[need.partner]
    return entries[0].score if entries else float("-inf")


def pair():
    base = worlds.make(22, 2, each=1)
    one, two = (
        replace(p, latitude=51.75, longitude=14.3 + 0.01 * n, kind="library")
        for n, p in enumerate(base.facts.partners)
    )
    listing = worlds.ListingFacts(
        "n", one.key, False, "room", frozenset({"1.1"}), frozenset({"energy"}),
        frozenset({"parents"}), "", valid_from=worlds.AS_OF,
        valid_to=worlds.AS_OF + timedelta(days=300), radius_km=20.0, is_online=False,
        capacity_left=1,
    )  # fmt: skip
    return listing, replace(listing, key="o", partner=two.key, is_offer=True), (one, two)


CODES = {  # tags that contradict: neither the other side's nor akin to it
    "competences": sorted(c for c in WORDS.codes["competence"] if not c.startswith("1.")),
    "action_fields": sorted(set(WORDS.codes["action_field"]) - {"energy"}),
    "target_groups": sorted(
        code for code in set(WORDS.codes["target_group"]) - {"parents"}
        if (code, "parents") not in NEAR
    ),
}  # fmt: skip


@pytest.mark.parametrize("side", ["need", "offer"])
@pytest.mark.parametrize("name", [*CODES, "category", "window", "wish"])
def test_missing_never_scores_below_contradicting(model, side, name):
    need, offer, partners = pair()
    one = {"need": need, "offer": offer}
    missing = score(model, *{**one, side: without(one[side], name)}.values(), partners)
    for other in against(one[side], name):
        assert missing >= score(model, *{**one, side: other}.values(), partners), other


def without(listing, name):
    if name in CODES:
        return replace(listing, **{name: frozenset()})
    empty = {"category": {"category": ""}, "wish": {"stages_wanted": frozenset()}}
    return replace(listing, **empty.get(name, {"valid_from": None, "valid_to": None}))


def against(listing, name):
    if name in CODES:
        return [replace(listing, **{name: frozenset({code})}) for code in CODES[name]]
    if name == "category":
        return [replace(listing, category=code) for code in ("funding", "insight", "material")]
    if name == "wish":
        return [replace(listing, stages_wanted=frozenset({"higher"}))]
    later = worlds.AS_OF + timedelta(days=290)
    return [replace(listing, valid_from=later, valid_to=later + timedelta(days=100))]


def test_a_denied_tag_scores_below_an_open_one(model):
    need, offer, partners = pair()
    need = replace(need, competences=frozenset())
    denied = replace(need, denied=frozenset({("competence", "1.1")}))
    assert score(model, need, offer, partners) > score(model, denied, offer, partners)


def test_agreement_scores_higher_than_silence(model):
    need, offer, partners = pair()
    for name in CODES:
        silent = replace(offer, **{name: frozenset()})
        assert score(model, need, offer, partners) > score(model, need, silent, partners)


def test_every_number_has_a_weight_and_a_value_without():
    assert list(WEIGHTS.items) == list(items.NAMES)
    assert items.WITHOUT.keys() == set(items.NAMES)


def test_nearer_is_better_and_an_unknown_place_is_between(model):
    need, offer, (one, two) = pair()
    far = replace(two, longitude=14.55)
    unknown = replace(two, latitude=None, longitude=None)
    close, open_, away = (score(model, need, offer, (one, other)) for other in (two, unknown, far))
    assert close > open_ > away


def test_a_related_target_group_counts_as_much_as_its_weight():
    related = {}
    for weight in (0.2, 0.9):
        words = replace(WORDS, near_targets={("pupils", "students"): weight})
        targets = WORDS.codes["target_group"]
        at = targets.index("pupils"), targets.index("students")
        related[weight] = items.Relations.of(words).related[at]
    assert related == {0.2: 0.2, 0.9: 0.9}
