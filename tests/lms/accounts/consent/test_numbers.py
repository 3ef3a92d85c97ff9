"""Numbers of paper forms."""

import math

import pytest

from lms.accounts.consent.numbers import BASE, GROUPS, draw_number, is_well_formed
from lms.common.keys import ALPHABET


def test_number_is_long_enough_and_fits_itself():
    number = draw_number()
    assert is_well_formed(number)
    assert is_well_formed(number.upper().replace("-", " "))
    assert GROUPS * 4 * math.log2(BASE) >= 40


def test_every_slip_in_one_letter_is_seen():
    number = draw_number().replace("-", "")
    slips = [
        number[:place] + letter + number[place + 1 :]
        for place in range(len(number))
        for letter in ALPHABET
        if letter != number[place]
    ]
    assert len(slips) == len(number) * (BASE - 1)
    assert [slip for slip in slips if is_well_formed(slip)] == []


def test_neighbours_changing_places_are_seen():
    for _ in range(50):
        number = draw_number().replace("-", "")
        for place in range(len(number) - 3):
            a, b = number[place], number[place + 1]
            swapped = number[:place] + b + a + number[place + 2 :]
            assert a == b or not is_well_formed(swapped)


@pytest.mark.parametrize("text", ["", "x", "0000-0000-0000-00", "aaaa", "é" * 14])
def test_nonsense_is_no_number(text):
    assert not is_well_formed(text)
