from datetime import timedelta

import pytest

from courses.actions.signal import send_signal
from courses.models import LessonSignal
from courses.queries.signals import COUNTS_FOR
from lms.common.errors import DomainError
from tests.factories.courses import NOW, CourseFactory, EnrolmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    enrolment = EnrolmentFactory(course=CourseFactory(lessons=1))
    return {"enrolment": enrolment, "lesson": enrolment.course.lessons.get()}


@pytest.mark.parametrize(
    ("later", "moves"), [(timedelta(hours=1), False), (COUNTS_FOR + timedelta(hours=1), True)]
)
def test_saying_it_twice_counts_once_from_the_first_time_that_counts(place, later, moves):
    send_signal(**place, kind="more", at=NOW)
    send_signal(**place, kind="more", at=NOW + later)
    assert LessonSignal.objects.get().created_at == (NOW + later if moves else NOW)


@pytest.mark.parametrize("kind", ["", "free words"])
def test_only_fixed_kinds_are_kept(place, kind):
    with pytest.raises(DomainError, match="aus, was Ihnen fehlt"):
        send_signal(**place, kind=kind, at=NOW)
    assert not LessonSignal.objects.exists()
