"""Redis falls silent and comes back with its old data: nobody is locked out, nobody stays in."""

import signal
import time

import pytest
from django.test import Client
from django.urls import reverse

from lms.common import cache as module
from lms.settings.data import cache
from tests.factories.accounts import PASSWORD, UserFactory
from tests.support.own_site import own_redis

pytestmark = [pytest.mark.proof, pytest.mark.django_db]


@pytest.fixture
def redis(tmp_path, settings, monkeypatch):
    with own_redis(tmp_path) as (process, url):
        monkeypatch.setattr(module, "PAUSE", 0.2)
        settings.CACHES = {
            "default": cache(url, "default", stand_in="memory"),
            "sessions": cache(url, "sessions", stand_in="nothing"),
        }
        yield process
        process.send_signal(signal.SIGCONT)


def sign_in(user):
    client = Client()
    answer = client.post(reverse("account_login"), {"login": user.username, "password": PASSWORD})
    assert answer.status_code == 303
    return client


def test_silence_and_return(redis):
    user = UserFactory()
    before = sign_in(user)
    leaving = sign_in(user)
    old_cookies = dict(leaving.cookies.items())

    redis.send_signal(signal.SIGSTOP)  # accepts, never answers
    during = sign_in(user)
    for client in (before, during):
        assert client.get(reverse("courses:learning")).status_code == 200
    assert leaving.post(reverse("account_logout")).status_code == 303
    assert leaving.get(reverse("courses:learning")).status_code == 302

    redis.send_signal(signal.SIGCONT)
    time.sleep(0.5)
    for client in (before, during):
        assert client.get(reverse("courses:learning")).status_code == 200
    ghost = Client()
    ghost.cookies.update(old_cookies)
    assert ghost.get(reverse("courses:learning")).status_code == 302
