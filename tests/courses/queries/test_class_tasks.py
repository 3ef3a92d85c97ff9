"""What a class is to do, in words."""

import pytest

from courses.queries.class_tasks import course_choices, task_rows
from tests.factories.courses import CourseFactory
from tests.support.school_class import assigned, room

pytestmark = pytest.mark.django_db


def test_tasks_say_what_and_for_whom():
    here = room(seats=1)
    group = here.school_class.groups.create(title="Rot")
    assigned(here)
    assigned(here, lesson=here.course.lessons.first(), group=group)
    assigned(here, quiz=here.quiz, seat=here.cards[0].seat)
    rows = [(row.course, row.part, row.who) for row in task_rows(here.school_class, "de")]
    title = "Sicher im Netz"
    assert rows == [
        (title, "", "alle"),
        (title, "Lektion 0", "Gruppe Rot"),
        (title, "Test: Test", here.cards[0].seat.alias),
    ]


def test_published_courses_are_offered_in_the_best_language():
    shown = CourseFactory(text__title="Äpfel zählen")
    shown.texts.create(locale="en", title="Counting apples", slug="a")
    CourseFactory(state="retired")
    assert course_choices("de") == [(shown.key, "Äpfel zählen")]
    assert course_choices("en") == [(shown.key, "Counting apples")]
    assert course_choices("hsb") == [(shown.key, "Äpfel zählen")]
