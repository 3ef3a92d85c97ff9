"""Nothing opens to somebody who must have a second factor before it is proved."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.urls import reverse

from cms.demo.second_factor import current_code
from tests.factories.accounts import PASSWORD, StaffFactory, UserFactory, sign_in

pytestmark = pytest.mark.django_db

SECRET = "JBSWY3DPEHPK3PXP"
ELSEWHERE = ["/de/konto/", "/de/konto/passwort/aendern/", "/de/konto/sitzungen/", "/admin/", "/de/"]


def half_signed_in(client, **values):
    user = StaffFactory(username="amt", **values)
    client.force_login(user)
    return user


@pytest.mark.parametrize("path", ELSEWHERE)
def test_without_any_factor_everything_leads_to_setting_one_up(client, path):
    half_signed_in(client)
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer["Location"].partition("?")[0] == reverse("mfa_index")


@pytest.mark.parametrize("path", ELSEWHERE)
def test_with_a_factor_that_this_session_never_proved_everything_asks_for_it(client, path):
    TOTP.activate(half_signed_in(client), SECRET)
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer["Location"].partition("?")[0] == reverse("mfa_reauthenticate")


def test_password_alone_does_not_reach_the_factors_of_the_account(client):
    TOTP.activate(half_signed_in(client), SECRET)
    for name in ("mfa_index", "mfa_view_recovery_codes", "mfa_add_webauthn", "account_email"):
        answer = client.get(reverse(name))
        assert answer["Location"].startswith(reverse("mfa_reauthenticate"))


def test_passkey_alone_is_asked_for_as_passkey(client):
    user = half_signed_in(client)
    Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data={})
    answer = client.get(reverse("accounts:profile"))
    assert answer["Location"].startswith(reverse("mfa_reauthenticate_webauthn"))


def test_proving_the_factor_opens_the_house(client):
    TOTP.activate(half_signed_in(client), SECRET)
    asked = client.get(reverse("accounts:profile"))["Location"]
    answer = client.post(asked, {"code": current_code(SECRET)})
    assert (answer.status_code, answer["Location"]) == (303, reverse("accounts:profile"))
    assert client.get(answer["Location"]).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_whole_way_in_of_a_new_member_of_staff(client):
    StaffFactory(username="amt")
    client.post(reverse("account_login"), {"login": "amt", "password": PASSWORD})
    assert client.get("/admin/")["Location"].startswith(reverse("mfa_index"))
    assert client.get(reverse("mfa_index")).status_code == 200
    client.get(reverse("mfa_activate_totp"))
    session = client.session
    session["mfa.totp.secret"] = SECRET
    session.save()
    answer = client.post(reverse("mfa_activate_totp"), {"code": current_code(SECRET)})
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    assert client.get(answer["Location"]).status_code == 200
    assert client.get(reverse("accounts:profile")).status_code == 200


def test_signing_in_asks_for_the_factor_and_a_reset_does_not_get_around_it(client):
    user = StaffFactory(username="amt")
    TOTP.activate(user, SECRET)
    answer = client.post(reverse("account_login"), {"login": "amt", "password": PASSWORD})
    assert answer["Location"] == reverse("mfa_authenticate")
    assert client.get(reverse("accounts:profile"))["Location"].startswith(reverse("account_login"))
    answer = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert answer.status_code == 422
    answer = client.post(reverse("mfa_authenticate"), {"code": current_code(SECRET)})
    assert answer.status_code == 303
    assert client.get(reverse("accounts:profile")).status_code == 200


def test_factor_cannot_be_guessed(client):
    TOTP.activate(StaffFactory(username="amt"), SECRET)
    client.post(reverse("account_login"), {"login": "amt", "password": PASSWORD})
    for _number in range(10):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    answer = client.post(reverse("mfa_authenticate"), {"code": current_code(SECRET)})
    assert answer.status_code == 422
    assert "warten Sie" in answer.content.decode()


def test_duty_that_comes_later_holds_from_the_next_request(client):
    user = UserFactory()
    sign_in(client, user)
    assert client.get(reverse("accounts:profile")).status_code == 200
    user.requires_second_factor = True
    user.save()
    assert client.get(reverse("accounts:profile")).status_code == 302


def test_scripts_get_401_instead_of_a_page(client):
    half_signed_in(client)
    answer = client.get(reverse("accounts:profile"), headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (401, reverse("mfa_index"))


def test_form_is_not_replayed_after_the_detour(client):
    half_signed_in(client)
    answer = client.post(reverse("accounts:profile"), {"display_name": "x", "language": "de"})
    assert (answer.status_code, answer["Location"]) == (302, reverse("mfa_index"))


def test_signing_out_and_health_stay_open(client):
    half_signed_in(client)
    assert client.get("/healthz").status_code == 200
    assert client.post(reverse("account_logout")).status_code == 303


def test_proved_session_costs_no_query(client, django_assert_num_queries):
    sign_in(client, StaffFactory())
    with django_assert_num_queries(1):  # the person; the session is in the cache
        client.get(reverse("account_login"))


def test_visitor_without_session_stays_without(client):
    answer = client.get(reverse("guardian:enter"))
    assert "sessionid" not in answer.cookies
