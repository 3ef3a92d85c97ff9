from courses.formats.questions import (
    Found,
    ImportedQuestion,
    Origin,
    Outcome,
    Reason,
    origin_of,
    with_origin,
)


def test_outcomes():
    asked = ImportedQuestion("single", {})
    assert Found(1, 1, "", (Reason.BRACES,)).outcome == Outcome.SKIPPED
    assert Found(1, 1, "", (Reason.MARKUP,), asked).outcome == Outcome.CHANGED
    assert Found(1, 1, "", (), asked).outcome == Outcome.KEPT


def test_an_origin_is_stored_as_briefly_as_it_can_be():
    full = Origin("Name", "a/b", "7", "html", 0, {"x": ("html", "<b>x</b>")})
    content = with_origin({"prompt": "x"}, full)
    assert content["origin"]["originals"] == {"x": ["html", "<b>x</b>"]}
    assert origin_of(content) == full
    assert with_origin({"prompt": "x"}, Origin()) == {"prompt": "x"}


def test_a_strange_origin_is_none():
    strange = {
        "name": 5,
        "format": None,
        "blank": "1",
        "originals": {"a": ["x"], "b": ["c", 5], 1: 2},
    }
    assert origin_of({"origin": strange}) == Origin()
    assert origin_of({"origin": "x"}) == origin_of({}) == Origin()
