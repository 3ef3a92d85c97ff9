"""Forms of those who look after seats."""

from courses.enums import RefusalReason
from courses.forms.seat import CapacityForm, DecisionForm, PersonForm, VoucherForm


def test_an_empty_number_is_no_limit():
    form = CapacityForm({"capacity": ""})
    assert form.is_valid()
    assert form.cleaned_data["capacity"] is None
    assert not CapacityForm({"capacity": "-1"}).is_valid()


def test_reasons_are_fixed_words():
    form = DecisionForm({"act": "refuse", "reason": "age"})
    assert form.is_valid()
    assert form.cleaned_data["reason"] is RefusalReason.AGE
    assert not DecisionForm({"act": "refuse", "reason": "Nase"}).is_valid()
    assert DecisionForm({"act": "approve"}).is_valid()


def test_people_and_batches():
    assert not PersonForm({"act": "delete", "enrolment": "x"}).is_valid()
    assert PersonForm({"act": "remove", "enrolment": "x"}).is_valid()
    assert not VoucherForm({"label": "x", "number": "501"}).is_valid()
    assert VoucherForm({"label": "x", "number": "500", "expires_on": "2027-01-31"}).is_valid()
