"""What a pupil's start page reads."""

from datetime import timedelta

import pytest
from django.urls import reverse

from courses.actions.announcement import announce
from courses.actions.school_class.assigning import end_assignment
from courses.models import Assignment, Enrolment
from courses.queries.pupil import next_address, pupil_start, seat_of
from lms.records.models import OutboxMessage
from tests.factories.courses import CourseFactory
from tests.factories.paths import courses_of, published_path
from tests.support.queries import expect_statements
from tests.support.school_class import NOW, assigned, room

pytestmark = pytest.mark.django_db
SOON, LATE = NOW + timedelta(days=1), NOW + timedelta(days=9)


def start(card, at=NOW):
    return pupil_start(seat_of(card.seat.user), language="de", at=at)


def test_course_lesson_and_test_in_the_order_of_their_dates():
    here = room(seats=1)
    (card,) = here.cards
    lesson = here.course.lessons.first()
    assigned(here)
    assigned(here, lesson=lesson, due_at=LATE)
    assigned(here, quiz=here.quiz, due_at=SOON)
    row = here.enrolment(card)
    found = start(card)
    assert [task.title for task in found.due] == ["Test", "Lektion 0", "Sicher im Netz"]
    last = here.quiz.lesson.slug
    assert found.due[0].address == f"/de/lernen/{row.key}/{last}/quiz/{here.quiz.key}/"
    assert found.due[1].address == reverse("courses:lesson", args=[row.key, lesson.slug])
    assert found.due[2].words == "0 von 3 Lektionen erledigt, 0 von 1 Test bestanden"
    assert found.current is None
    assert next_address(card.seat, language="de", at=NOW) == found.due[0].address


def test_what_is_done_is_done():
    here = room(seats=1)
    (card,) = here.cards
    assigned(here, lesson=here.course.lessons.first(), due_at=SOON)
    assigned(here, quiz=here.quiz, due_at=SOON)
    here.learn(card, lessons=1)
    here.attempt(card, is_right=True)
    found = start(card, at=LATE)
    assert [task.title for task in found.done] == ["Lektion 0", "Test"]
    assert found.due == []
    assert found.current.title == "Sicher im Netz"
    assert next_address(card.seat, language="de", at=NOW) == reverse("courses:learning")


def test_late_is_told_and_ended_tasks_leave_the_course():
    here = assigned(room(seats=1), due_at=SOON)
    (card,) = here.cards
    assert start(card, at=LATE).due[0].is_late
    end_assignment(assignment=Assignment.objects.get(), actor=here.lead, at=NOW)
    (task,) = start(card, at=LATE).due
    assert (task.title, task.due_at, task.is_late) == ("Sicher im Netz", None, False)


@pytest.mark.parametrize(("courses", "statements"), [(1, 4), (2, 5), (4, 5)])
def test_the_page_costs_the_same(courses, statements):
    published_path()
    here = room(seats=1)
    for _number in range(courses):
        here.course = CourseFactory(lessons=2)
        assigned(here)
    seat = seat_of(here.cards[0].seat.user)
    pupil_start(seat, language="de", at=NOW)  # paths are read once after a change of the catalogue
    with expect_statements(statements):  # tasks, enrolments, counts, titles; the catalogue's stamp
        found = pupil_start(seat, language="de", at=NOW)
    assert len(found.due) == courses


def test_steps_of_a_path_that_were_given_and_no_others():
    given, later, between, other = courses_of(None, None, None, None)
    published_path(given, between, later, title="Energie verstehen")
    published_path(other, between, title="Ein Schritt allein ist kein Weg")
    here = room(seats=1)
    (card,) = here.cards
    for here.course in (later, given, other):
        assigned(here)
    row = here.enrolment(card)  # of the course outside the path
    Enrolment.objects.filter(course=given).update(completed_at=NOW)
    found = start(card)
    (path,) = found.paths
    assert (path.title, [step.title for step in path.steps]) == (
        "Energie verstehen", ["Kurs 1", "Kurs 2"],
    )  # fmt: skip
    assert (path.words, path.share) == ("1 von 2 Schritten geschafft", 0.5)
    assert path.steps[1].address != reverse("courses:resume", args=[row.key])


def test_one_step_of_a_path_is_no_way():
    given, other = courses_of(None, None)
    published_path(given, other)
    here = room(seats=1)
    here.course = given
    assigned(here)
    assert start(here.cards[0]).paths == []


def test_what_is_told_stands_there_while_it_is_new():
    here = assigned(room(seats=1))
    run, day = here.school_class.runs.get(), timedelta(days=1)
    told = {"run": run, "author": here.lead, "text": "Wir treffen uns in Raum 3."}
    for number in range(2):
        key, subject = f"neuigkei{number}", f"Neues {number}"
        announce(key=key, subject=subject, at=NOW + number * day, **told)
    (card,) = here.cards
    (news,) = start(card, at=NOW + 2 * day).news
    assert (news.subject, news.course, news.told_at) == ("Neues 1", "Sicher im Netz", NOW + day)
    assert news.address == reverse("courses:run-news", args=[here.enrolment(card).key])
    assert start(card, at=NOW + 16 * day).news == []
    assert not OutboxMessage.objects.exists()
