"""Forms around Bildungszeit."""

from datetime import date
from decimal import Decimal

import pytest

from courses.enums import RecognitionState
from courses.forms.leave import RecognitionForm, SheetForm
from courses.models import LeaveRecognition
from tests.factories.runs import make_run

TYPED = {"state": "applied", "applied_on": "2026-12-01", "minimum_percent": "75"}


@pytest.mark.django_db
def test_a_plan_is_read_from_what_was_typed():
    form = RecognitionForm(TYPED, run=make_run(), row=None)
    assert form.is_valid()
    plan = form.plan()
    assert (plan.state, plan.applied_on) == (RecognitionState.APPLIED, date(2026, 12, 1))
    assert (plan.file_number, plan.valid_from) == ("", None)
    assert plan.minimum_share == Decimal("0.75")
    assert RecognitionForm(run=make_run(), row=None)["minimum_percent"].value() == 80


@pytest.mark.django_db
def test_a_share_that_is_not_asked_stays():
    run = make_run(required_attendance=Decimal("0.50"))
    row = LeaveRecognition(run=run, applied_on=date(2026, 12, 1), minimum_share=Decimal("0.60"))
    form = RecognitionForm(TYPED, run=run, row=row)
    assert form.is_valid()
    assert form.plan().minimum_share == Decimal("0.60")


def test_silence_is_an_answer():
    form = SheetForm({"age": "", "gender": "diverse"})
    assert form.is_valid()
    assert form.answers() == ["diverse"]
    assert not SheetForm({"age": "female"}).is_valid()
