"""Gates against a second, plain telling of the same rules, on 10,000 random pairs."""

import random
from dataclasses import replace
from datetime import timedelta

import numpy as np

from network.matching import arrays, engine, gates, posterior
from network.matching.weights import Weights
from tests.network.matching import worlds

MAYBE_DAYS = (None, *(worlds.AS_OF + timedelta(days=d) for d in (-90, -1, 0, 20, 31, 60, 200)))


def wild(seed, count):
    """Listings with all sorts of limits, half of them not said."""
    random_ = random.Random(seed)
    world = worlds.make(seed, count, each=5)
    partners = tuple(
        replace(
            p, takes_part=random_.random() < 0.9, capacity=random_.choice((0, 1, 2)),
            languages=frozenset(random_.sample(["de", "en", "pl"], random_.randint(1, 2))),
            latitude=None if random_.random() < 0.2 else p.latitude,
        )
        for p in world.facts.partners
    )  # fmt: skip
    partners = tuple(replace(p, longitude=p.longitude if p.latitude else None) for p in partners)
    listings = []
    for listing in world.facts.listings:
        days = sorted(day for day in random_.choices(MAYBE_DAYS, k=2) if day)
        start, end = (days[0], days[-1]) if len(days) == 2 else (None, *days[:1], None)[:2]
        listings.append(
            replace(
                listing, valid_from=start, valid_to=end,
                radius_km=random_.choice((None, 2.0, 8.0, 30.0)),
                is_online=random_.choice((None, True, False)),
                languages_required=frozenset(random_.choice(([], [], ["de"], ["en"]))),
                capacity_left=random_.choice((None, 0, 1, 3)),
                is_visible=random_.random() < 0.95,
            )
        )  # fmt: skip
    return replace(world.facts, partners=partners, listings=tuple(listings))


def test_ten_thousand_pairs_pass_exactly_when_the_plain_rules_say_so():
    checked = 0
    for seed in range(2):
        facts = wild(seed, 30)
        table = arrays.table(facts)
        needs = np.flatnonzero(~table.is_offer)
        offers = np.flatnonzero(table.is_offer)
        passes = gates.passes(table, needs, offers)
        for row, need in enumerate(needs):
            for column, offer in enumerate(offers):
                plain = worlds.may_meet(facts, table.listings[need], table.listings[offer])
                assert passes[row, column] == plain, (table.listings[need], table.listings[offer])
                checked += 1
    assert checked >= 10_000


def test_nothing_that_is_ruled_out_is_suggested():
    facts = wild(5, 25)
    by_key = {listing.key: listing for listing in facts.listings}
    lists = engine.match(facts, Weights(), 25).lists
    shown = [entry for entries in lists.values() for entry in entries]
    assert shown
    for entry in shown:
        for given in filter(None, (entry.best, entry.back)):
            assert worlds.may_meet(facts, by_key[given.need], by_key[given.offer])


def test_what_is_not_known_rules_nothing_out():
    facts = worlds.make(3, 2, each=1).facts
    open_ = tuple(
        replace(o, valid_from=None, valid_to=None, radius_km=1.0, is_online=None,
                capacity_left=None, partner=f"p{number}", is_offer=bool(number))
        for number, o in enumerate(facts.listings[:2])
    )  # fmt: skip
    table = arrays.table(replace(facts, listings=open_))
    rows = np.flatnonzero(~table.is_offer), np.flatnonzero(table.is_offer)
    assert gates.passes(table, *rows).all()
    assert posterior.named(table.listings, facts.vocabulary).shape[0] == 2
