from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from lms.records.models import IdempotencyKey

pytestmark = pytest.mark.django_db


def run(*arguments):
    out = StringIO()
    call_command("retention", *arguments, stdout=out)
    return out.getvalue()


def test_it_shows_first_and_deletes_then():
    for days in (1, 9):
        at = timezone.now() - timedelta(days=days)
        IdempotencyKey.objects.create(key=str(days), created_at=at)
    shown = run("--dry-run")
    assert "idempotency: 1 now, 2 in 30 days" in shown
    assert "log-files: -" in shown
    assert IdempotencyKey.objects.count() == 2
    assert "idempotency: 1 deleted" in run()
    assert IdempotencyKey.objects.get().key == "1"
