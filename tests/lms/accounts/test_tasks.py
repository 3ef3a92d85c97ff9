from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from lms.accounts import tasks
from lms.accounts.actions import issue_code
from lms.accounts.models import User
from tests.factories.accounts import UserFactory


@pytest.mark.django_db
def test_drop_unconfirmed_runs_by_the_clock_and_twice():
    user = UserFactory(username="ada", confirmed=False)
    issue_code(user=user, email=user.email, at=timezone.now() - timedelta(days=8))
    assert [tasks.drop_unconfirmed(), tasks.drop_unconfirmed()] == [1, 0]
    assert not User.objects.exists()


def test_schedule_names_the_task():
    entry = settings.CELERY_BEAT_SCHEDULE["drop-unconfirmed"]
    assert entry["task"] == tasks.drop_unconfirmed.name
