"""What is shown of a count, and how many of a group its figures are about."""

from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from courses.grading.disclosure import LEAST, admitted, shown


@pytest.mark.parametrize(
    ("count", "told"),
    [(0, 0), (4, 0), (5, 5), (9, 5), (10, 10), (23, 20), (Decimal("9.99"), 5), (Decimal("4.5"), 0)],
)
def test_counts_are_rounded_down_to_fives(count, told):
    assert shown(count) == told


@given(st.integers(0, 10_000))
def test_five_counts_look_alike(count):
    alike = [other for other in range(count + 10) if shown(other) == shown(count)]
    assert len(alike) == LEAST
    assert count in alike


@given(st.integers(0, 500), st.integers(0, 4))
def test_a_group_grows_by_fives_only(people, offset):
    now, then = admitted(people, offset), admitted(people + 1, offset)
    first = LEAST + offset
    assert now <= people
    assert (now == 0) == (people < first)
    assert then - now in {0, LEAST} or (now, then) == (0, first)
    assert shown(now) == max(0, now - offset)
