from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from cms.importing import tasks
from cms.models import ImportJob, ImportState
from tests.factories.cms import framed_house

pytestmark = pytest.mark.django_db


def test_an_import_whose_message_was_lost_is_run_by_the_sweeper():
    partner, _page = framed_house()
    job = ImportJob.objects.create(
        partner=partner, kind="course", file_name="a.zip", language="de",
        created_at=timezone.now() - timedelta(minutes=2),
    )  # fmt: skip
    assert tasks.sweep_imports() == 1
    job.refresh_from_db()
    assert job.state == ImportState.FAILED  # its file is gone
    tasks.run_import(job.key)
    tasks.run_import("nichtsda22")
    assert tasks.sweep_imports() == 0


def test_the_schedule_names_the_sweeper():
    entry = settings.CELERY_BEAT_SCHEDULE["sweep-imports"]
    assert entry["task"] == tasks.sweep_imports.name
