"""A thousand aliases tell neither order nor date; every one has a picture."""

import math
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from scipy.stats import spearmanr

from courses.actions.school_class.aliases import adjectives, animals, draw_aliases
from courses.actions.school_class.seats import add_seats
from courses.enums import Picture
from courses.models import ClassSeat
from tests.support.school_class import NOW, room

pytestmark = pytest.mark.django_db
SPRITES = Path(settings.BASE_DIR if hasattr(settings, "BASE_DIR") else ".") / "lms/static/lms/img"
IDS = re.compile(r'<symbol id="([^"]+)"')
STRONG = 0.12  # of a thousand independent pairs, fewer than one in 5,000 series correlate more


def test_a_thousand_aliases_tell_neither_order_nor_date():
    here = room(seats=0)
    for day in range(25):
        add_seats(
            school_class=room(seats=0).school_class if day else here.school_class, number=40,
            actor=here.lead, at=NOW + timedelta(days=day),
        )  # fmt: skip
    rows = list(
        ClassSeat.objects.order_by("pk").values_list("pk", "created_at", "alias", "key", "user")
    )
    assert len(rows) == len({row[2] for row in rows}) == 1000
    alphabetical = {alias: place for place, alias in enumerate(sorted(row[2] for row in rows))}
    numbers = [int(row[2][-2:]) for row in rows]
    for order in (
        [row[0] for row in rows],
        [row[1].timestamp() for row in rows],
        [row[4] for row in rows],
    ):
        assert abs(spearmanr(order, [alphabetical[row[2]] for row in rows]).statistic) < STRONG
        assert abs(spearmanr(order, numbers).statistic) < STRONG
    keys = {key: place for place, key in enumerate(sorted(row[3] for row in rows))}
    by_key = [keys[row[3]] for row in rows]
    assert abs(spearmanr(by_key, [alphabetical[row[2]] for row in rows]).statistic) < STRONG


def test_the_measure_finds_an_order():
    """A negative control: aliases numbered as they come are found out."""
    assert spearmanr(range(1000), [n // 11 for n in range(1000)]).statistic > STRONG


def test_there_are_enough_of_them_for_a_city():
    assert len(adjectives()) * len(animals()) * 90 > 2**16
    assert len(animals()) >= 24


def test_words_fit_together():
    for alias in draw_aliases(200):
        adjective, animal, number = alias.words.split()
        found = next(one for one in animals() if one.name == animal)
        assert adjective.endswith({"m": "er", "f": "e", "n": "es"}[found.gender])
        assert alias.symbol == found.symbol
        assert 10 <= int(number) <= 99


def test_an_alias_is_never_given_twice_in_the_city(monkeypatch):
    here = room(seats=1)
    taken = here.cards[0].seat
    drawn = iter([taken.alias, taken.alias, "Kluger Fuchs 11"])
    from courses.actions.school_class import aliases

    monkeypatch.setattr(aliases, "_draw", lambda: aliases.Alias(next(drawn), "fuchs"))
    assert [alias.words for alias in draw_aliases(1)] == ["Kluger Fuchs 11"]


def test_each_has_its_picture():
    symbols = set(IDS.findall((SPRITES / "class-symbols.svg").read_text()))
    assert {one.symbol for one in animals()} == symbols
    assert set(IDS.findall((SPRITES / "class-pictures.svg").read_text())) == set(Picture.values)


def test_pictures_and_class_code_together_are_long_enough():
    from courses.actions.school_class.cards import LONG, PICTURES, SHORT
    from lms.common.keys import ALPHABET

    bits = math.log2(len(ALPHABET)) * 4
    assert bits * LONG >= 60
    assert bits * SHORT >= 40
    assert math.log2(len(Picture)) * PICTURES == 20
