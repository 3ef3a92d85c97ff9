"""Forms about partners."""

import pytest

from cms.forms.partner import OnboardForm, PartnerFactsForm
from tests.factories.network import PartnerFactory

pytestmark = pytest.mark.django_db


def test_a_slug_is_taken_whatever_its_capitals():
    PartnerFactory(slug="haus-a")
    assert "slug" in OnboardForm({"slug": "HAUS-A"}).errors
    assert "slug" not in OnboardForm({"slug": "haus-b"}).errors


def test_warnings_refuse_nothing():
    data = {"name": "Haus", "kind": "library", "contact_mailbox": "erika.muster@example.org"}
    form = PartnerFactsForm(data)
    assert form.is_valid()
    assert len(form.warnings()) == 1
    form = PartnerFactsForm({**data, "contact_mailbox": "info@example.org"})
    assert form.is_valid()
    assert form.warnings() == []


def test_a_website_is_a_web_address():
    data = {"name": "Haus", "kind": "library"}
    assert "website" in PartnerFactsForm({**data, "website": "javascript:alert(1)"}).errors


def test_a_duplicate_is_warned_of_until_it_is_another():
    PartnerFactory(name="Kita Sonnenschein")
    data = {
        "name": "KITA Sonnenschein e.V.", "slug": "sonne", "kind": "day_nursery",
        "admin_name": "Leitung", "admin_email": "leitung@example.org",
    }  # fmt: skip
    form = OnboardForm(data)
    assert not form.is_valid()
    assert "Kita Sonnenschein" in str(form.errors["name"])
    form = OnboardForm({**data, "is_another": "on"})
    assert form.is_valid()
    assert "is_another" not in form.cleaned_data
