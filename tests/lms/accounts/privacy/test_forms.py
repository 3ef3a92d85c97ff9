import pytest

from lms.accounts.privacy.forms import DrillForm, EraseForm, PersonForm
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
SPAN = {"since": "2026-11-24T10:00", "until": "2026-11-24T12:00"}


def test_nothing_is_ticked_beforehand():
    assert "checked" not in str(EraseForm())
    assert EraseForm({}).is_valid()


def test_a_look_needs_a_reason_that_says_something():
    form = PersonForm({"email": "a@example.org", "reason": "darum"})
    assert list(form.errors) == ["reason"]


@pytest.mark.parametrize(
    ("change", "field"),
    [({}, "account"), ({"role": "city", "until": "2026-11-24T09:00"}, "until"),
     ({"role": "king"}, "role")],
)  # fmt: skip
def test_a_drill_needs_a_span_and_a_culprit(change, field):
    assert field in DrillForm({**SPAN, **change}).errors


def test_an_account_may_be_named_by_its_address():
    user = UserFactory()
    form = DrillForm({**SPAN, "account": user.email.upper()})
    assert form.is_valid()
    assert form.cleaned_data["actor_key"] == user.key
    form = DrillForm({**SPAN, "account": user.key})
    assert form.is_valid()
    assert form.cleaned_data["actor_key"] == user.key
