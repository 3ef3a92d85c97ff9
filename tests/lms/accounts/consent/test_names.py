"""User names drawn for children."""

import re

from lms.accounts.consent.names import ANIMALS, NUMBERS, QUALITIES, draw_name


def test_names_can_be_typed_anywhere_and_come_in_no_order():
    names = [draw_name() for _ in range(200)]
    assert all(re.fullmatch(r"[a-z]+-[a-z]+-\d{4}", name) for name in names)
    assert len(set(names)) > 195
    assert names != sorted(names)
    assert names != sorted(names, reverse=True)


def test_there_are_enough_of_them():
    assert len(set(QUALITIES)) * len(set(ANIMALS)) * NUMBERS > 10_000_000
