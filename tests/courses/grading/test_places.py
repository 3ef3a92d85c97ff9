"""Matching, ordering and cloze are read into places with what is right in each."""

import pytest

from courses.grading.content import parse
from courses.grading.shapes import ContentError

MATCHING = {
    "prompt": "?",
    "points": 2,
    "pairs": [["Spree", "Fluss"], ["Cottbus", "Stadt"], ["Oder", "Fluss"]],
    "distractors": ["Berg", "Stadt"],
}
ORDERING = {"prompt": "?", "points": 3, "items": ["eins", "zwei", "drei"]}
CLOZE = {
    "prompt": "?",
    "points": 2,
    "text": "Die [[Spree|die Spree]] fließt\ndurch [[ = Cottbus | Berlin-Nord|=Berlin]].",
}


def test_equal_right_sides_are_one_and_lie_in_the_order_of_the_alphabet():
    question = parse("matching", MATCHING)
    words = dict(question.places[0].options)
    assert list(words.values()) == ["Berg", "Fluss", "Stadt"]
    assert [(p.label, [words[own] for own in p.right]) for p in question.places] == [
        ("Spree", ["Fluss"]),
        ("Cottbus", ["Stadt"]),
        ("Oder", ["Fluss"]),
    ]
    assert not question.mixes_places


def test_each_entry_gets_its_number():
    question = parse("ordering", ORDERING)
    assert [(place.label, place.right) for place in question.places] == [
        ("eins", ("1",)),
        ("zwei", ("2",)),
        ("drei", ("3",)),
    ]
    assert [own for own, _text in question.places[0].options] == ["1", "2", "3"]
    assert question.mixes_places


def test_gaps_are_typed_or_chosen():
    question = parse("cloze", CLOZE)
    assert question.texts == ("Die ", " fließt\ndurch ", ".")
    typed, chosen = question.places
    assert (typed.options, typed.right) == ((), ("Spree", "die Spree"))
    words = dict(chosen.options)
    assert sorted(words.values()) == ["Berlin", "Berlin-Nord", "Cottbus"]
    assert sorted(words[own] for own in chosen.right) == ["Berlin", "Cottbus"]


@pytest.mark.parametrize(
    ("kind", "content", "field"),
    [
        ("matching", {**MATCHING, "pairs": [["a", "b"]]}, "pairs"),
        ("matching", {**MATCHING, "pairs": [["a", "b"], ["c"]]}, "pairs"),
        ("matching", {**MATCHING, "pairs": [["a", "b"], ["c", " "]]}, "pairs"),
        ("matching", {**MATCHING, "pairs": [["a", "b"], ["a", "c"]]}, "pairs"),
        ("matching", {**MATCHING, "pairs": [["a", "b"], ["c", 5]]}, "pairs"),
        ("matching", {"prompt": "?", "pairs": [["a", "x"], ["b", "x"]]}, "pairs"),
        ("matching", {**MATCHING, "distractors": "Berg"}, "distractors"),
        ("matching", {**MATCHING, "pairs": [[str(n), "b"] for n in range(21)]}, "pairs"),
        ("matching", {**MATCHING, "pairs": [["a\nb", "b"], ["c", "d"]]}, "pairs"),
        ("matching", {**MATCHING, "pairs": [["a\x00", "b"], ["c", "d"]]}, "pairs"),
        ("ordering", {**ORDERING, "items": ["eins", "zwei"]}, "items"),
        ("cloze", {**CLOZE, "text": "Die [Spree]] ist [[a]]"}, "text"),
        ("cloze", {**CLOZE, "text": "[[a]] und [[Oder"}, "text"),
        ("cloze", {**CLOZE, "text": "Die [[Spree] ist [[=nass|trocken]]."}, "text"),
        ("cloze", {**CLOZE, "text": "[[]] x [[a]]"}, "text"),
        ("ordering", {**ORDERING, "items": ["eins", "eins"]}, "items"),
        ("ordering", {**ORDERING, "items": ["eins", ""]}, "items"),
        ("cloze", {**CLOZE, "text": "ohne Lücke"}, "text"),
        ("cloze", {**CLOZE, "text": "[[ ]]"}, "text"),
        ("cloze", {**CLOZE, "text": "[[a||b]]"}, "text"),
        ("cloze", {**CLOZE, "text": "[[=nur eine]]"}, "text"),
        ("cloze", {**CLOZE, "text": "[[=a|=a]]"}, "text"),
        ("cloze", {**CLOZE, "text": f"[[{'x' * 501}]]"}, "text"),
        ("cloze", {**CLOZE, "text": "[[a]]" * 21}, "text"),
        ("cloze", {**CLOZE, "prompt": ""}, "prompt"),
    ],
)
def test_what_makes_no_sense_names_the_field(kind, content, field):
    with pytest.raises(ContentError) as error:
        parse(kind, content)
    assert error.value.field == field


@pytest.mark.parametrize("gap", ["[[=Nass|nass]]", "[[nass|=Nass]]", "[[=nass|Nass]]"])
def test_the_order_of_options_does_not_follow_the_author(gap):
    (place,) = parse("cloze", {**CLOZE, "text": gap}).places
    assert [text for _own, text in place.options] == ["Nass", "nass"]
