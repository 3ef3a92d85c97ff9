"""Figures of the network, what a cooperation would connect, and the sentences about it."""

from random import Random

import pytest

from network.matching.bridging import Network, compared, described, metrics, rows

SCHOOL, ADULT, NONE = frozenset({"school"}), frozenset({"adult"}), frozenset()
AREAS = {"a": SCHOOL, "b": SCHOOL, "c": ADULT, "d": NONE, "e": NONE, "f": SCHOOL | ADULT}


def test_a_tie_is_across_where_no_area_is_shared():
    network = Network(AREAS, [])
    assert not network.is_across("a", "b")
    assert network.is_across("a", "c")
    assert network.is_across("a", "d")
    assert not network.is_across("d", "e")  # practice is one of its own
    assert not network.is_across("f", "a")
    assert not network.is_across("f", "c")


def test_figures():
    found = metrics(Network(AREAS, [("a", "b"), ("b", "c"), ("d", "e")]))
    assert (found.partners, found.ties, found.across, found.parts) == (6, 3, 1, 2)
    assert found.isolated == ("f",)
    assert found.cut_points == ("b",)
    assert found.ei_index == pytest.approx(-1 / 3)
    assert found.without_across == pytest.approx(4 / 6)
    assert found.constraint == pytest.approx((1 + 0.5 + 1 + 1 + 1) / 5)


@pytest.mark.parametrize("seed", range(30))
def test_figures_against_counting(seed):
    dice = Random(seed)
    keys = [f"p{n}" for n in range(dice.randint(1, 15))]
    areas = {key: dice.choice([SCHOOL, ADULT, NONE]) for key in keys}
    drawn = [dice.choices(keys, k=2) for _ in range(dice.randint(0, 25))]
    ties = {tuple(sorted(pair)) for pair in drawn if pair[0] != pair[1]}
    across = [pair for pair in ties if not (areas[pair[0]] or {1}) & (areas[pair[1]] or {1})]
    found = metrics(Network(areas, drawn))
    touched = {key for pair in ties for key in pair}
    assert (found.ties, found.across) == (len(ties), len(across))
    assert set(found.isolated) == set(keys) - touched
    bound = {key for pair in across for key in pair}
    assert found.without_across == pytest.approx((len(keys) - len(bound)) / len(keys))
    if ties:
        assert found.ei_index == pytest.approx(
            (len(across) - (len(ties) - len(across))) / len(ties)
        )


@pytest.mark.parametrize(
    ("ties", "pair", "worth"),
    [
        ([], "ab", 1.25),  # separate, strangers, but the same area
        ([], "ac", 2.25),  # both without a tie across
        ([("a", "c"), ("c", "b")], "ab", 0),  # same part, common neighbour
        ([("a", "c"), ("b", "c"), ("b", "d")], "ad", 0.25),  # across; both have such ties already
        ([("a", "b"), ("b", "c")], "ac", 0.5),  # a has no tie across yet
        ([("a", "b"), ("c", "d")], "ac", 1.75),
    ],
)
def test_what_a_cooperation_would_connect(ties, pair, worth):
    assert Network(AREAS, ties).bridge(*pair) == Network(AREAS, ties).bridge(*pair[::-1]) == worth


def test_the_table_says_who_works_with_whom():
    table = {row.key: row for row in rows(Network(AREAS, [("a", "b"), ("b", "c")]))}
    assert list(table) == sorted(AREAS)
    assert table["b"].connected_with == ("a", "c")
    assert (table["b"].ties, table["b"].across, table["b"].is_cut_point) == (2, 1, True)
    assert (table["f"].ties, table["f"].constraint) == (0, None)


def told(ties, areas=AREAS):
    return {one.code: one for one in described(metrics(Network(areas, ties)))}


def test_sentences():
    found = told([("a", "b"), ("b", "c"), ("d", "e")])
    assert found["within"].de == "67 % der Kooperationen bleiben innerhalb eines Bildungsbereichs."
    assert found["within"].en == "67% of the cooperations stay within one education area."
    assert found["alone"].de == "Ein Partner hat noch keine Kooperation."
    assert "2 Gruppen" in found["parts"].de
    assert "bestimmter Partner" in found["cuts"].de
    assert "2 von 6 Partnern" in told([("a", "b"), ("b", "c"), ("c", "d")])["alone"].de
    assert "Von 2 Partnern" in told([("a", "b"), ("b", "c"), ("c", "d")])["cuts"].de


def test_sentences_of_small_networks():
    assert set(told([])) == {"no_ties", "alone"}
    assert set(told([("a", "b")], {"a": SCHOOL, "b": ADULT})) == {
        "within",
        "nobody_alone",
        "one_part",
    }
    assert set(told([], {})) == {"no_ties"}


def test_before_and_after():
    before = metrics(Network(AREAS, [("a", "b"), ("d", "e")]))
    after = metrics(Network(AREAS, [("a", "b"), ("d", "e"), ("b", "c"), ("c", "d"), ("f", "d")]))
    found = {one.code: one.de for one in compared(before, after)}
    assert found["isolated"] == "Partner ohne Kooperation: 2 → 0."
    assert found["parts"] == "Getrennte Gruppen: 2 → 1."
    assert found["cuts"].endswith("0 → 3.")
    assert found["across"].endswith("100 % → 33 % der Partner.")
    assert found["index"].endswith("−1,00 → 0,20.")
    assert compared(before, before) == []
