"""A class ends with its last day; sixty days later nothing of it is left."""

from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps
from django.core import mail

from courses.actions.progress import save_note
from courses.actions.run import RunPlan, plan_run
from courses.actions.school_class.booking import book
from courses.actions.school_class.ending import (
    delete_class,
    delete_learning,
    end_class,
    warn_leads,
)
from courses.models import ClassSeat, CourseRun, Enrolment, SchoolClass
from courses.queries.class_entry import seat_of_card
from courses.queries.school_class import classes_to_delete, classes_to_warn, ending_classes
from lms.accounts.models import User
from lms.records.models import DeletionEntry, OutboxMessage
from tests.support.school_class import ENDS, NOW, assigned, room

pytestmark = pytest.mark.django_db
NOON = datetime(2027, 7, 31, 12, 0, tzinfo=UTC)


def after(days):
    return NOON + timedelta(days=days)


def test_the_calendar_of_an_end():
    room(seats=1)
    school_class = SchoolClass.objects.get()
    assert [len(ending_classes(after(day))) for day in (0, 1)] == [0, 1]
    assert [len(classes_to_warn(after(day))) for day in (29, 30)] == [0, 1]
    assert not classes_to_delete(after(70)).exists()  # nobody was warned
    warn_leads(school_class=school_class, at=after(30))
    assert [len(classes_to_delete(after(day))) for day in (60, 61)] == [0, 1]
    SchoolClass.objects.update(warned_at=after(60))  # the mail came late, so the end does
    assert not classes_to_delete(after(61)).exists()


def test_with_the_end_cards_are_void():
    here = assigned(room(seats=1))
    end_class(school_class=here.school_class, actor=here.lead, at=NOW)
    end_class(school_class=here.school_class, actor=here.lead, at=NOW)
    assert seat_of_card(here.cards[0].code, NOW) is None
    assert ClassSeat.objects.count() == 1
    ended = SchoolClass.objects.get()
    assert (ended.ends_on, ended.joining_hash, ended.open_until) == (NOW.date(), "", None)


def test_leads_are_warned_once_without_a_word_about_pupils():
    here = room(seats=2)
    for _time in range(2):
        warn_leads(school_class=here.school_class, at=after(30))
    (message,) = OutboxMessage.objects.all()
    assert message.recipient == here.lead.email
    assert "29. September 2027" in message.text
    assert f"/klassen/{here.school_class.key}/" in message.text
    for card in here.cards:
        assert card.seat.alias not in message.text + message.subject
    assert "7b" not in message.subject
    assert not mail.outbox


def test_nothing_is_left(django_assert_num_queries):
    here, other = assigned(room(seats=2)), assigned(room(seats=1))
    card = here.cards[0]
    here.learn(card, lessons=2)
    here.attempt(card, is_right=True)
    row = here.enrolment(card)
    save_note(enrolment=row, lesson=here.course.lessons.first(), block="b", text="x", at=NOW)
    open_run = plan_run(course=other.course, plan=RunPlan(starts_at=NOW), at=NOW)
    book(users=[card.seat.user], run=open_run, at=NOW, actor=here.lead)
    keys = {seat.user_id for seat in here.school_class.seats.all()}
    kept = other.cards[0].seat.user_id
    assert delete_class(school_class=here.school_class, at=after(61)) == 2
    assert delete_class(school_class=here.school_class, at=after(61)) == 0
    assert not rows_about(keys)
    assert rows_about({kept})
    assert SchoolClass.objects.get() == other.school_class
    assert not CourseRun.objects.filter(school_class=here.school_class.pk).exists()
    assert CourseRun.objects.get(pk=open_run.pk).seats_taken == 0
    entry = DeletionEntry.objects.get()
    assert (entry.object_type, entry.object_key) == ("class", here.school_class.key)


def rows_about(users):
    """Rows of any table that point at one of these accounts."""
    found = []
    for model in apps.get_models():
        for field in model._meta.fields:
            if field.related_model is User:
                rows = model._base_manager.filter(**{f"{field.name}__in": users})
                found += [f"{model._meta.label}.{row.pk}" for row in rows]
    return found + list(User.objects.filter(pk__in=users))


def test_learning_goes_with_the_accounts_and_frees_their_places():
    here = assigned(room(seats=3))
    run = here.school_class.runs.get()
    delete_learning(users=[card.seat.user for card in here.cards[:2]], at=NOW)
    run.refresh_from_db()
    assert (run.seats_taken, Enrolment.objects.count()) == (1, 1)
    assert here.school_class.ends_on == ENDS
