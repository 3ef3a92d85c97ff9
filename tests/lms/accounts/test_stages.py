import pytest
from django.urls import reverse

from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


def sign_in_by_form(client):
    return client.post(reverse("account_login"), {"login": "ada", "password": PASSWORD})


def test_account_without_address_signs_in(client):
    UserFactory(username="ada", email="")
    assert sign_in_by_form(client)["Location"] == reverse("courses:learning")


def test_account_with_unconfirmed_address_does_not(client):
    UserFactory(username="ada", confirmed=False)
    assert sign_in_by_form(client)["Location"] == reverse("account_email_verification_sent")
