from datetime import UTC, datetime

import pytest
from django.urls import reverse

from lms.accounts.actions.people import (
    deactivate_person,
    end_sessions,
    reactivate_person,
    set_second_factor_required,
    set_staff_roles,
)
from lms.accounts.signals import person_deactivated, staff_roles_changed
from lms.records.models import AuditEvent, AuditNote
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


@pytest.fixture
def user():
    return UserFactory(username="ada")


def sign_in_by_form(client):
    client.post(reverse("account_login"), {"login": "ada", "password": PASSWORD})
    assert client.get(reverse("accounts:profile")).status_code == 200


def test_set_staff_roles_asks_for_a_second_factor_and_tells_the_house(user):
    heard = []

    def listen(sender, user, at, **kwargs):
        heard.append((user, at))

    staff_roles_changed.connect(listen)
    set_staff_roles(user=user, is_city_staff=True, is_platform_admin=False, actor_key="boss", at=AT)
    staff_roles_changed.disconnect(listen)
    user.refresh_from_db()
    assert (user.is_city_staff, user.is_platform_admin) == (True, False)
    assert user.requires_second_factor
    assert heard == [(user, AT)]
    assert AuditEvent.objects.get().data == {"is_city_staff": True, "is_platform_admin": False}


def test_set_staff_roles_takes_them_again(user):
    set_staff_roles(user=user, is_city_staff=True, is_platform_admin=True, at=AT)
    set_staff_roles(user=user, is_city_staff=False, is_platform_admin=False, at=AT)
    user.refresh_from_db()
    assert (user.is_city_staff, user.is_platform_admin) == (False, False)


def test_set_second_factor_required(user):
    set_second_factor_required(user=user, required=True)
    assert user.requires_second_factor
    user.refresh_from_db()
    assert user.requires_second_factor


def test_deactivated_person_loses_access_with_the_next_request(client, user):
    heard = []

    def listen(sender, user, **kwargs):
        heard.append(user)

    sign_in_by_form(client)
    person_deactivated.connect(listen)
    deactivate_person(user=user, actor_key="boss", reason="Ausgeschieden", at=AT)
    person_deactivated.disconnect(listen)
    assert client.get(reverse("accounts:profile")).status_code == 302
    assert heard == [user]
    assert AuditNote.objects.get().text == "Ausgeschieden"


def test_deactivated_person_cannot_sign_in_until_reactivated(client, user):
    deactivate_person(user=user, at=AT)
    answer = client.post(reverse("account_login"), {"login": "ada", "password": PASSWORD})
    assert answer["Location"] == reverse("account_inactive")
    reactivate_person(user=user, at=AT)
    sign_in_by_form(client)


def test_end_sessions_signs_out_everywhere(client, user):
    sign_in_by_form(client)
    end_sessions(user=user)
    assert client.get(reverse("accounts:profile")).status_code == 302
