"""Redis falls silent and comes back with its old data: nobody is locked out, nobody stays in."""

import shutil
import signal
import socket
import subprocess
import time

import pytest
from django.test import Client
from django.urls import reverse

from lms.common import cache as module
from lms.settings.data import cache
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = [pytest.mark.proof, pytest.mark.django_db]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def redis(tmp_path, settings, monkeypatch):
    if shutil.which("redis-server") is None:
        pytest.skip("redis-server is not installed")
    port = free_port()
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "",
               "--appendonly", "no", "--dir", str(tmp_path)]  # fmt: skip
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    monkeypatch.setattr(module, "PAUSE", 0.2)
    url = f"redis://127.0.0.1:{port}/0"
    settings.CACHES = {
        "default": cache(url, "default", stand_in="memory"),
        "sessions": cache(url, "sessions", stand_in="nothing"),
    }
    yield process
    process.send_signal(signal.SIGCONT)
    process.kill()
    process.wait()


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
