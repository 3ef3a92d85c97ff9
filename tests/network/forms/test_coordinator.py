"""The form that names coordinators."""

from datetime import date

import pytest

from lms.taxonomy.models import ActionField
from network.forms.coordinator import CoordinatorForm
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 26)


def form(person):
    field = ActionField.objects.get(code="energy").pk
    facts = {"field": field, "person": person, "starts_on": "2026-12-01", "quarterly_quota": "6"}
    return CoordinatorForm(facts, today=TODAY)


def test_an_account_by_name_or_address():
    user = UserFactory(username="klara", email="klara@example.org")
    for name in ("klara", " Klara@Example.org "):
        found = form(name)
        assert found.is_valid(), found.errors
        assert found.appointment().user == user
        assert found.appointment().organisation is None


def test_no_account_or_a_closed_one():
    UserFactory(username="zu", is_active=False)
    for name in ("zu", "niemand", "niemand@example.org"):
        assert "person" in form(name).errors
