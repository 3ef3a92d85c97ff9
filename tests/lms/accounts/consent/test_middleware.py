"""Who is paused meets one page."""

import pytest
from django.urls import reverse

from lms.accounts.enums import PauseReason
from lms.accounts.models import User
from tests.factories.accounts import UserFactory
from tests.factories.cms import frame
from tests.support.consent import child
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db
CLOSED = ["/de/", "/de/lernen/", "/de/kurse/", "/de/konto/", "/de/konto/e-mail/", "/admin/"]


@pytest.mark.parametrize("path", CLOSED)
def test_everything_else_leads_to_the_page(client, path):
    client.force_login(child())
    for method in ("get", "post"):
        answer = getattr(client, method)(path)
        assert (answer.status_code, answer["Location"]) == (302, reverse("accounts:waiting"))


def test_programs_get_a_status(client):
    client.force_login(child())
    answer = client.get("/de/lernen/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (401, reverse("accounts:waiting"))
    assert client.get(reverse("api-v1:my_enrolments")).status_code == 403


def test_waiting_privacy_age_other_language_and_signing_out_stay_open(client):
    frame()
    client.force_login(child())
    for path in ("/de/konto/warten/", "/en/konto/warten/", "/de/datenschutz/", "/en/privacy/",
                 "/de/konto/alter/", "/de/konto/einwilligungen/", "/de/eltern/", "/healthz"):  # fmt: skip
        assert client.get(path).status_code == 200, path
    assert client.post(reverse("account_logout")).status_code == 303
    assert client.get("/de/kurse/").status_code == 200


def test_pause_takes_effect_with_the_next_request_and_ends_so(client):
    user = UserFactory()
    client.force_login(user)
    assert client.get("/de/lernen/").status_code == 200
    User.objects.update(pause_reason=PauseReason.TEXT_CHANGED)
    assert client.get("/de/lernen/").url == reverse("accounts:waiting")
    User.objects.update(pause_reason="")
    assert client.get("/de/lernen/").status_code == 200


def test_decision_costs_no_query(client):
    client.force_login(child())
    client.get("/de/kurse/")
    with expect_statements(1):  # the person; the session is in the cache
        answer = client.get("/de/kurse/")
    assert answer.status_code == 302
