"""The small forms: what they ask of whom."""

import pytest

from network.forms.case_acts import OwnForm, ReasonForm, RefuseForm, StepForm
from tests.support.cases import cast, house

pytestmark = pytest.mark.django_db


def test_a_reason_is_needed_where_it_is_asked_for():
    scene = cast()
    assert not ReasonForm({"note": " "}, case=scene.case, own=[]).is_valid()
    assert ReasonForm({"note": "Darum"}, case=scene.case, own=[]).is_valid()


def test_only_own_houses_can_be_answered_for():
    scene = cast()
    own = [scene.case.parts.get(partner=scene.a)]
    assert OwnForm({"partner": scene.a.key}, case=scene.case, own=own).is_valid()
    assert not OwnForm({"partner": scene.b.key}, case=scene.case, own=own).is_valid()
    assert not RefuseForm({"partner": scene.a.key}, case=scene.case, own=own).is_valid()


def test_the_next_step_belongs_to_somebody_of_the_case():
    scene = cast()
    form = StepForm({"step": "x", "whose": house("Ceder").key}, case=scene.case, own=[])
    assert "whose" in form.errors
