"""What the ministry said about a run is kept, checked and logged."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from courses.actions.leave_paper import REGISTRATION, request_paper
from courses.actions.leave_recognition import (
    RecognitionError,
    RecognitionPlan,
    set_recognition,
)
from courses.enums import RecognitionState
from courses.models import LeaveRecognition
from lms.common.errors import ConflictError
from lms.records.models import AuditEvent
from tests.factories.courses import NOW, CourseFactory
from tests.support.leave import BEFORE, leave_run, recognise, somebody
from tests.support.runs import some_run

pytestmark = pytest.mark.django_db
APPLIED = RecognitionPlan(state=RecognitionState.APPLIED, applied_on=date(2026, 12, 1))
DAYS = {"valid_from": date(2027, 1, 1), "valid_until": date(2027, 12, 31)}


def recognised(**values):
    values = {"state": RecognitionState.RECOGNISED, "file_number": "33.12", **DAYS, **values}
    return RecognitionPlan(applied_on=date(2026, 12, 1), **values)


def test_an_application_becomes_a_recognition():
    world = some_run()
    row = set_recognition(run=world.run, plan=APPLIED, actor=world.member, at=NOW)
    assert (row.state, row.minimum_share) == ("applied", Decimal("0.80"))
    set_recognition(run=world.run, plan=recognised(), actor=world.member, at=NOW)
    row.refresh_from_db()
    assert (row.state, row.file_number, row.valid_until) == (
        "recognised", "33.12", date(2027, 12, 31),
    )  # fmt: skip
    events = AuditEvent.objects.filter(action="run.recognition")
    assert [event.actor_key for event in events] == [world.member.key] * 2


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"file_number": ""}, "file_number"),
        ({"valid_from": None}, "valid_from"),
        ({"valid_until": None}, "valid_until"),
        ({"valid_until": date(2026, 12, 31)}, "valid_until"),
        ({"minimum_share": Decimal(0)}, "minimum_percent"),
        ({"minimum_share": Decimal("1.01")}, "minimum_percent"),
    ],
)
def test_what_does_not_fit_names_its_field(values, field):
    world = some_run()
    with pytest.raises(RecognitionError) as refusal:
        set_recognition(run=world.run, plan=recognised(**values), actor=world.member, at=NOW)
    assert refusal.value.field == field
    assert not LeaveRecognition.objects.exists()


@pytest.mark.parametrize(
    "values",
    [{"file_number": ""}, {"valid_from": None}, {"valid_until": date(2026, 1, 1)}]
    + [{"minimum_share": share} for share in ("0", "1.01")],
)
def test_the_database_refuses_it_too(values):
    run = some_run().run
    with pytest.raises(IntegrityError), transaction.atomic():
        recognise(run, **values)


def test_a_recognition_that_papers_rest_on_is_not_taken_back():
    world = leave_run()
    request_paper(enrolment=somebody(world), kind=REGISTRATION, at=BEFORE)
    with pytest.raises(ConflictError, match="Widerrufen Sie diese zuerst"):
        set_recognition(run=world.run, plan=APPLIED, actor=world.member, at=BEFORE)
    set_recognition(
        run=world.run, plan=recognised(file_number="34.1"), actor=world.member, at=BEFORE
    )
    assert LeaveRecognition.objects.get().file_number == "34.1"


def test_only_runs_with_dates_are_recognised():
    world = some_run()
    run = CourseFactory(partner=world.run.course.partner).runs.get()
    with pytest.raises(ConflictError):
        set_recognition(run=run, plan=APPLIED, actor=world.member, at=NOW)
