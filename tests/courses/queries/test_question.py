"""Questions as their authors see them."""

import pytest

from courses.actions.question import create_question, default_bank, retire_question, revise_question
from courses.models import QuizPart
from courses.queries.question import (
    counting_versions,
    newest_versions,
    questions_of,
    versions_tagged,
)
from network.models import Partner
from tests.factories.courses import NOW, QuizFactory
from tests.factories.network import PartnerFactory
from tests.support.world import QUESTIONS

pytestmark = pytest.mark.django_db


def question(partner, **changes):
    values = {"type": "single", "content": QUESTIONS["single"], "locale": "de", "at": NOW}
    return create_question(bank=default_bank(partner), **{**values, **changes})


def test_newest_of_each_language_of_the_partners_asked_for():
    mine, other = PartnerFactory(), PartnerFactory()
    old = question(mine)
    question(other)
    values = {"question": old.question, "type": "single", "at": NOW}
    content = {**QUESTIONS["single"], "prompt": "Neu?"}
    new = revise_question(content=content, locale="de", **values)
    english = revise_question(content=content, locale="en", **values)
    found = newest_versions(Partner.objects.filter(pk=mine.pk))
    assert set(found) == {new, english}


@pytest.mark.parametrize("rows", [1, 3])
def test_one_query_and_nothing_retired(rows, django_assert_num_queries):
    partner = PartnerFactory()
    for _number in range(rows):
        question(partner)
    retire_question(question=question(partner).question, at=NOW)
    with django_assert_num_queries(1):
        assert len(newest_versions(Partner.objects.all())) == rows


def test_tags_find_the_newest_versions_of_ones_own_questions(django_assert_num_queries):
    mine, other = PartnerFactory(), PartnerFactory()
    first = question(mine, tags=["Passwort ", "Konto"])
    question(mine, tags=["Router"])
    question(mine, tags=["passwort"], locale="en")
    question(other, tags=["passwort"])
    newer = revise_question(
        question=first.question, type="single", locale="de", at=NOW,
        content={**QUESTIONS["single"], "prompt": "Neu?"},
    )  # fmt: skip
    last = question(mine, tags=["PASSWORT"])
    with django_assert_num_queries(1):
        found = versions_tagged(partner=mine, locale="de", tag=" Passwort")
    assert found == [newer.pk, last.pk]


def test_questions_behind_versions():
    version = question(PartnerFactory())
    assert questions_of([version.pk, 999_999]) == {version.pk: version.question_id}


def test_what_other_courses_count(django_assert_num_queries):
    counted, practice, own = QuizFactory(questions=1), QuizFactory(questions=1), QuizFactory()
    practice.is_required = False
    practice.save()
    gone = QuizFactory()
    gone.retired_at = NOW
    gone.save()
    QuizPart.objects.create(quiz=counted, position=9, pool=[7, 8], draw_count=1)
    with django_assert_num_queries(1):
        found = counting_versions(except_course=own.lesson.course.source_key)
    assert found == {counted.parts.get(position=0).version_id, 7, 8}
