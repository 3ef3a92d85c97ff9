"""Answers of the anonymous sheet are counted, each by itself."""

import pytest

from courses.actions.leave_sheet import count_answers
from courses.models import LeaveCount
from lms.records.models import AuditEvent
from tests.support.leave import leave_run

pytestmark = pytest.mark.django_db


def test_each_answer_is_counted_and_nothing_else_is_kept():
    run = leave_run().run
    logged = AuditEvent.objects.count()
    count_answers(run=run, answers=["female", "age_under_30"])
    count_answers(run=run, answers=["female", "female"])
    count_answers(run=run, answers=[])
    assert dict(LeaveCount.objects.values_list("answer", "number")) == {
        "female": 2, "age_under_30": 1,
    }  # fmt: skip
    assert {field.name for field in LeaveCount._meta.fields} == {"id", "run", "answer", "number"}
    assert AuditEvent.objects.count() == logged
