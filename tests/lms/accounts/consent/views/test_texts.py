"""The office's page of texts."""

import pytest
from django.urls import reverse

from lms.accounts.models import ConsentText, User
from tests.factories.accounts import StaffFactory, UserFactory, sign_in

pytestmark = pytest.mark.django_db
NEW = {
    "purpose": "account", "title_de": "Neu", "text_de": "Absatz eins.\nAbsatz zwei.",
    "title_en": "New", "text_en": "One.",
}  # fmt: skip


def url():
    return reverse("accounts:consent-texts")


@pytest.mark.parametrize("right", ["is_city_staff", "is_platform_admin"])
def test_office_publishes_and_everybody_is_asked_again(client, right):
    user = UserFactory(requires_second_factor=True, **{right: True})
    sign_in(client, user)
    page = client.get(url(), {"zweck": "account"}).content.decode()
    assert "Fassung 1" in page
    assert "ausgedachten Benutzernamen" in page
    assert client.post(url(), NEW).status_code == 303
    text = ConsentText.objects.filter(purpose="account").first()
    assert (text.version, text.published_by_key) == (2, user.key)
    assert text.texts["en"] == {"title": "New", "text": "One."}
    assert "Absatz zwei." in client.get(url()).content.decode()


def test_a_text_in_one_language_only_is_422(client):
    sign_in(client, StaffFactory())
    answer = client.post(url(), {**NEW, "text_en": ""})
    assert answer.status_code == 422
    assert "Absatz eins." in answer.content.decode()
    assert ConsentText.objects.filter(purpose="account").count() == 1


def test_absent_for_all_others_and_closed_without_second_factor(client):
    sign_in(client, UserFactory())
    assert client.get(url()).status_code == 404
    client.force_login(User.objects.create(username="amt", is_city_staff=True,
                                           requires_second_factor=True))  # fmt: skip
    assert client.post(url(), NEW).status_code == 302
    assert ConsentText.objects.filter(purpose="account").count() == 1
