from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from lms.accounts import tasks
from lms.accounts.actions import issue_code
from lms.accounts.models import PrivacyCase, User
from lms.records.models import IdempotencyKey, OutboxMessage
from tests.factories.accounts import StaffFactory, UserFactory
from tests.support.consent import DAY, child, confirmed, decide


@pytest.mark.django_db
def test_drop_unconfirmed_runs_by_the_clock_and_twice():
    user = UserFactory(username="ada", confirmed=False)
    issue_code(user=user, email=user.email, at=timezone.now() - timedelta(days=8))
    assert [tasks.drop_unconfirmed(), tasks.drop_unconfirmed()] == [1, 0]
    assert not User.objects.exists()


def test_schedule_names_the_task():
    entry = settings.CELERY_BEAT_SCHEDULE["drop-unconfirmed"]
    assert entry["task"] == tasks.drop_unconfirmed.name


@pytest.mark.django_db
def test_ended_sessions_are_cleared_and_others_stay():
    for seconds in (-60, 3600):
        session = SessionStore()
        session["x"] = 1
        session.set_expiry(timezone.now() + timedelta(seconds=seconds))
        session.save()
    tasks.clear_sessions()
    tasks.clear_sessions()
    assert [row.expire_date > timezone.now() for row in Session.objects.all()] == [True]


@pytest.mark.django_db
def test_children_nobody_agreed_to_go_by_the_clock_and_twice():
    child(at=timezone.now() - 8 * DAY)
    kept = child(at=timezone.now() - 6 * DAY)
    assert [tasks.drop_unanswered_consents(), tasks.drop_unanswered_consents()] == [1, 0]
    assert list(User.objects.all()) == [kept]


@pytest.mark.django_db
def test_unanswered_yearly_question_stops_by_the_clock_and_twice():
    user = child(at=timezone.now() - 400 * DAY)
    decide(user, guardian=confirmed(user), at=timezone.now() - 399 * DAY)
    assert [tasks.keep_consents(), tasks.keep_consents()] == [1, 0]
    user.refresh_from_db()
    assert user.pause_reason == "age"


def test_schedule_names_the_tasks_of_consent():
    for name, task in (
        ("keep-consents", tasks.keep_consents),
        ("drop-unanswered-consents", tasks.drop_unanswered_consents),
    ):
        assert settings.CELERY_BEAT_SCHEDULE[name]["task"] == task.name


@pytest.mark.django_db
def test_who_is_due_goes_and_the_ledger_is_written():
    now = timezone.now()
    gone = UserFactory(erase_at=now - timedelta(minutes=1))
    stays = UserFactory(erase_at=now + timedelta(days=1))
    assert [tasks.erase_due_people(), tasks.erase_due_people()] == [1, 0]
    assert list(User.objects.all()) == [stays]
    assert gone.key in settings.LEDGER_FILE.read_text("utf-8")


@pytest.mark.django_db
def test_retention_and_reminders_run_by_the_clock():
    old = timezone.now() - timedelta(days=21)
    IdempotencyKey.objects.create(key="k", created_at=old)
    PrivacyCase.objects.create(kind="export", opened_at=old, due_at=old + timedelta(days=30))
    StaffFactory()
    assert [tasks.keep_retention(), tasks.keep_retention()] == [1, 0]
    assert [tasks.remind_of_privacy_cases(), tasks.remind_of_privacy_cases()] == [1, 1]
    assert OutboxMessage.objects.filter(kind="privacy_case_due").count() == 1


@pytest.mark.parametrize("name", ["erase_due_people", "keep_retention", "remind_of_privacy_cases"])
def test_privacy_tasks_are_in_the_schedule(name):
    scheduled = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert getattr(tasks, name).name in scheduled
