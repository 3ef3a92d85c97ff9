"""The simpler table says in words what is missing where."""

import pytest

from network.matching.chain import Count, entry, table, weighted_gaps


@pytest.mark.parametrize(
    ("count", "word", "code", "leads_to"),
    [
        (Count(), "gap", "nothing", "matching"),
        (Count(partners=3), "gap", "no_course", "matching"),
        (Count(courses=2), "thin", "no_seats", "courses"),
        (Count(2, 0, 3), "thin", "no_seats", "courses"),
        (Count(2, 2, 0), "thin", "no_partner", "courses"),
        (Count(2, 1, 1), "thin", "one_course", "courses"),
        (Count(2, 2, 1), "good", "good", "courses"),
    ],
)
def test_words(count, word, code, leads_to):
    one = entry(("primary", "4"), count)
    assert (one.word, one.sentence.code, one.leads_to) == (word, code, leads_to)


def test_rows_and_columns_as_asked():
    rows = table(["early", "primary"], ["1", "2"], {("primary", "2"): Count(2, 2, 1)})
    assert [stage for stage, _ in rows] == ["early", "primary"]
    assert [[one.word for one in row] for _, row in rows] == [["gap", "gap"], ["gap", "good"]]


def test_the_heaviest_gap_is_first():
    counts = {("early", "1"): Count(2, 1, 1), ("higher", "1"): Count(2, 1, 1)}
    rows = table(["early", "higher", "adult"], ["1"], counts)
    found = weighted_gaps(rows, {"higher": 1.5})
    assert [one.place[0] for one in found] == ["adult", "higher", "early"]


def test_counts_add_up():
    assert Count(1, 0, 2) + Count(2, 1, 0) == Count(3, 1, 2)
