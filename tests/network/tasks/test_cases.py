"""Reminders and silence: each once, however often and however late the job runs."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from lms.celery import app
from lms.records.models import OutboxMessage
from network.enums import CooperationState as S
from network.tasks import sweep_cases
from tests.support.cases import NOW, cast

pytestmark = pytest.mark.django_db


def sweep(at, times=1):
    with pytest.MonkeyPatch.context() as clock:
        clock.setattr(timezone, "now", lambda: at)
        for _time in range(times):
            sweep_cases()


def kinds():
    return sorted(OutboxMessage.objects.values_list("kind", "recipient"))


def test_celery_finds_the_task_and_beat_runs_it(settings):
    app.loader.import_default_modules()
    assert "network.tasks.sweep_cases" in app.tasks
    scheduled = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert "network.tasks.sweep_cases" in scheduled


def test_one_reminder_to_who_has_not_answered_then_the_end():
    scene = cast(
        S.REQUESTED,
    )
    scene.case.parts.filter(partner=scene.a).update(consent="given")
    sweep(NOW + timedelta(days=10) - timedelta(minutes=1))
    assert kinds() == []
    for day in range(10, 21):
        sweep(NOW + timedelta(days=day), times=2)
    assert kinds() == [("case_reminder", "birke@example.org")]
    assert "17. Dezember 2026" in OutboxMessage.objects.get().text
    assert scene.fresh().state == S.REQUESTED
    sweep(NOW + timedelta(days=21), times=2)
    assert scene.fresh().state == S.NO_ANSWER
    assert scene.case.events.filter(state_to=S.NO_ANSWER).count() == 1
    assert scene.case.events.filter(kind="mail").count() == 1
    assert len(kinds()) == 1


def test_a_job_that_was_down_five_days_reminds_late_and_once():
    scene = cast(S.REQUESTED)
    sweep(NOW + timedelta(days=9))
    sweep(NOW + timedelta(days=15), times=3)
    assert kinds() == [
        ("case_reminder", "anker@example.org"),
        ("case_reminder", "birke@example.org"),
    ]
    sweep(NOW + timedelta(days=26), times=2)
    assert scene.fresh().state == S.NO_ANSWER
    assert len(kinds()) == 2


def test_who_was_not_reminded_in_time_is_not_reminded_of_what_is_over():
    scene = cast(S.REQUESTED)
    sweep(NOW + timedelta(days=22), times=2)
    assert scene.fresh().state == S.NO_ANSWER
    assert kinds() == []


def test_thirty_days_after_the_end_the_leading_partner_is_asked_for_the_outcome():
    scene = cast(S.RUNNING, ends_on=date(2026, 12, 31))
    sweep(datetime(2027, 1, 29, 12, tzinfo=UTC))
    assert kinds() == []
    sweep(datetime(2027, 1, 30, 12, tzinfo=UTC), times=2)
    sweep(datetime(2027, 2, 4, 12, tzinfo=UTC), times=2)
    assert kinds() == [("case_outcome", "anker@example.org")]
    assert scene.fresh().state == S.RUNNING
