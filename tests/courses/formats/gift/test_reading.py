import json
from collections import Counter
from pathlib import Path

import pytest

from courses.formats.gift import read_gift
from courses.formats.questions import FormatError, Outcome, Reason
from courses.grading.content import parse

CORPUS = Path(__file__).parents[5] / "shared" / "data" / "conformance" / "quiz"
KINDS = {"single", "multiple", "true_false", "short_text", "numeric", "matching", "free_text"}
THEIR_WORDS = {
    "TF": "true_false", "Short": "short_text", "Numerical": "numeric", "Matching": "matching",
    "Essay": "free_text", "Description": "description", "MC": "choice",
}  # fmt: skip


def one(text, kinds=KINDS):
    (found,) = read_gift(text, kinds)
    return found


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of others is not beside the project")
def test_every_file_of_the_corpus_is_read():
    expected = json.loads((CORPUS / "EXPECTED.json").read_text(encoding="utf-8"))
    for name, facts in expected.items():
        found = read_gift((CORPUS / name).read_text(encoding="utf-8"), KINDS)
        kinds = [f.question.kind if f.question else f.reasons[0] for f in found]
        counted = Counter("choice" if kind in ("single", "multiple") else kind for kind in kinds)
        assert counted == {THEIR_WORDS[word]: n for word, n in facts["types"].items()}, name
        for question in (f.question for f in found if f.question and f.question.kind in KINDS - {"free_text"}):  # fmt: skip
            assert parse(question.kind, question.content).prompt


def test_a_question_keeps_what_is_said_of_it():
    found = one("$CATEGORY: Fluss\n\n// [id:7] [tag:nass]\n::Name::[html]<p>Ist sie <b>nass</b>?</p>{T#<i>Doch.</i>#Ja.####Wasser.}")  # fmt: skip
    assert (found.line, found.label, found.outcome) == (4, "Name", Outcome.CHANGED)
    assert found.reasons == (Reason.MARKUP,)
    assert found.question.tags == ("nass",)
    assert found.question.content == {
        "prompt": "Ist sie nass?", "points": 1, "feedback": "Wasser.", "hint": "", "answer": True,
        "feedback_true": "Ja.", "feedback_false": "Doch.",
        "origin": {
            "name": "Name", "category": "Fluss", "id": "7", "format": "html",
            "originals": {
                "Ist sie nass?": ["html", "<p>Ist sie <b>nass</b>?</p>"],
                "Doch.": ["html", "<i>Doch.</i>"],
            },
        },
    }  # fmt: skip


def test_answers_inside_the_words_leave_a_blank():
    asked = one("Die {=Spree} fließt. _____").question
    assert asked.content["prompt"] == "Die _____ fließt. _____"
    assert asked.content["origin"] == {"blank": 0}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Nur ein Hinweis.", Reason.DESCRIPTION),
        ("x {T", Reason.BRACES),
        ("x T}", Reason.BRACES),
        ("x {=a{b}}", Reason.BRACES),
        ("x {=}", Reason.NO_ANSWER),
        ("x {~a ~}", Reason.NO_ANSWER),
        ("x {#viel}", Reason.NO_NUMBER),
        ("x {#1..}", Reason.NO_NUMBER),
        ("x {#1e999999}", Reason.NO_NUMBER),
        ("x {#%50%5}", Reason.NOTHING_RIGHT),
        ("x {=%50%a}", Reason.NOTHING_RIGHT),
        ("x {=a -> b =c}", Reason.NO_PAIR),
        ("x {" + "~a" * 27 + "}", Reason.MANY_CHOICES),
    ],
)
def test_what_is_no_question_names_its_line(text, reason):
    found = one(f"\n\n{text}")
    assert (found.outcome, found.line, found.reasons) == (Outcome.SKIPPED, 3, (reason,))


def test_an_essay_needs_a_bank_that_knows_free_text():
    assert one("Erzählen Sie.{}").question.kind == "free_text"
    assert one("Erzählen Sie.{}", KINDS - {"free_text"}).reasons == (Reason.FREE_TEXT,)


def test_what_cannot_be_shown_apart_is_said():
    assert one("x{=a =a}").reasons == (Reason.ANSWER_TWICE,)
    assert one("x{=a*b}").reasons == (Reason.WILDCARD,)
    assert one("[html]x{~<b>a</b> =<i>a</i>}").reasons == (Reason.MARKUP, Reason.SAME_TEXT)


def test_a_file_has_its_limit():
    with pytest.raises(FormatError) as error:
        read_gift("x{T}\n\n" * 1001, KINDS)
    assert (error.value.reason, error.value.line) == (Reason.TOO_MANY, 2001)
