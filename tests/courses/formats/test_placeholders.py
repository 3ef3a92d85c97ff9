"""Words in braces: a fixed list, filled in once, everything else left as it is."""

import pytest
from hypothesis import given, strategies

from courses.formats.placeholders import NAMES, filled, repeated, unknown

VALUES = {name: f"<{name}>" for name in NAMES}
HOSTILE = (
    "<img src=file:///etc/passwd>",
    "{{ settings.SECRET_KEY }}",
    "{% load static %}",
    "{0.__class__}",
    "{user.__class__}",
    "{kurs.__class__}",
    "{kurs!r}",
    "{kurs:>99}",
    "{ kurs }",
    "{KURS}",
    "%(kurs)s %s",
    "${kurs",
    "\\g<0> \\1",
)


def test_each_word_of_the_list_is_filled_in():
    text = " ".join(f"{{{name}}}" for name in NAMES)
    assert filled(text, VALUES) == "<kurs> <haus> <beginn> <ende> <umfang> <datum>"
    assert (unknown(text), repeated(text)) == ([], [])


@pytest.mark.parametrize("text", HOSTILE)
def test_everything_else_stays_as_it_is_written(text):
    assert filled(text, VALUES) == text


@pytest.mark.parametrize("text", [*HOSTILE, "{haus}", "{{kurs}}", "{kurs}{kurs}"])
def test_what_was_filled_in_is_not_looked_through_again(text):
    values = {**VALUES, "kurs": text, "haus": "zu"}
    assert filled("a {kurs} b {haus}", values) == f"a {text} b zu"


def test_what_stands_for_nothing_is_named_once():
    assert unknown("{name} {kurs} {name} {0.__class__}") == ["{name}", "{0.__class__}"]
    assert unknown("{{ settings.SECRET_KEY }} {}") == ["{ settings.SECRET_KEY }", "{}"]
    assert unknown("{kurs}", ()) == ["{kurs}"]
    assert unknown("Nur 5 % } und { ohne Paar") == []


def test_what_comes_twice_is_named():
    assert repeated("{kurs} und {kurs} im {haus}") == ["{kurs}"]


@given(strategies.text(strategies.sampled_from("{}kurs %a<")), strategies.text(max_size=20))
def test_any_text_is_filled_from_left_to_right(text, course):
    values = {**VALUES, "kurs": course}
    assert filled(text, values) == course.join(text.split("{kurs}"))
