from datetime import timedelta

import pytest

from courses.actions.retention import drop_old_answers
from courses.models import QuizAttempt, Response
from courses.queries.invariants import ungraded_attempts
from tests.courses.queries.test_retention import answered
from tests.factories.courses import NOW

pytestmark = pytest.mark.django_db


def test_answers_go_and_the_result_stays():
    answered(completed_at=NOW)
    later = NOW + timedelta(days=400)
    assert (drop_old_answers(at=later), drop_old_answers(at=later)) == (1, 0)
    assert not Response.objects.exists()
    attempt = QuizAttempt.objects.get()
    assert (attempt.points, attempt.is_passed) == (1, True)
    assert ungraded_attempts(later) == [], "an attempt without its answers is no fault"
