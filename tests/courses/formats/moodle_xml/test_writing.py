from dataclasses import replace

import pytest
from hypothesis import given, settings, strategies as st

from courses.formats.gift import read_gift
from courses.formats.moodle_xml import read_moodle_xml, write_moodle_xml
from courses.formats.moodle_xml.writing import write_question
from courses.formats.questions import ImportedQuestion, Reason, UnfitError
from tests.support.questions import questions

KINDS = {"single", "multiple", "true_false", "short_text", "numeric", "matching", "ordering", "free_text"}  # fmt: skip
ASKED = {"prompt": "Was gilt?", "points": 3, "feedback": "", "hint": "Denken!"}


def read(data):
    return [found.question for found in read_moodle_xml(data, KINDS)]


def same(question):
    """Without what only the other format says: case where nothing is said of it."""
    own = {"is_case_sensitive": False} if question.kind == "short_text" else {}
    return replace(question, content={**own, **question.content})


@settings(max_examples=60)
@given(st.lists(questions(), min_size=1, max_size=3))
def test_what_was_written_is_read_again(asked):
    tagged = [replace(question, tags=("nass", "a]b")) for question in asked]
    in_order = sorted(tagged, key=lambda q: "category" in q.content.get("origin", {}))
    assert read(write_moodle_xml(tagged)) == [same(question) for question in in_order]


@pytest.mark.parametrize(
    ("kind", "own"),
    [
        ("ordering", {"items": ["a", "b", "c"]}),
        ("numeric", {"value": "3", "tolerance": "0", "unit": "kg"}),
        ("short_text", {"accepted": ["2*3"], "is_case_sensitive": True}),
    ],
)
def test_what_gift_cannot_say_is_kept(kind, own):
    question = ImportedQuestion(kind, {**ASKED, **own})
    assert read(write_moodle_xml([question])) == [question]


def test_originals_from_gift_are_written_as_they_were():
    (found,) = read_gift("[html]<p>a <b>b</b></p>{=[markdown]*c* ~d}", KINDS)
    data = write_moodle_xml([found.question])
    assert b'format="html">\n      <text>&lt;p&gt;a &lt;b&gt;b&lt;/b&gt;&lt;/p&gt;</text>' in data
    assert read(data) == [found.question]


def test_characters_xml_has_not_are_replaced():
    asked = ImportedQuestion("true_false", {**ASKED, "prompt": "a\x01b", "answer": True})
    assert read(write_moodle_xml([asked]))[0].content["prompt"] == "a\ufffdb"


def test_what_moodle_cannot_ask():
    with pytest.raises(UnfitError) as error:
        write_question(ImportedQuestion("scale", {**ASKED, "low": "a", "high": "b", "steps": 5}))
    assert error.value.reason == Reason.NO_MOODLE
