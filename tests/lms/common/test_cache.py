import socket
import threading

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from lms.common import cache as module
from lms.common.throttle import count_try, tries
from lms.settings.data import cache
from tests.factories.accounts import PASSWORD, UserFactory

AWAY = "redis://127.0.0.1:1/0"  # nobody listens there


def without(url):
    return {
        "default": cache(url, "default", stand_in="memory"),
        "sessions": cache(url, "sessions", stand_in="nothing"),
    }


@pytest.fixture
def away(settings):
    settings.CACHES = without(AWAY)
    caches["default"].set("a", 1)  # notices that nobody answers
    yield caches["default"]
    caches["default"]._cache._stand_in.clear()


def test_memory_stands_in(away):
    assert away.add("b", 2) is True
    assert away.add("b", 3) is False
    assert away.get_many(["a", "b", "c"]) == {"a": 1, "b": 2}
    assert away.incr("b") == 3
    with pytest.raises(ValueError, match="not found"):
        away.incr("c")
    away.set_many({"d": 4, "e": 5})
    away.delete_many(["d"])
    assert (away.get("d"), away.get("e"), "e" in away) == (None, 5, True)
    assert away.delete("e") is True


def test_tries_are_still_counted(away):
    assert [count_try("name", seconds=60) for _ in range(3)] == [1, 2, 3]
    assert tries("name") == 3


def test_sessions_are_not_kept_per_process(settings):
    settings.CACHES = without(AWAY)
    sessions = caches["sessions"]
    sessions.set("key", "value")
    assert sessions.get("key") is None


def test_a_failure_is_followed_by_a_pause(settings, monkeypatch):
    """Not every request waits for a Redis that hangs up."""
    monkeypatch.setattr(module, "PAUSE", 60)
    with socket.create_server(("127.0.0.1", 0)) as server:
        seen = []

        def hang_up():
            while True:
                try:
                    connection, _address = server.accept()
                except OSError:
                    return
                seen.append(1)
                connection.close()

        threading.Thread(target=hang_up, daemon=True).start()
        settings.CACHES = without(f"redis://127.0.0.1:{server.getsockname()[1]}/0")
        caches["default"].get("a")
        first = len(seen)
        for _ in range(20):
            caches["default"].get("a")
        assert first >= 1
        assert len(seen) == first
        server.shutdown(socket.SHUT_RDWR)


@pytest.mark.django_db
def test_people_sign_in_and_out_without_redis(away, settings):
    user = UserFactory()
    client = Client()
    answer = client.post(reverse("account_login"), {"login": user.username, "password": PASSWORD})
    assert answer.status_code == 303
    assert client.get(reverse("courses:learning")).status_code == 200
    assert client.post(reverse("account_logout")).status_code == 303
    assert client.get(reverse("courses:learning")).status_code == 302


@pytest.mark.django_db
def test_guessing_stays_limited_without_redis(away, settings):
    user = UserFactory()
    client = Client()
    for _ in range(10):
        client.post(reverse("account_login"), {"login": user.username, "password": "wrong"})
    answer = client.post(reverse("account_login"), {"login": user.username, "password": PASSWORD})
    assert answer.status_code == 422
    assert "_auth_user_id" not in client.session
