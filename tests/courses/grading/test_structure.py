import pytest

from courses.grading.content import parse
from courses.grading.structure import carried_over, difference, is_corrigible, moved
from tests.support.world import CONTENTS


def changed(kind, **values):
    return parse(kind, CONTENTS[kind]), parse(kind, {**CONTENTS[kind], **values})


def choices(kind, **changes):
    return [choice | changes for choice in CONTENTS[kind]["choices"]]


@pytest.mark.parametrize(
    ("kind", "values", "code"),
    [
        ("single", {"feedback": "anders"}, ""),
        ("multiple", {"choices": choices("multiple", is_correct=True, feedback="so")}, ""),
        ("multiple", {"choices": choices("multiple", is_correct=True)[:2]}, "choices"),
        ("multiple", {"choices": choices("multiple", text="anders")}, "choices"),
        ("multiple", {"rule": "exact"}, "rule"),
        ("true_false", {"answer": True}, ""),
        ("true_false", {"prompt": "anders"}, "prompt"),
        ("true_false", {"points": 2}, "points"),
        ("true_false", {"hint": "anders"}, "hint"),
        ("short_text", {"accepted": ["Modem"]}, ""),
        ("numeric", {"value": "5", "tolerance": "0"}, ""),
        ("numeric", {"unit": "kg"}, "unit"),
        ("ordering", {"items": ["Code eingeben", "Seite öffnen", "Passwort eingeben"]}, ""),
        ("ordering", {"items": ["Code eingeben", "Seite öffnen", "Neues"]}, "places"),
        (
            "matching",
            {
                "pairs": [["Passwort", "Code vom Telefon"], ["Zweiter Faktor", "Etwas, das man weiß"]]
            },
            "",
        ),
        ("matching", {"distractors": []}, "places"),
        ("cloze", {"text": "Ein Passwort ist [[kurz]] und wird [[nie|=immer|manchmal]] geteilt."}, ""),
        ("cloze", {"text": "Ein Wort ist [[kurz]] und wird [[nie|=immer|manchmal]] geteilt."}, "texts"),
        ("cloze", {"text": "Ein Passwort ist [[kurz]] und wird [[nie|=immer]] geteilt."}, "places"),
        ("image_choice", {"choices": choices("image_choice")[::-1]}, "choices"),
    ],
)  # fmt: skip
def test_only_the_key_and_what_is_said_afterwards_may_change(kind, values, code):
    assert difference(*changed(kind, **values)) == code


def test_another_type_is_another_question():
    assert difference(changed("single")[0], changed("numeric")[0]) == "type"


def test_answers_follow_their_places():
    items = ["Code eingeben", "Seite öffnen", "Passwort eingeben"]
    old, new = changed("ordering", items=items)
    assert carried_over(old, new, ["2", "3", "1"]) == ["1", "2", "3"]
    assert moved(old, new, ["s", "p", "c"]) == ["c", "s", "p"]
    assert carried_over(old, new, []) == []
    assert carried_over(*changed("numeric", value="5"), "7") == "7"
    assert carried_over(*changed("cloze"), ["a", "o1"]) == ["a", "o1"]


def test_what_people_or_nobody_grade_has_no_key():
    found = {kind: is_corrigible(parse(kind, content)) for kind, content in CONTENTS.items()}
    assert {kind for kind, can in found.items() if not can} == {"scale", "free_text"}
