import pytest

from cms.checking.findings import Severity
from cms.checking.structure import (
    empty_lessons,
    empty_quizzes,
    heading_order,
    incomplete_blocks,
)
from cms.checking.written import newest_draft
from courses.actions.question import create_question, default_bank
from tests.factories.cms import course_page, framed_house, lesson_page
from tests.factories.network import NOW
from tests.factories.written import block, written

pytestmark = pytest.mark.django_db  # pages look up their kind


def headings(*levels):
    return [
        block("heading", {"text": f"H{level}", "level": str(level)}, f"b{number}")
        for number, level in enumerate(levels)
    ]


def test_empty_courses_and_lessons():
    assert [f.code for f in empty_lessons(written())] == ["no_lessons"]
    course = written([], [block("text", "<p> <br/></p>")], [block("text", "<p>Hallo</p>")],
                     [block("reflection", {"prompt": "Und Sie?"})])  # fmt: skip
    assert [(f.code, f.page_id) for f in empty_lessons(course)] == [
        ("empty_lesson", 70),
        ("empty_lesson", 71),
    ]


@pytest.mark.parametrize(
    ("levels", "skipped"),
    [
        ((2, 3, 4, 2, 2, 3), []),
        ((3,), ["b0"]),
        ((2, 4), ["b1"]),
        ((2, 3, 2, 4), ["b3"]),
        (("abc", "", 3, "9" * 5000), []),
    ],
)
def test_headings_go_down_one_step_at_a_time(levels, skipped):
    found = list(heading_order(written(headings(*levels))))
    assert [finding.block_id for finding in found] == skipped
    assert {finding.code for finding in found} <= {"heading_skipped"}


def test_every_lesson_begins_anew():
    assert len(list(heading_order(written(headings(2), headings(3))))) == 1


def test_quizzes_need_questions_and_draws_a_pool():
    partner, parent = framed_house()
    version = create_question(
        bank=default_bank(partner), type="true_false", locale="de", at=NOW,
        content={"prompt": "Nass?", "points": 1, "answer": True},
    )  # fmt: skip
    question = version.question
    question.tags = ["Wasser"]
    question.save()
    quiz = {"is_required": True, "pass_percent": 60, "attempts": 0, "shuffles": False}
    course = course_page(parent)
    lesson_page(course, body=[
        ("quiz", {**quiz, "title": "leer", "parts": [], "draws": []}),
        ("quiz", {**quiz, "title": "fest", "parts": [{"version": version.pk}], "draws": []}),
        ("quiz", {**quiz, "title": "gezogen", "parts": [], "draws": [{"tag": "wasser", "number": 1}]}),
        ("quiz", {**quiz, "title": "ohne Vorrat", "parts": [], "draws": [{"tag": "x", "number": 1}]}),
    ])  # fmt: skip
    found = list(empty_quizzes(newest_draft(course)))
    assert ["leer" in found[0].message, "ohne Vorrat" in found[1].message] == [True, True]
    assert [finding.code for finding in found] == ["empty_quiz", "empty_quiz"]
    assert all(len(finding.block_id) == 36 for finding in found)


@pytest.mark.parametrize("broken", [{"pass_percent": None}, {"attempts": None}])
def test_a_block_the_editor_let_pass_as_a_draft_is_named(broken):
    good = {"title": "Test", "pass_percent": 60, "attempts": 0, "parts": [], "draws": []}
    draw = {"draws": [{"tag": "konto", "number": 1}]}
    assert not list(incomplete_blocks(written([block("quiz", good | draw)])))
    (finding,) = incomplete_blocks(written([block("quiz", good | draw | broken)]))
    assert (finding.code, finding.severity) == ("incomplete_block", Severity.HARD)
    assert "„Test“" in finding.message
