"""What the preview shows is what then goes, and nothing goes that no rule names."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.models import CourseGuest, CoursePage, ImportJob
from courses.actions.guests import add_guests
from courses.actions.signal import send_signal
from courses.formats.people_list import Entry
from courses.models import CourseRun, Enrolment, SchoolClass, SeatRequest
from lms.accounts.actions import issue_code, name_guardian
from lms.accounts.actions.paper import print_form
from lms.accounts.models import Incident, PrivacyCase, User
from lms.accounts.privacy.persons import entries_with_people, model_of
from lms.accounts.privacy.rules import rules
from lms.celery import app
from lms.records.actions import record_event
from lms.records.models import IdempotencyKey, MailState, OutboxMessage
from network.models import ClaimRequest, PartnerApplication
from tests.courses.queries.test_retention import answered
from tests.factories.accounts import UserFactory
from tests.factories.courses import CourseFactory, EnrolmentFactory
from tests.factories.network import PartnerFactory
from tests.factories.runs import make_run
from tests.support import admin
from tests.support.consent import BEN, child, learning_child
from tests.support.runs import some_run

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TOLD_NOT_GONE = "inactive-notice"
DELETED = re.compile(r'DELETE FROM "(\w+)"')
COUNTED = [rule for rule in rules() if rule.count]


def unconfirmed(at):
    user = UserFactory(confirmed=False)
    issue_code(user=user, email=user.email, at=at)


def unused(at):
    user = UserFactory()
    User.objects.filter(pk=user.pk).update(last_login=at, date_joined=at)
    return user


def unused_and_told(at):
    user = unused(at - 100 * DAY)
    User.objects.filter(pk=user.pk).update(inactivity_notice_at=at)


def session(at):
    store = SessionStore()
    store.set_expiry(at)
    store.save()


def mail(at):
    OutboxMessage.objects.create(
        key=str(at), kind="x", recipient="x@example.org", subject="x", created_at=at, due_at=at,
        state=MailState.SENT,
    )  # fmt: skip


def signal(at):
    row = EnrolmentFactory(course=CourseFactory(lessons=1))
    send_signal(enrolment=row, lesson=row.course.lessons.get(), kind="more", at=at)


def school_class(at):
    SchoolClass.objects.create(
        partner=PartnerFactory(), title="7b", ends_on=at.date(), device_hash=str(at),
        created_at=at, ended_at=at, warned_at=at + 31 * DAY,
    )  # fmt: skip


def guest(at):
    world = some_run(starts_at=timezone.now() + DAY, ends_at=timezone.now() + 9 * DAY, dates=0)
    add_guests(run=world.run, people=[Entry(1, "Ada")], actor=world.member, at=timezone.now())
    CourseRun.objects.filter(pk=world.run.pk).update(cancelled_at=at)


def in_use():
    """A child's account everybody agreed to just now."""
    return learning_child(at=timezone.now())


def guardian_code(at):
    guardian = in_use().guardians.get()
    guardian.codes.all().delete()
    guardian.codes.create(code_hash=str(at), created_at=at, expires_at=at)


def paper_form(at):
    print_form(guardian=in_use().guardians.get(), at=at)


# One row that is due when made so many days ago, and one that is not.
SEEDS = {
    "pending-confirmations": (unconfirmed, 8, 6),
    "child-accounts": (lambda at: child(at=at), 8, 6),
    "guardian-codes": (guardian_code, 1, -1),
    "paper-forms": (paper_form, 15, 13),
    "silent-guardians": (lambda at: name_guardian(child=in_use(), email=BEN, at=at), 8, 6),
    "inactive-notice": (unused, 705, 695),
    "inactive-accounts": (unused_and_told, 635, 20),
    "erasures": (lambda at: UserFactory(erase_at=at), 1, -1),
    "sessions": (session, 1, -1),
    "cases": (
        lambda at: PrivacyCase.objects.create(
            kind="export", opened_at=at, due_at=at, closed_at=at, person_key="x"
        ),
        1096, 1090,
    ),
    "incidents": (
        lambda at: Incident.objects.create(
            noticed_at=at, what="x", recorded_at=at, recorded_by_key="x", settled_at=at
        ),
        1096, 1090,
    ),
    "audit-notes": (
        lambda at: record_event(action="x", object_type="x", object_key="x", note="x", at=at),
        731, 729,
    ),
    "outbox": (mail, 31, 29),
    "idempotency": (lambda at: IdempotencyKey.objects.create(key=str(at), created_at=at), 8, 6),
    "answers": (lambda at: answered(completed_at=at, at=at), 366, 364),
    "signals": (signal, 91, 89),
    "classes": (school_class, 62, 58),
    "run-contacts": (guest, 61, 59),
    "guests": (guest, 61, 59),
    "seat-requests": (
        lambda at: SeatRequest.objects.create(
            run=make_run(), user=UserFactory(), state="refused", queued_at=at, decided_at=at
        ),
        61, 59,
    ),
    "invitations": (
        lambda at: CourseGuest.objects.create(
            page=CoursePage.objects.first() or admin.world().course,
            email=f"x{at:%d}@example.org", invited_at=at,
        ),
        31, 29,
    ),
    "imports": (
        lambda at: ImportJob.objects.create(
            partner=PartnerFactory(), kind="course", state="done", created_at=at, language="de"
        ),
        31, 29,
    ),
    "applications": (
        lambda at: PartnerApplication.objects.create(
            name="Haus", kind="club", mailbox="x@example.org", created_at=at, expires_at=at
        ),
        1, -1,
    ),
    "claims": (
        lambda at: ClaimRequest.objects.create(
            partner=PartnerFactory(), user=UserFactory(), created_at=at, expires_at=at,
            token_hash=str(at),
        ),
        1, -1,
    ),
}  # fmt: skip


def test_every_rule_that_counts_is_tried():
    assert set(SEEDS) == {rule.code for rule in COUNTED}
    assert {rule.code for rule in rules()} - set(SEEDS) == {"log-files"}


@pytest.mark.parametrize("rule", COUNTED, ids=lambda rule: rule.code)
def test_what_is_counted_is_what_goes(rule):
    make, old, young = SEEDS[rule.code]
    now = timezone.now()
    for days in (old, young):
        make(now - days * DAY)
    due = set(rule.rows(at=now).values_list("pk", flat=True))
    assert (len(due), rule.due(at=now)) == (1, 1)
    table = rule.rows(at=now).model._base_manager
    before = set(table.values_list("pk", flat=True))
    app.loader.import_default_modules()
    app.tasks[rule.task or "lms.accounts.tasks.keep_retention"].apply(throw=True)
    gone = before - set(table.values_list("pk", flat=True))
    assert gone == (set() if rule.code == TOLD_NOT_GONE else due)
    assert rule.due(at=now) == 0


def test_no_scheduled_task_deletes_what_no_rule_names():
    now = timezone.now()
    for make, old, _young in SEEDS.values():
        make(now - old * DAY)
    app.loader.import_default_modules()
    named = {rule.task for rule in rules() if rule.task} | {"lms.accounts.tasks.keep_retention"}
    tables = {model_of(entry.label)._meta.db_table for entry in entries_with_people()}
    deleting = set()
    for task in sorted({entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}):
        with CaptureQueriesContext(connection) as captured:
            app.tasks[task].apply(throw=True)
        emptied = {found[1] for q in captured if (found := DELETED.match(q["sql"]))}
        if emptied & tables:
            deleting.add(task)
    assert deleting == named - {"lms.accounts.tasks.clear_sessions"}  # a session names nobody
    assert not Enrolment.objects.filter(user__kind="guest").exists()
