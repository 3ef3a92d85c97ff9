"""The consortium builder runs in a task with a name of its own."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from lms.celery import app
from network.enums import Solving
from network.models import ConsortiumRun
from network.tasks import build_consortium, sweep_consortia
from tests.support.funding import NOW, house, programme

pytestmark = pytest.mark.django_db


def test_it_works_a_waiting_question_out_once():
    run = ConsortiumRun.objects.create(
        programme=programme("p"), partner=house("Anker", "room"), roles=["room"], asked_at=NOW
    )
    assert build_consortium(run.key)
    assert not build_consortium(run.key)
    run.refresh_from_db()
    assert run.state == Solving.DONE
    # alone it is no consortium
    assert run.result["missing"][0]["de"] == "Es gibt keine 3 Partner, die zusammen passen."


@pytest.mark.parametrize(
    ("state", "age", "expected"),
    [
        (Solving.WAITING, timedelta(minutes=6), Solving.DONE),
        (Solving.RUNNING, timedelta(minutes=6), Solving.DONE),
        (Solving.WAITING, timedelta(minutes=1), Solving.WAITING),
        (Solving.RUNNING, timedelta(minutes=1), Solving.RUNNING),
        (Solving.RUNNING, timedelta(days=2), Solving.FAILED),
    ],
)
def test_what_was_lost_is_taken_up_once(state, age, expected):
    run = ConsortiumRun.objects.create(
        programme=programme("p"), partner=house("Anker", "room"), roles=["room"], state=state,
        asked_at=timezone.now() - age,
    )  # fmt: skip
    assert sweep_consortia() == (expected == Solving.DONE)
    assert sweep_consortia() == 0
    run.refresh_from_db()
    assert run.state == expected


def test_the_worker_knows_them_by_their_names():
    for task, name in (
        (build_consortium, "build_consortium"),
        (sweep_consortia, "sweep_consortia"),
    ):
        assert task.name == f"network.tasks.{name}"
        assert task.name in app.tasks
    planned = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert sweep_consortia.name in planned
