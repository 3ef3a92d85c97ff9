import pytest
from hypothesis import given, settings, strategies as st

from courses.formats.gift import read_gift, write_gift, write_question
from courses.formats.questions import ImportedQuestion, Origin, Reason, UnfitError, with_origin
from courses.grading.content import parse
from tests.support.questions import questions

KINDS = {"single", "multiple", "true_false", "short_text", "numeric", "matching", "free_text"}
ASKED = {"prompt": "Was gilt?", "points": 1, "feedback": "", "hint": ""}


def read(text):
    return [found.question for found in read_gift(text, KINDS)]


def question(kind, **content):
    return ImportedQuestion(kind, {**ASKED, **content})


@settings(max_examples=60)
@given(st.lists(questions(), min_size=1, max_size=3))
def test_what_was_written_is_read_again(asked):
    in_order = sorted(asked, key=lambda q: "category" in q.content.get("origin", {}))
    assert read(write_gift(asked)) == in_order
    for one in asked:
        if one.kind != "free_text":
            assert parse(one.kind, one.content).prompt == one.content["prompt"]


@pytest.mark.parametrize(
    "text",
    [
        "// [id:7] [tag:Spree]\n::Fluss\\: 1::[html]<p>Wie <b>heißt</b> sie?</p>{=Spree#<i>Ja</i> ~Oder}",
        "[markdown]Eine *Zeile*\\n\\n- eins{T#[plain]<br> heißt Umbruch#**gut**}",
        "Die {=Spree =%50%Spre#Fast} fließt.",
        "[html]Die <b>{#1..5}</b> fließt.",
        "a_ {=b} _c",
        "$CATEGORY: $course$/top/Fluss\n\nx{~%50%a ~%50%b ~%-50%c#nein}",
        "[plain]//Kein Kommentar{T}",
        "Ordne{=[html]<b>a</b> -> 1 =b -> 2 = -> 3####Gut gemacht}",
        "x{#=1:0#ja =%50%1:2 ~#nein}",
    ],
)
def test_a_second_round_changes_nothing(text):
    once = read(text)
    assert None not in once
    assert read(write_gift(once)) == once


def test_a_question_is_written_as_gift():
    asked = question("single", prompt="2+2=?", feedback="So ist es.", choices=[
        {"id": "a", "text": "4", "is_correct": True, "feedback": "Ja: gut"},
        {"id": "b", "text": "5", "is_correct": False}])  # fmt: skip
    assert write_question(asked) == "2+2\\=?{\n\t=4#Ja\\: gut\n\t~5####So ist es.}"


def test_our_rules_become_percentages():
    rows = [{"id": c, "text": c, "is_correct": c != "d"} for c in "abcd"]
    written = [write_question(question("multiple", choices=rows, rule=rule)) for rule in ("deduct", "keep", "exact")]  # fmt: skip
    assert ["~%33.33333%a" in text for text in written] == [True] * 3
    assert [text.split("\t")[-1] for text in written] == ["~%-33.33333%d}", "~d}", "~%-100%d}"]


def test_an_edited_text_no_longer_has_its_original():
    (asked,) = read("[html]<b>Alt</b>{T}")
    edited = ImportedQuestion(asked.kind, {**asked.content, "prompt": "a < b & <b>"})
    (again,) = read(write_gift([edited]))
    assert again.content["prompt"] == "a < b & <b>"
    assert "originals" not in again.content["origin"]


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        (question("ordering", items=["a", "b", "c"]), Reason.NO_GIFT),
        (question("short_text", accepted=["a->b"]), Reason.ARROW),
        (question("matching", pairs=[["a->b", "c"], ["d", "e"]]), Reason.ARROW),
    ],
)
def test_what_gift_cannot_say(asked, reason):
    with pytest.raises(UnfitError) as error:
        write_question(asked)
    assert error.value.reason == reason


def test_a_strange_origin_does_no_harm():
    asked = question("true_false", answer=True)
    for origin in ("x", {"name": 5, "blank": "x", "originals": {"Was gilt?": 5}}, {"blank": 9, "originals": {"Was gilt?": ["exe", "y"]}}):  # fmt: skip
        strange = ImportedQuestion("true_false", {**asked.content, "origin": origin})
        assert write_question(strange) == "Was gilt?{TRUE}"
    assert with_origin({}, Origin()) == {}
