"""Writing questions: every change is a version, and what exists never changes."""

import pytest

from courses.actions.question import (
    QuestionContentError,
    create_question,
    default_bank,
    retire_question,
    revise_question,
)
from courses.models import Question, QuestionBank, QuestionVersion
from tests.factories.courses import NOW
from tests.factories.network import PartnerFactory
from tests.support.world import QUESTIONS

pytestmark = pytest.mark.django_db


def made(**changes):
    values = {"type": "single", "content": QUESTIONS["single"], "locale": "de", "at": NOW}
    return create_question(bank=default_bank(PartnerFactory()), **{**values, **changes})


def test_every_partner_has_one_default_bank():
    partner = PartnerFactory(name="Haus" * 37)
    assert default_bank(partner) == default_bank(partner)
    assert QuestionBank.objects.filter(partner=partner, is_default=True).count() == 1


@pytest.mark.parametrize("kind", QUESTIONS)
def test_a_question_begins_with_version_one(kind):
    version = made(type=kind, content=QUESTIONS[kind], tags=["a"])
    assert (version.number, version.type, version.question.tags) == (1, kind, ["a"])


def test_content_the_grader_cannot_read_is_refused():
    with pytest.raises(QuestionContentError):
        made(content={"prompt": ""})
    assert not Question.objects.exists()


def test_revising_numbers_on_across_languages():
    first = made()
    question = first.question
    content = {**QUESTIONS["single"], "prompt": "Neu?"}
    second = revise_question(question=question, type="single", content=content, locale="de", at=NOW)
    english = revise_question(
        question=question, type="single", content=content, locale="en", at=NOW
    )
    assert (second.number, english.number) == (2, 3)
    first.refresh_from_db()
    assert first.content == QUESTIONS["single"]


def test_an_unchanged_content_makes_no_version_but_may_change_tags():
    first = made(tags=["alt"])
    values = {"question": first.question, "type": "single", "locale": "de", "at": NOW}
    again = revise_question(content=QUESTIONS["single"], tags=["neu"], **values)
    assert again == first
    assert QuestionVersion.objects.count() == 1
    assert Question.objects.get().tags == ["neu"]
    revise_question(content=QUESTIONS["single"], **values)
    assert Question.objects.get().tags == ["neu"]


def test_retiring_keeps_the_first_date():
    from datetime import timedelta

    question = made().question
    retire_question(question=question, at=NOW)
    retire_question(question=question, at=NOW + timedelta(days=1))
    question.refresh_from_db()
    assert question.retired_at == NOW
