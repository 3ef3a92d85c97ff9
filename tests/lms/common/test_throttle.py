"""Counting tries."""

from django.core.cache import cache
from django.test import RequestFactory

from lms.common.throttle import client_address, count_try, tries


def test_tries_are_counted_by_name():
    assert [count_try("a", seconds=60) for _ in range(3)] == [1, 2, 3]
    assert (tries("a"), tries("b")) == (3, 0)


def test_a_window_that_ends_in_between_begins_anew(monkeypatch):
    monkeypatch.setattr(cache, "add", lambda *args: False)
    assert count_try("a", seconds=60) == 1
    assert tries("a") == 1


def test_a_forged_header_is_not_the_address():
    request = RequestFactory().get("/", headers={"X-Forwarded-For": "203.0.113.9"})
    assert client_address(request) == "127.0.0.1"
