import pytest

from courses.formats.marked_text import Texts
from courses.formats.qti import read_qti
from courses.formats.qti.interactions import Body, fill, inline
from courses.formats.qti.response import responses
from courses.formats.questions import Reason
from courses.formats.xml_tree import read_xml
from courses.grading.content import parse
from tests.support.qti import MAP, choices, item, response

KINDS = {"single", "multiple", "short_text", "numeric", "matching", "ordering", "cloze"}
ENTRY = '<textEntryInteraction responseIdentifier="RESPONSE"/>'
INLINE = '<inlineChoiceInteraction responseIdentifier="R2"><inlineChoice identifier="A">nass</inlineChoice><inlineChoice identifier="B">hart</inlineChoice></inlineChoiceInteraction>'
LEFT = '<simpleMatchSet><simpleAssociableChoice identifier="A">Spree</simpleAssociableChoice><simpleAssociableChoice identifier="B">Cottbus</simpleAssociableChoice></simpleMatchSet>'
RIGHT = '<simpleMatchSet><simpleAssociableChoice identifier="X">Fluss</simpleAssociableChoice><simpleAssociableChoice identifier="Y">Stadt</simpleAssociableChoice><simpleAssociableChoice identifier="Z">Berg</simpleAssociableChoice></simpleMatchSet>'
MATCH = f'<matchInteraction responseIdentifier="RESPONSE">{LEFT}{RIGHT}</matchInteraction>'
MANY = {"cardinality": "multiple"}


def read(*args, **more):
    (found,) = read_qti(item(*args, **more), KINDS)
    return found


@pytest.mark.parametrize(
    ("found", "kind", "own"),
    [
        (read(choices("a", "b", "c"), response("A", "B", **MANY)), "multiple", {"rule": "exact"}),
        (read(choices("a", "b", "c"), response("A", "B", mapping={"A": 1, "B": 1, "C": -1}, **MANY), template=MAP),
         "multiple", {"rule": "deduct"}),
        (read(choices("a", "b", "c", kind="orderInteraction"), response("B", "A", "C", cardinality="ordered")),
         "ordering", {"items": ["b", "a", "c"]}),
        (read(MATCH, response("A X", "B Y", base="directedPair", **MANY)),
         "matching", {"pairs": [["Spree", "Fluss"], ["Cottbus", "Stadt"]], "distractors": ["Berg"]}),
        (read(f"<p>Die {ENTRY} fließt.</p>", response("Spree", base="string", mapping={"Spree": 2, "Spre": 1}), template=MAP),
         "short_text", {"prompt": "Die _____ fließt.", "accepted": ["Spree"], "weighted": [{"text": "Spre", "weight": "50", "feedback": ""}]}),
        (read(f"<p>Pi: {ENTRY}</p>", response("3.14", base="float"), more='<x><equal toleranceMode="absolute" tolerance="0.01 0.01"/></x>'),
         "numeric", {"value": "3.14", "tolerance": "0.01"}),
        (read(f"<p>Die {ENTRY} ist {INLINE}.</p>", response("Spree", base="string"), response("A", own="R2")),
         "cloze", {"prompt": "Fluss", "text": "Die [[Spree]] ist [[=nass|hart]] ."}),
    ],
    ids=["exact", "deduct", "order", "match", "text", "number", "gaps"],
)  # fmt: skip
def test_interactions_become_questions(found, kind, own):
    assert found.question.kind == kind
    assert found.question.content.items() >= own.items()
    assert parse(kind, found.question.content).points == 1


def test_feedback_inside_a_choice_is_for_who_chose_it():
    found = read(choices("a<feedbackInline>Nein.</feedbackInline>", "b"), response("B"))
    rows = [(row["text"], row["feedback"]) for row in found.question.content["choices"]]
    assert rows == [("a", "Nein."), ("b", "")]


@pytest.mark.parametrize(
    "found",
    [
        read(MATCH, response("A X", base="directedPair", **MANY)),
        read(MATCH, response("A X", "B Q", base="directedPair", **MANY)),
        read(choices("a", "b", kind="orderInteraction"), response("A")),
        read(f"<p>{ENTRY}{INLINE}</p>", response("a|b", base="string"), response("A", own="R2")),
        read(f"<p>{ENTRY}{INLINE}</p>", response(base="string"), response("A", own="R2")),
    ],
)
def test_answers_that_do_not_fit(found):
    assert found.reasons == (Reason.RESPONSES,)


def test_words_around_an_interaction():
    root = read_xml(item(f'<p>1 &lt; 2 {ENTRY}<img src="x" alt="Schloss"/><rubricBlock>nur für Lehrkräfte</rubricBlock></p>', response("a", base="string")))  # fmt: skip
    body = root.child("itemBody")
    (entry,) = body.below("textEntryInteraction")
    assert fill(body, {id(entry): "X"}) == '<p>1 &lt; 2 X<img alt="Schloss"></p>'
    asked = Body(root, Texts("html"), responses(root))
    assert asked.line(body) == "1 < 2 Schloss"
    assert inline(body, [entry], asked)[1]["prompt"] == "1 < 2 _____ Schloss"
    assert Reason.MEDIA in asked.texts.lost
