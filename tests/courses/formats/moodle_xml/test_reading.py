import pytest

from courses.formats.moodle_xml import read_moodle_xml
from courses.formats.questions import FormatError, Outcome, Reason

KINDS = {"single", "multiple", "true_false", "short_text", "numeric", "matching", "ordering", "free_text"}  # fmt: skip


def read(*questions, kinds=KINDS):
    return read_moodle_xml(f"<quiz>\n{''.join(questions)}</quiz>".encode(), kinds)


def asked(kind, own="", prompt="Was gilt?", **more):
    parts = "".join(f"<{name}>{value}</{name}>" for name, value in more.items())
    return f'<question type="{kind}"><questiontext format="html"><text>{prompt}</text></questiontext>{parts}{own}</question>\n'  # fmt: skip


CATEGORY = (
    '<question type="category"><category><text>$course$/top/Fluss</text></category></question>\n'
)
ESSAY = asked("essay")


def test_what_is_said_of_a_question():
    (found,) = read(CATEGORY, asked(
        "truefalse", '<answer fraction="100"><text>true</text><feedback format="html"><text>Ja</text></feedback></answer><answer fraction="0"><text>false</text></answer><hint><text>Tipp</text></hint><hint><text>Noch</text></hint>',
        name="<text>Eins</text>", prompt="<![CDATA[<p>Ist es <b>so</b>?</p>]]>", defaultgrade="2.5000000", idnumber="7", generalfeedback="<text>Eben.</text>",
        correctfeedback="<text>Prima</text>", tags="<tag><text>nass</text></tag><tag><text/></tag>"))  # fmt: skip
    assert (found.number, found.line, found.label, found.outcome) == (1, 3, "Eins", Outcome.CHANGED)
    assert set(found.reasons) == {Reason.MARKUP, Reason.POINTS, Reason.HINTS, Reason.COMBINED_FEEDBACK}  # fmt: skip
    assert found.question.tags == ("nass",)
    assert found.question.content == {
        "prompt": "Ist es so?", "points": 2, "feedback": "Eben.", "hint": "Tipp", "answer": True,
        "feedback_true": "Ja", "feedback_false": "",
        "origin": {
            "name": "Eins", "category": "$course$/top/Fluss", "id": "7", "format": "html",
            "originals": {"Ist es so?": ["html", "<p>Ist es <b>so</b>?</p>"]},
        },
    }  # fmt: skip


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        (asked("description"), Reason.DESCRIPTION),
        (asked("calculated"), Reason.FORMULA),
        (asked("ddwtos"), Reason.UNKNOWN_TYPE),
        (asked("truefalse"), Reason.NO_ANSWER),
        (asked("shortanswer"), Reason.NOTHING_RIGHT),
        (asked("numerical", '<answer fraction="100"><text>{=system(1)}</text></answer>'), Reason.NO_NUMBER),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_names_its_line(question, reason):
    essay, found = read(ESSAY, question)
    assert essay.outcome == Outcome.KEPT
    assert (found.outcome, found.line, found.reasons, found.label) == (Outcome.SKIPPED, 3, (reason,), "Was gilt?")  # fmt: skip


def test_an_essay_needs_a_bank_that_knows_free_text():
    (found,) = read(ESSAY, kinds=KINDS - {"free_text"})
    assert found.reasons == (Reason.FREE_TEXT,)


def test_scripts_and_files_do_not_come_along():
    (found,) = read(asked("essay", prompt="<![CDATA[a<script>alert(1)</script><img src='@@PLUGINFILE@@/x.png'>]]></text><file name='x.png' encoding='base64'>aGk=</file><text>"))  # fmt: skip
    assert found.question.content["prompt"] == "a"
    assert set(found.reasons) == {Reason.SCRIPT, Reason.MEDIA}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<test/>", Reason.UNKNOWN_FORMAT),
        (b"<!DOCTYPE quiz []><quiz/>", Reason.DOCTYPE),
        (b"<quiz>" + ESSAY.encode() * 1001 + b"</quiz>", Reason.TOO_MANY),
    ],
    ids=["other", "doctype", "many"],
)
def test_other_files_are_refused(data, reason):
    with pytest.raises(FormatError) as error:
        read_moodle_xml(data, KINDS)
    assert error.value.reason == reason
