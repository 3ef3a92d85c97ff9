import pytest

from courses.queries.correction import (
    correction_report,
    corrections,
    corrigible_versions,
    holding,
    to_regrade,
)
from tests.factories.courses import QuestionVersionFactory, QuizFactory

pytestmark = pytest.mark.django_db


def test_corrections_are_followed_to_the_last(django_assert_num_queries):
    one, two, three = (QuestionVersionFactory() for _ in range(3))
    one.corrected_by, two.corrected_by = two, three
    one.save()
    two.save()
    with django_assert_num_queries(3):
        assert corrections([one.pk, three.pk]) == {one.pk: three.pk}
    assert holding([three.pk, one.pk]) == [three.pk, three.pk]
    with django_assert_num_queries(0):
        assert corrections([]) == {}


def test_only_what_is_asked_can_be_corrected_and_without_answers_nothing_changes():
    quiz = QuizFactory(questions=1)
    version = quiz.parts.get().version
    unused = QuestionVersionFactory(question=version.question, number=2)
    assert list(corrigible_versions(version.question, "de")) == [version]
    assert list(corrigible_versions(version.question, "en")) == []
    report = correction_report(version, unused.content)
    assert (report.attempts, report.changed, report.certificates) == (0, 0, 0)
    assert not to_regrade().exists()
