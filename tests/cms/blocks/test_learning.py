import pytest
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.blocks.learning import QuizBlock
from tests.factories.courses import QuestionVersionFactory

pytestmark = pytest.mark.django_db


def value(*ids):
    return {
        "title": "Test", "is_required": True, "pass_percent": 60, "attempts": 0,
        "shuffles": False, "parts": [{"version": pk} for pk in ids],
    }  # fmt: skip


def test_a_quiz_asks_each_question_once():
    block, version = QuizBlock(), QuestionVersionFactory()
    assert block.clean(block.to_python(value(version.pk)))["parts"][0]["version"] == version.pk
    with pytest.raises(StructBlockValidationError):
        block.clean(block.to_python(value(version.pk, version.pk)))


def test_a_quiz_without_questions_is_refused():
    block = QuizBlock()
    with pytest.raises(StructBlockValidationError):
        block.clean(block.to_python(value()))


def test_drawn_questions_are_enough():
    block = QuizBlock()
    drawn = value() | {"draws": [{"tag": "Passwort", "number": 2}]}
    assert block.clean(block.to_python(drawn))["draws"][0]["number"] == 2
    with pytest.raises(StructBlockValidationError):
        block.clean(block.to_python(value() | {"draws": [{"tag": "Passwort", "number": 0}]}))


def test_time_pause_and_feedback_have_sensible_limits():
    block, version = QuizBlock(), QuestionVersionFactory()
    usual = block.clean(block.to_python(value(version.pk)))
    assert (usual["time_limit"], usual["cool_down"], usual["feedback"]) == (0, 0, "submission")
    for wrong in (
        {"time_limit": 601},
        {"cool_down": -1},
        {"feedback": "never"},
        {"feedback": "close"},
    ):
        with pytest.raises(StructBlockValidationError):
            block.clean(block.to_python(value(version.pk) | wrong))
    dated = {"feedback": "close", "feedback_at": "2026-12-01T10:00:00Z"}
    cleaned = block.clean(block.to_python(value(version.pk) | dated))
    assert cleaned["feedback_at"].day == 1
