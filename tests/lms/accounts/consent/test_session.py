"""The session of a guardian."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.test import RequestFactory

from lms.accounts.actions import end_guardian
from lms.accounts.consent import session
from tests.support.consent import NOW, child

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_():
    made = RequestFactory().get("/")
    made.session, made.user = SessionStore(), AnonymousUser()
    return made


def test_session_lives_an_hour_and_holds_nothing_personal(request_):
    guardian = child().guardians.get()
    session.begin(request_, guardian, NOW)
    assert set(request_.session[session.SESSION_KEY]) == {"key", "until"}
    second = timedelta(seconds=1)
    assert session.guardian_of(request_, NOW + session.LIFE - second) == guardian
    assert session.guardian_of(request_, NOW + session.LIFE) is None


def test_session_ends_with_the_access_beside_a_sign_in_and_by_itself(request_):
    user = child()
    guardian = user.guardians.get()
    assert session.guardian_of(request_, NOW) is None
    session.begin(request_, guardian, NOW)
    request_.user = user
    assert session.guardian_of(request_, NOW) is None
    request_.user = AnonymousUser()
    end_guardian(guardian=guardian, actor_key="", at=NOW)
    assert session.guardian_of(request_, NOW) is None
    session.end(request_)
    assert session.SESSION_KEY not in request_.session
