"""Certificates in the background: tasks and the sweeper."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings as site
from django.utils import timezone

from courses import tasks
from courses.actions.announcement import announce
from courses.actions.enrolment import enrol
from courses.actions.guests import add_guests
from courses.actions.quiz import start_attempt
from courses.actions.seat.queue import settle_run
from courses.actions.signal import send_signal
from courses.formats.people_list import Entry
from courses.models import (
    Certificate,
    CourseRun,
    LessonSignal,
    RunContact,
    SchoolClass,
    SeatRequest,
)
from courses.tasks import (
    drop_old_signals,
    forget_contacts,
    issue_due_certificates,
    mail_announcement,
    mail_announcements,
    refresh_dated,
    render_certificate,
    render_waiting_certificates,
    settle_seats,
    submit_overdue_attempts,
)
from lms.accounts.models import User
from lms.common import pdf
from lms.common.keys import new_code
from lms.records.models import OutboxMessage
from tests.factories.accounts import UserFactory
from tests.factories.certificates import CertificateFactory, facts
from tests.factories.courses import CourseFactory, EnrolmentFactory, QuizFactory
from tests.factories.runs import make_run, team_of
from tests.support import conversation
from tests.support.runs import some_run
from tests.support.school_class import room

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


@pytest.fixture
def no_pdf(monkeypatch):
    """A machine without the native libraries."""
    monkeypatch.setattr(pdf, "_LIBRARIES", (("libno-such-library.so.0",),))
    pdf.pdf_available.cache_clear()
    yield
    pdf.pdf_available.cache_clear()


def completed():
    user = UserFactory(certificate_name="Jana Jung", certificate_name_confirmed_at=NOW)
    return EnrolmentFactory(user=user, state="completed", completed_at=NOW)


def test_a_certificate_is_rendered_once_however_often_it_is_asked_for():
    code = CertificateFactory().code
    render_certificate.delay(code)
    render_certificate.delay(code)
    assert Certificate.objects.get(code=code).pdf_sha256
    assert OutboxMessage.objects.count() == 1


def test_a_code_that_is_gone_is_no_error():
    render_certificate.delay(new_code())
    assert not OutboxMessage.objects.exists()


@pytest.mark.usefixtures("no_pdf")
def test_without_libraries_certificates_are_issued_and_their_files_wait():
    enrolment = completed()
    issue_due_certificates.delay()
    certificate = Certificate.objects.get(enrolment=enrolment)
    render_certificate.delay(certificate.code)
    certificate.refresh_from_db()
    assert certificate.pdf_name == ""


def test_the_sweeper_finishes_what_was_left_open():
    enrolments = [completed() for _ in range(3)]
    old = CertificateFactory(issued_at=NOW - timedelta(days=1))
    assert issue_due_certificates.apply().result == 3
    assert Certificate.objects.filter(enrolment__in=enrolments).count() == 3
    assert render_waiting_certificates.apply().result == 1
    old.refresh_from_db()
    assert old.pdf_name
    assert issue_due_certificates.apply().result == render_waiting_certificates.apply().result == 0


def test_fresh_certificates_are_left_to_their_own_task(monkeypatch):
    fresh = CertificateFactory(issued_at=datetime.now(UTC))
    render_waiting_certificates.delay()
    fresh.refresh_from_db()
    assert fresh.pdf_name == ""


def test_one_broken_certificate_does_not_hold_up_the_others(caplog):
    yesterday = NOW - timedelta(days=1)
    broken = CertificateFactory(facts={**facts(), "completed_on": None}, issued_at=yesterday)
    fine = CertificateFactory(issued_at=yesterday + timedelta(hours=1))
    homeless = completed()
    homeless.course.texts.all().delete()
    issue_due_certificates.delay()
    render_waiting_certificates.delay()
    fine.refresh_from_db()
    broken.refresh_from_db()
    assert (bool(fine.pdf_name), broken.pdf_name) == (True, "")
    assert not Certificate.objects.filter(enrolment=homeless).exists()
    assert [record.message for record in caplog.records if record.name == "courses"] == [
        "certificate not issued",
        "certificate not rendered",
    ]


def test_tests_whose_time_is_up_are_submitted_once():
    course = CourseFactory(lessons=1)
    quiz = QuizFactory(lesson=course.lessons.get(), time_limit_minutes=1)
    started = timezone.now() - timedelta(minutes=1, seconds=20)
    early = start_attempt(enrolment=EnrolmentFactory(course=course), quiz=quiz, at=started)
    late = start_attempt(
        enrolment=EnrolmentFactory(course=course), quiz=quiz, at=started - timedelta(hours=1)
    )
    assert [submit_overdue_attempts(), submit_overdue_attempts()] == [1, 0]
    late.refresh_from_db()
    early.refresh_from_db()
    assert (late.state, late.submitted_at, early.state) == ("submitted", late.due_at, "open")


def test_what_learners_missed_long_ago_is_deleted():
    row, now = EnrolmentFactory(course=CourseFactory(lessons=1)), timezone.now()
    lesson = row.course.lessons.get()
    for kind, days in (("more", 89), ("unclear", 91)):
        send_signal(enrolment=row, lesson=lesson, kind=kind, at=now - timedelta(days=days))
    assert [drop_old_signals(), drop_old_signals()] == [1, 0]
    assert LessonSignal.objects.get().kind == "more"


def test_seats_are_offered_on_by_the_clock_and_one_broken_run_holds_up_none(monkeypatch, caplog):
    now = timezone.now()
    runs = [make_run(capacity=1, starts_at=None, ends_at=None, seats_taken=1) for _n in range(2)]
    for run in runs:
        SeatRequest.objects.create(
            run=run, user=UserFactory(), state="offered", queued_at=now, offer_expires_at=now
        )
        SeatRequest.objects.create(run=run, user=UserFactory(), state="waiting", queued_at=now)

    def broken(*, run, at):
        if run == runs[0]:
            raise RuntimeError
        return settle_run(run=run, at=at)

    with monkeypatch.context() as patched:
        patched.setattr("courses.tasks.settle_run", broken)
        assert settle_seats() == 2
    assert "seats not settled" in caplog.text
    assert settle_seats() == 2
    assert settle_seats() == 0
    states = SeatRequest.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["expired", "offered"] * 2
    entry = site.CELERY_BEAT_SCHEDULE["settle-seats"]
    assert (entry["task"], entry["schedule"] <= 30) == (settle_seats.name, True)


@pytest.mark.parametrize(
    "name",
    ["remind_of_appointments", "remind_of_offers", "tell_leads", "tell_of_questions",
     "send_digest"],
)  # fmt: skip
def test_the_schedule_names_what_is_told_by_mail(settings, name):
    scheduled = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    task = getattr(tasks, name)
    assert task.name in scheduled
    assert task.delay().result == 0  # nobody is there
    assert not OutboxMessage.objects.exists()


def test_the_clock_of_the_worker_decides_who_is_reminded(monkeypatch):
    run = conversation.dated_run(conversation.course_with_lessons())
    conversation.learner(run)
    conversation.team_member(run)
    conversation.appointment(run, NOW + timedelta(days=1))
    assert tasks.remind_of_appointments() == 0
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    assert [tasks.remind_of_appointments() for _ in range(2)] == [1, 0]
    assert OutboxMessage.objects.get().topic == "reminder"


def test_contacts_and_ended_runs_are_swept():
    world = some_run(dates=0)
    people = [Entry(1, "Ada")]
    add_guests(run=world.run, people=people, actor=world.member, at=timezone.now())
    assert [forget_contacts(), refresh_dated()] == [0, 0]
    past = timezone.now() - timedelta(days=61)
    CourseRun.objects.filter(pk=world.run.pk).update(
        starts_at=past - timedelta(days=1), ends_at=past
    )
    assert [forget_contacts(), forget_contacts()] == [1, 0]
    assert [refresh_dated(), refresh_dated()] == [1, 0]
    assert not RunContact.objects.exists()


def test_announcements_whose_message_was_lost_are_mailed_and_fresh_ones_left_alone(settings):
    run = make_run()
    author = team_of(run)
    reader = enrol(user=UserFactory(), run=run, at=NOW).user
    now = timezone.now()
    words = {"run": run, "author": author, "subject": "Raum", "text": "Saal"}
    announce(key="aaaaaaaaaa", at=now - timedelta(minutes=2), **words)
    announce(key="bbbbbbbbbb", at=now, **words)
    assert [mail_announcements(), mail_announcements()] == [1, 0]
    mail = OutboxMessage.objects.get(kind="announcement")
    assert mail.key == f"announcement:aaaaaaaaaa:{reader.key}"
    assert mail_announcement("bbbbbbbbbb") == 1
    names = [entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()]
    assert "courses.tasks.mail_announcements" in names


def test_a_class_that_cannot_be_swept_stops_no_other(caplog):
    """One lead's address is broken: no warning goes there, but the other classes are dealt with."""
    today = timezone.localdate()
    days = {"warned": 40, "broken": 40, "ended": 1, "deleted": 99}
    rooms = {name: room(seats=1) for name in days}
    for name, here in rooms.items():
        SchoolClass.objects.filter(pk=here.school_class.pk).update(
            ends_on=today - timedelta(days=days[name]), title=name
        )
    long_ago = timezone.now() - timedelta(days=40)
    SchoolClass.objects.filter(title="deleted").update(warned_at=long_ago, ended_at=long_ago)
    User.objects.filter(pk=rooms["broken"].lead.pk).update(email="kaputt")
    assert tasks.sweep_classes() == 5  # three end, one is warned of, one is deleted
    rows = dict(SchoolClass.objects.values_list("title", "warned_at"))
    assert {title: bool(at) for title, at in rows.items()} == {
        "warned": True, "broken": False, "ended": False,
    }  # fmt: skip
    assert not SchoolClass.objects.filter(ended_at=None).exists()
    assert "class not swept" in caplog.messages
