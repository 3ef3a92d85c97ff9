import json

import pytest

from courses.formats.markdown_course.quiz import read_quiz
from courses.formats.markdown_course.shapes import CourseFormatError
from courses.grading.content import parse

QUESTIONS = [
    {"type": "single", "text": "Eins?", "answers": [["ja", True, "Gut."], ["nein", False]]},
    {"type": "multiple", "text": "Zwei?", "answers": [["a", True], ["b", True], ["c", False]],
     "points": 2},
    {"type": "truefalse", "text": "Drei?", "answer": False, "feedback": "Weil."},
    {"type": "short", "text": "Vier?", "accepted": ["Router"], "lesson": "Internet"},
    {"type": "numeric", "text": "Fünf?", "value": 3.5, "tolerance": 0.1, "unit": "kg"},
]  # fmt: skip


def quiz(**values):
    return json.dumps({"questions": QUESTIONS, **values})


def test_every_kind_is_readable_for_the_grader():
    found = read_quiz("quiz.json", quiz())
    assert [q.type for q in found.questions] == [
        "single", "multiple", "true_false", "short_text", "numeric"
    ]  # fmt: skip
    for question in found.questions:
        assert parse(question.type, question.content).prompt == question.content["prompt"]
    assert found.questions[0].content["choices"][0] == {
        "id": "a", "text": "ja", "is_correct": True, "feedback": "Gut."
    }  # fmt: skip
    assert found.questions[3].lesson == "Internet"
    assert (found.title, found.attempts, found.pass_percent, found.is_required) == ("", 0, 60, True)


def test_settings_are_read():
    found = read_quiz("q.json", quiz(title="Probe", attempts=3, pass_share=0.75, required=False))
    assert (found.title, found.attempts, found.pass_percent, found.is_required) == (
        "Probe", 3, 75, False
    )  # fmt: skip
    timed = read_quiz("q.json", quiz(time_limit=20, cool_down=60))
    assert (timed.time_limit, timed.cool_down) == (20, 60)


def test_a_free_text_brings_its_rubric():
    raw = {"type": "freetext", "text": "Warum?", "rubric": [["klar", 2], ["richtig", 1]]}
    found = read_quiz("q.json", json.dumps({"questions": [raw]})).questions[0]
    assert parse(found.type, found.content).points == 3


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "no_json"),
        ("[]", "no_questions"),
        ('{"questions": []}', "no_questions"),
        ('{"questions": ["x"]}', "question_type"),
        ('{"questions": [{"type": ["x"]}]}', "question_type"),
        ('{"questions": [{"type": "essay", "text": "x"}]}', "question_type"),
        ('{"questions": [{"type": "single", "text": "x"}]}', "question_content"),
        (
            '{"questions": [{"type": "single", "text": "x", "answers": [["a"]]}]}',
            "question_content",
        ),
        ('{"questions": [{"type": "numeric", "text": "x"}]}', "question_content"),
        (quiz(attempts="viele"), "quiz_settings"),
        (quiz(attempts=-1), "quiz_settings"),
        (quiz(time_limit=601), "quiz_settings"),
        (quiz(cool_down="lange"), "quiz_settings"),
        (quiz(pass_share=7), "quiz_settings"),
    ],
)
def test_what_nobody_can_read_is_refused(text, reason):
    with pytest.raises(CourseFormatError) as caught:
        read_quiz("q.json", text)
    assert (caught.value.file, caught.value.reason) == ("q.json", reason)
