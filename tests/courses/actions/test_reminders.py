import re
from datetime import UTC, datetime, timedelta

import pytest

from courses.actions.announcement import announce, mail_announcement
from courses.actions.lesson_question import answer_question
from courses.actions.reminders import (
    remind_of_appointments,
    remind_of_offers,
    tell_leads,
    tell_of_questions,
)
from courses.enums import EnrolmentState, RequestState
from courses.models import LessonQuestion, RunContact, SeatRequest
from lms.accounts.actions import switch_off
from lms.accounts.enums import AccountKind, MailKind
from lms.records.models import OutboxMessage
from tests.factories.accounts import UserFactory
from tests.support import conversation as scene
from tests.support.conversation import NOW
from tests.support.mails import mails_to

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NIGHT = datetime(2026, 11, 24, 4, 30, tzinfo=UTC)
TOMORROW = datetime(2026, 11, 25, 17, 0, tzinfo=UTC)


@pytest.fixture
def run():
    return scene.dated_run(scene.course_with_lessons())


def test_the_day_before_everybody_in_the_run_is_reminded_once(run):
    row, gone = scene.learner(run), scene.learner(run)
    gone.state = EnrolmentState.LEFT
    gone.save()
    one = scene.appointment(run, TOMORROW, topic="Passwörter", room="Raum 3")
    assert [remind_of_appointments(at=NOW) for _ in range(2)] == [1, 0]
    (mail,) = OutboxMessage.objects.all()
    assert (mail.recipient, mail.topic) == (row.user.email, MailKind.REMINDER)
    assert mail.subject == "Morgen: Sicher im Netz"
    assert "Mittwoch, 25. November 2026, 18:00–20:00 Uhr" in mail.text  # in Cottbus
    assert "Passwörter" in mail.text
    assert "Raum 3" in mail.text
    one.starts_at += timedelta(hours=1)
    one.ends_at += timedelta(hours=1)
    one.save()
    assert remind_of_appointments(at=NOW) == 1  # moved: told anew


@pytest.mark.parametrize(
    ("at", "starts_at", "values", "run_values"),
    [
        (NIGHT, TOMORROW, {}, {}),
        (NOW, NOW + timedelta(hours=5), {}, {}),  # today
        (NOW, TOMORROW + timedelta(days=1), {}, {}),
        (NOW, TOMORROW, {"cancelled_at": NOW}, {}),
        (NOW, TOMORROW, {}, {"cancelled_at": NOW}),
    ],
)
def test_nobody_is_reminded_of_anything_else(at, starts_at, values, run_values):
    run = scene.dated_run(scene.course_with_lessons(), **run_values)
    scene.learner(run)
    scene.appointment(run, starts_at, **values)
    assert remind_of_appointments(at=at) == 0
    assert not OutboxMessage.objects.exists()


def test_who_was_entered_by_the_team_is_reached_where_they_said_and_can_stop_it(run, client):
    guest = UserFactory(kind=AccountKind.GUEST, email="")
    row = scene.learner(run, user=guest)
    RunContact.objects.create(
        enrolment=row, name="Ada Sentinel", email="ada@example.org", is_entered_by_team=True
    )
    scene.appointment(run, TOMORROW)
    assert remind_of_appointments(at=NOW) == 1
    (mail,) = mails_to("ada@example.org")
    assert "Sentinel" not in mail.text + mail.subject
    guest.refresh_from_db()
    assert guest.email == ""
    client.post(mail.unsubscribe_url)
    scene.appointment(run, TOMORROW + timedelta(hours=3))
    assert remind_of_appointments(at=NOW) == 0


def offer(run, user, hours, made=24):
    return SeatRequest.objects.create(
        run=run, user=user, state=RequestState.OFFERED, queued_at=NOW,
        offered_at=NOW - timedelta(hours=made), offer_expires_at=NOW + timedelta(hours=hours),
    )  # fmt: skip


def test_an_offer_that_ends_soon_is_told_once(run):
    user = UserFactory()
    row = offer(run, user, 20)
    offer(run, UserFactory(), 30)
    offer(run, UserFactory(), 20, made=2)
    for _ in range(2):
        assert remind_of_offers(at=NOW) == 1
    (mail,) = OutboxMessage.objects.all()
    assert mail.recipient == user.email
    assert "25.11.2026 07:00" in mail.text.replace(", ", " ")
    assert f"/de/lernen/anfrage/{row.key}/" in mail.text


