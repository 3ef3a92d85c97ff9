"""The consortium builder runs in a task with a name of its own."""

import pytest

from lms.celery import app
from network.enums import Solving
from network.models import ConsortiumRun
from network.tasks import build_consortium
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


def test_the_worker_knows_it_by_its_name():
    assert build_consortium.name == "network.tasks.build_consortium"
    assert build_consortium.name in app.tasks
