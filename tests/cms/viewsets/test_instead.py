"""Views in the place of Wagtail's own."""

import pytest
from django.urls import reverse

from tests.support import admin

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_a():
    world = admin.world()
    return admin.signed_in(world.people["author_a"])


def test_preferences_offer_no_name_no_address_no_password(as_a):
    text = as_a.get(reverse("wagtailadmin_account")).content.decode()
    for field in ("name_email", "password-", "avatar-avatar"):
        assert f'name="{field}' not in text
    assert 'name="theme-theme"' in text
    data = {
        "theme-theme": "dark", "theme-contrast": "system", "theme-density": "default",
        "locale-preferred_language": "en", "locale-current_time_zone": "Europe/Berlin",
        "name_email-email": "fremd@example.org",
    }  # fmt: skip
    assert as_a.post(reverse("wagtailadmin_account"), data).status_code == 302
    from lms.accounts.models import User

    user = User.objects.get(username="alice")
    assert user.email == "alice@example.org"
    assert user.wagtail_userprofile.theme == "dark"


def test_without_a_term_there_are_no_tags(as_a):
    assert as_a.get(reverse("wagtailadmin_tag_autocomplete")).json() == []
