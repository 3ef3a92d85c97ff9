import pytest

from courses.formats.qti import read_qti
from courses.formats.qti.item import Place
from courses.formats.questions import FormatError, Outcome, Reason
from courses.grading.content import parse
from tests.support.qti import CHOICE, choices, item, response

KINDS = {"single", "multiple", "short_text", "numeric", "matching", "ordering", "cloze", "free_text"}  # fmt: skip
ESSAY = item(choices(kind="extendedTextInteraction"), response(base="string"))


def read(data, kinds=KINDS):
    (found,) = read_qti(data, kinds)
    return found


def test_an_item_becomes_a_question():
    (found,) = read_qti(CHOICE, KINDS, Place(3, "items/eins.xml"))
    assert (found.number, found.file, found.line, found.label) == (3, "items/eins.xml", 2, "Fluss")
    assert found.outcome == Outcome.KEPT
    content = found.question.content
    assert content["prompt"] == "Cottbus.\nWelcher Fluss?"
    assert (content["origin"]["name"], content["origin"]["id"]) == ("Fluss", "i1")
    assert [c.text for c in parse("single", content).choices if c.is_correct] == ["Spree"]


def test_points_and_what_is_lost():
    most = '<outcomeDeclaration identifier="MAXSCORE"><defaultValue><value>2.5</value></defaultValue></outcomeDeclaration>'
    own = '<modalFeedback identifier="x">Gut</modalFeedback><responseProcessing><responseCondition/></responseProcessing>'
    found = read(item(choices("a", "b"), response("A"), more=most + own, template=""))
    assert found.question.content["points"] == 2
    assert set(found.reasons) == {Reason.POINTS, Reason.COMBINED_FEEDBACK, Reason.SCORING}
    score = '<outcomeDeclaration identifier="SCORE" normalMaximum="3"/>'
    assert read(item(choices("a", "b"), response("A"), more=score)).question.content["points"] == 3


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (item("<p>x</p>"), Reason.RESPONSES),
        (item(choices("a", "b") * 2, response("A")), Reason.RESPONSES),
        (item(choices("a", "b", kind="hotspotInteraction"), response("A")), Reason.RESPONSES),
        (item(choices("a", "b"), response("A", own="ANDERS")), Reason.RESPONSES),
        (b'<assessmentItem title="x"/>', Reason.RESPONSES),
    ],
)
def test_what_cannot_be_asked(data, reason):
    found = read(data)
    assert (found.outcome, found.reasons) == (Outcome.SKIPPED, (reason,))


def test_an_essay_needs_a_bank_that_knows_free_text():
    assert read(ESSAY).question.kind == "free_text"
    assert read(ESSAY, KINDS - {"free_text"}).reasons == (Reason.FREE_TEXT,)


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"<assessmentTest/>", Reason.UNKNOWN_FORMAT), (b"<!DOCTYPE a []><a/>", Reason.DOCTYPE)],
)
def test_other_files_are_refused(data, reason):
    with pytest.raises(FormatError) as error:
        read_qti(data, KINDS)
    assert error.value.reason == reason
