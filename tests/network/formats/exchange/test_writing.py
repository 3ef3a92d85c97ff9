"""What was written reads the same again."""

import json
from datetime import date

from hypothesis import given, settings, strategies as st

from network.formats.exchange import (
    Cooperation,
    Listing,
    Network,
    Partner,
    read_network,
    terms,
    write_network,
)
from tests.network.formats.exchange.test_reading import GOOD
from tests.network.matching import worlds

KEYS = st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True)
DAYS = st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1))


def some(words):
    return st.lists(st.sampled_from(sorted(words.values())), unique=True).map(tuple)


def one(words):
    return st.sampled_from(sorted(words.values()))


@st.composite
def networks(draw):
    keys = draw(st.lists(KEYS, unique=True, min_size=2, max_size=5))
    partners = tuple(
        Partner(
            key, draw(st.text("aäß \"'", min_size=1).filter(str.strip)), draw(one(terms.KINDS)),
            draw(some(terms.STAGES)), draw(one(terms.SIZES) | st.just("")),
            draw(st.none() | st.integers(0, 20)), 51.5, 14.25, ("de",),
        )
        for key in keys
    )  # fmt: skip
    start = draw(DAYS)
    listings = tuple(
        Listing(
            key, draw(st.sampled_from(keys)), draw(one(terms.TYPES)),
            draw(one(terms.CATEGORIES) | st.just("")), draw(some(terms.COMPETENCES)),
            draw(some(terms.ACTION_FIELDS)), draw(some(terms.TARGET_GROUPS)), start,
            start, draw(st.none() | st.floats(0, 900)), draw(st.none() | st.booleans()), (),
            draw(st.none() | st.integers(0, 9)), draw(some(terms.STAGES)), draw(DAYS),
            draw(st.text(max_size=40).filter(lambda text: "\x00" not in text)),
        )
        for key in draw(st.lists(KEYS, unique=True, max_size=4))
    )  # fmt: skip
    ties = (Cooperation(tuple(keys[:2]), draw(one(terms.STATES)), draw(st.none() | st.just(4.0))),)
    return Network(date(2027, 1, 15), partners, listings, draw(st.just(ties) | st.just(())))


@settings(max_examples=60, deadline=None)
@given(networks())
def test_reading_what_was_written_gives_the_same(network):
    assert read_network(write_network(network).encode()) == network


def test_a_file_read_and_written_says_the_same():
    document = {**GOOD, "partners": GOOD["partners"][:1], "listings": GOOD["listings"][:1]}
    document["cooperations"] = []
    assert json.loads(write_network(read_network(json.dumps(document).encode()))) == document


def test_the_worlds_beside_the_project_come_out_as_they_went_in():
    for name in worlds.shared_names()[:1]:
        document, _truth, _facts = worlds.shared_world(name)
        network = read_network(json.dumps(document).encode())
        assert json.loads(write_network(network)) == document