def full_class():
    course = scene.course_with_lessons()
    found = scene.school_class(course.partner, "7b")
    run, seat = scene.class_run(course, found), scene.seat(found, "Mutiger Biber 47")
    scene.learner(run, user=seat.user)
    scene.task(found, run, MONDAY - timedelta(days=1))
    return found


def test_leads_hear_on_mondays_how_many_and_never_who():
    found = full_class()
    leads = [scene.lead(found), scene.lead(found)]
    assert tell_leads(at=NOW) == 0  # a Tuesday
    assert [tell_leads(at=MONDAY) for _ in range(2)] == [2, 0]
    (mail,) = mails_to(leads[0].email)
    assert mail.subject == "Ihre Woche mit der Gruppe"
    assert "1 Platz hat etwas noch nicht fertig." in mail.text
    for word in ("Biber", "Prozent", "Punkte", "Sicher im Netz"):
        assert word not in mail.text + mail.html + mail.subject
    assert tell_leads(at=MONDAY + timedelta(days=7)) == 2


def test_leads_who_switched_it_off_and_classes_with_nothing_due_are_left_alone():
    found = full_class()
    switch_off(user=scene.lead(found), kind=MailKind.TASKS, at=NOW)
    scene.lead(scene.school_class(found.partner, "8a"))
    assert tell_leads(at=MONDAY) == 0
    assert not OutboxMessage.objects.exists()


def test_who_can_answer_hears_once_a_day_that_questions_wait(run):
    member = scene.team_member(run)
    question = LessonQuestion.objects.create(
        enrolment=scene.learner(run), lesson=run.course.lessons.get(), text="Geheimer Wortlaut",
        asked_at=NOW, released_at=NOW,
    )  # fmt: skip
    assert tell_of_questions(at=NIGHT) == 0
    for _ in range(2):
        assert tell_of_questions(at=NOW) == 1
    (mail,) = OutboxMessage.objects.all()
    assert mail.recipient == member.email
    assert "1 Frage zu einer Lektion wartet" in mail.text
    assert "Geheimer" not in mail.text
    question.answered_at = NOW
    question.save()
    assert tell_of_questions(at=NOW + timedelta(days=1)) == 0


def everything_told():
    """A class and a run in which all that is mailed happens; planted words must not be in it."""
    course = scene.course_with_lessons()
    found, run = scene.school_class(course.partner), scene.dated_run(course)
    group, leader, member = (
        scene.class_run(course, found),
        scene.lead(found),
        scene.team_member(run),
    )
    seat = scene.seat(found, "Geheimbiber 47")
    seated = scene.learner(group, user=seat.user)
    young = scene.learner(run, display_name="Planta Kind", age_band="16_17", language="de")
    scene.task(found, group, MONDAY - timedelta(days=1))
    scene.appointment(run, MONDAY + timedelta(days=1))
    offer(run, UserFactory(display_name="Planta Erwachsen"), 5)
    lesson = course.lessons.get()
    for row in (seated, young):
        question = LessonQuestion.objects.create(
            enrolment=row, lesson=lesson, text=f"Frage {row.pk}", asked_at=NOW, released_at=NOW
        )
        LessonQuestion.objects.create(
            enrolment=row, lesson=lesson, text=f"Offen {row.pk}", asked_at=NOW, released_at=NOW
        )
        actor = leader if row is seated else member
        answer_question(question=question, text="So.", actor=actor, at=NOW)
    for place, author in ((run, member), (group, leader)):
        announce(run=place, key=place.key, subject="Neu", text="x", author=author, at=NOW)
    mail_announcement(key=run.key, at=NOW)
    for remind in (remind_of_appointments, tell_leads, tell_of_questions):
        remind(at=MONDAY)
    remind_of_offers(at=NOW)


def test_no_mail_names_a_minor_or_a_score_and_every_address_is_ours():
    everything_told()
    mails = list(OutboxMessage.objects.all())
    assert {mail.kind for mail in mails} == {
        "announcement", "appointment_tomorrow", "class_week", "offer_ends", "question_answered",
        "questions_waiting",
    }  # fmt: skip
    for mail in mails:
        words = mail.subject + mail.text + mail.html
        assert not re.search(
            r"Geheimbiber|Planta|Punkte|\d ?%(?!;)|Note:", re.sub("<style.*?</style>", "", words)
        )
        assert set(re.findall(r"https?://([^/\s\"<)]+)", words)) == {"testserver"}
        assert not set(mail.subject + mail.recipient) & set("\r\n")
        assert "@" in mail.recipient
