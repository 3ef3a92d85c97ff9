"""Deterministic, blind to names and order, symmetric, fair to what is not said."""

import random
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

from network.matching import baseline, engine, records
from network.matching.weights import Weights
from tests.network.matching import worlds

TOP = 10
WEIGHTS = Weights()


@pytest.fixture(scope="module")
def world():
    return worlds.make(11, 40)


@pytest.fixture(scope="module")
def result(world):
    return engine.match(world.facts, WEIGHTS, TOP)


def renamed(facts, name):
    partners = tuple(replace(p, key=name(p.key)) for p in facts.partners)
    listings = tuple(replace(o, key=name(o.key), partner=name(o.partner)) for o in facts.listings)
    return replace(facts, partners=partners, listings=listings)


def plain(lists, name=str):
    return {
        name(key): [(name(e.partner), e.score, e.probability) for e in entries]
        for key, entries in lists.items()
    }


def test_it_finds_more_than_a_careful_person_with_facets(world, result):
    facets = worlds.ndcg(baseline.facet_directory(world.facts, TOP), world.relevant)
    assert worlds.ndcg(result.lists, world.relevant) > facets + 0.1


def test_the_same_facts_give_the_same_checksum_in_any_order(world, result):
    random_ = random.Random(3)
    partners, listings = list(world.facts.partners), list(world.facts.listings)
    random_.shuffle(partners)
    random_.shuffle(listings)
    shuffled = replace(world.facts, partners=tuple(partners), listings=tuple(listings))
    again = engine.match(shuffled, WEIGHTS, TOP)
    assert engine.checksum(again) == engine.checksum(result)
    assert engine.checksum(engine.match(world.facts, replace(WEIGHTS, version="x"), TOP)) != (
        engine.checksum(result)
    )


def test_new_names_change_nothing(world, result):
    def name(key):
        return f"z{(int(key[1:]) * 7919) % 100_003}{key[0]}"

    again = engine.match(renamed(world.facts, name), WEIGHTS, TOP)
    assert plain(again.lists) == plain(result.lists, name)


def test_an_unrelated_block_doubled_changes_nothing(world):
    away = worlds.make(12, 12)
    block = renamed(away.facts, lambda key: f"far-{key}")
    far = tuple(replace(p, latitude=48.1, longitude=11.6) for p in block.partners)
    here = tuple(replace(o, is_online=False, radius_km=30.0) for o in block.listings)
    near = tuple(replace(o, radius_km=o.radius_km or 60.0) for o in world.facts.listings)
    once = replace(world.facts, partners=world.facts.partners + far, listings=near + here)
    copy = renamed(replace(block, partners=far, listings=here), lambda key: f"copy-{key}")
    twice = replace(
        once, partners=once.partners + copy.partners, listings=once.listings + copy.listings
    )
    one, two = (engine.match(facts, WEIGHTS, TOP).lists for facts in (once, twice))
    for partner in world.facts.partners:
        assert plain({"": one[partner.key]}) == plain({"": two[partner.key]})


def test_both_partners_see_the_same_score(result):
    scores = {
        (key, entry.partner): entry.score for key, list_ in result.lists.items() for entry in list_
    }
    both = [pair for pair in scores if pair[::-1] in scores]
    assert both
    assert all(scores[pair] == scores[pair[::-1]] for pair in both)


def test_who_is_blocked_or_takes_no_part_is_not_suggested(world, result):
    key, first = next((k, list_[0].partner) for k, list_ in result.lists.items() if list_)
    blocked = replace(world.facts, blocked=frozenset({frozenset({key, first})}))
    lists = engine.match(blocked, WEIGHTS, TOP, model=result.state.model).lists
    assert first not in {entry.partner for entry in lists[key]}
    assert key not in {entry.partner for entry in lists[first]}
    away = tuple(replace(p, takes_part=p.key != key) for p in world.facts.partners)
    lists = engine.match(
        replace(world.facts, partners=away), WEIGHTS, TOP, model=result.state.model
    ).lists
    assert lists[key] == ()
    assert all(key not in {e.partner for e in entries} for entries in lists.values())


@pytest.mark.parametrize("change", ["text", "gone", "new", "tags"])
def test_mending_gives_what_a_full_run_gives(world, result, change):
    key = next(k for k, list_ in result.lists.items() if list_)
    facts = world.facts
    mine = [o for o in facts.listings if o.partner == key]
    others = tuple(o for o in facts.listings if o.partner != key)
    fresh = {
        "text": [replace(o, text="Wir suchen Tablets für Senioren.") for o in mine],
        "gone": [],
        "new": [*mine, replace(mine[0], key="new", is_offer=not mine[0].is_offer)],
        "tags": [replace(o, competences=frozenset({"3.4"}), capacity_left=3) for o in mine],
    }[change]
    facts = replace(facts, listings=others + tuple(fresh))
    mended = engine.rematch(result, facts, key)
    full = engine.match(facts, WEIGHTS, TOP, model=result.state.model)
    assert engine.checksum(mended) == engine.checksum(full)
    assert engine.checksum(mended) != engine.checksum(result)


def test_a_network_with_nothing_in_it():
    empty = records.NetworkFacts(worlds.AS_OF, (), (), worlds.vocabulary.shipped())
    assert engine.match(empty, WEIGHTS, TOP).lists == {}
    alone = replace(empty, partners=worlds.make(1, 2).facts.partners)
    assert engine.match(alone, WEIGHTS, TOP).lists == {"p0": (), "p1": ()}


def test_stuffing_a_profile_does_not_pay(world, result):
    """A hundred tags and five thousand words: no more than one rank on the median."""
    words, last = world.facts.vocabulary, len(world.facts.partners)
    full = replace(result, top=last)
    before_all = engine.rematch(full, world.facts, "nobody").lists
    every = " ".join(word for tag in words.tags() for word in words.synonyms[tag])
    gains = []
    for partner in world.facts.partners[:6]:
        stuffed = tuple(
            replace(
                o, competences=frozenset(words.codes["competence"]),
                action_fields=frozenset(words.codes["action_field"]),
                target_groups=frozenset(words.codes["target_group"]),
                text=f"{o.text} {every * 12}",
            ) if o.partner == partner.key else o
            for o in world.facts.listings
        )  # fmt: skip
        lists = engine.rematch(full, replace(world.facts, listings=stuffed), partner.key).lists
        before, after = ranks(before_all, partner.key), ranks(lists, partner.key)
        gains += [
            before.get(key, last) - after.get(key, last) for key in before.keys() | after.keys()
        ]
    assert np.median(gains) <= 1


def ranks(lists, partner):
    return {
        key: place
        for key, entries in lists.items()
        for place, entry in enumerate(entries, 1)
        if entry.partner == partner
    }


def test_the_records_can_hold_no_person_and_no_popularity():
    known = {
        records.PartnerFacts: "key kind stages size capacity latitude longitude languages takes_part",
        records.ListingFacts: "key partner is_offer category competences action_fields target_groups "
        "text denied valid_from valid_to radius_km is_online languages_required capacity_left "
        "stages_wanted confirmed_on is_visible",
        records.Tie: "first second state quality",
    }
    for record, names in known.items():
        assert [f.name for f in fields(record)] == names.split()


def test_the_method_reads_no_popularity():
    for file in Path(engine.__file__).parent.glob("*.py"):
        code = file.read_text(encoding="utf-8").casefold()
        for word in ("click", "page_view", "visits_", "user", "email", "first_name", "last_name"):
            assert word not in code.replace("visits or any", ""), (file.name, word)
