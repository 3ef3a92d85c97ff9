"""The form of a seat asks for what the run needs, and for nothing else."""

import pytest

from courses.enums import Entrance, RunKind
from courses.forms.enrolment import RequestForm, SeatForm
from courses.models import CourseRun
from lms.accounts.models import User


def form(data=None, *, has_team=False, user=None, kind=RunKind.DATED, more=None, **values):
    run = CourseRun(kind=kind, **values)
    return SeatForm(data, run=run, user=user or User(), has_team=has_team, **(more or {}))


@pytest.mark.parametrize(("values", "fields"), [
    ({}, []),
    ({"entrance": Entrance.KEY}, ["code"]),
    ({"entrance": Entrance.VOUCHER, "has_team": True}, ["code", "name"]),
    ({"entrance": Entrance.APPROVAL}, ["note"]),
    ({"has_team": True, "kind": RunKind.SELF_PACED}, []),
    ({"more": {"exception": True}}, ["note"]),
])  # fmt: skip
def test_fields_follow_the_run(values, fields):
    assert list(form(**values).fields) == fields


def test_a_reason_is_a_must_only_for_an_exception():
    assert form({}, entrance=Entrance.APPROVAL).is_valid()
    wanted = form({}, more={"exception": True})
    assert not wanted.is_valid()
    assert list(wanted.errors) == ["note"]


def test_the_name_is_prefilled_and_minors_may_choose_any():
    user = User(display_name="Ada", age_band="14_15")
    field = form(has_team=True, user=user).fields["name"]
    assert field.initial == "Ada"
    assert "Spitzname" in str(field.help_text)
    assert form({"name": "Bea"}, has_team=True, user=user).is_valid()


def test_what_is_not_asked_is_empty():
    filled = form({"name": "Mallory"})
    assert filled.is_valid()
    assert filled.value("name") == ""


def test_one_accepts_or_withdraws():
    assert RequestForm({"act": "accept"}).is_valid()
    assert not RequestForm({"act": "approve"}).is_valid()
