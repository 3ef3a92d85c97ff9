import json
import logging
import sys

import pytest
from django.urls import reverse

from lms.common.logs import JsonFormatter, RequestIdFilter, request_id


def record(message, *args, **extra):
    made = logging.LogRecord("lms.test", logging.INFO, __file__, 1, message, args, None)
    made.__dict__.update(extra)
    return made


def test_one_line_one_object_even_with_newlines():
    line = JsonFormatter().format(record('first\n{"level":"forged"}'))
    assert "\n" not in line
    assert json.loads(line)["level"] == "info"


def test_only_allowed_extras_reach_the_log():
    line = JsonFormatter().format(record("x", status=200, email="planted@example.org"))
    assert json.loads(line)["status"] == 200
    assert "planted" not in line


def test_request_id_is_on_every_record():
    token = request_id.set("abc")
    try:
        made = record("x")
        assert RequestIdFilter().filter(made) is True
    finally:
        request_id.reset(token)
    assert json.loads(JsonFormatter().format(made))["request_id"] == "abc"


def test_exceptions_carry_their_trace():
    try:
        raise ValueError("planted")
    except ValueError:
        made = record("failed")
        made.exc_info = sys.exc_info()
    assert "ValueError" in json.loads(JsonFormatter().format(made))["trace"]


@pytest.mark.django_db
def test_addresses_of_refused_requests_are_told_by_their_route(client, caplog):
    address = reverse("courses:card-scan", args=["bcdf-2345-ghjk-wxyz"])
    assert client.post(address).status_code == 405
    assert client.get("/de/gibt-es-nicht/geheim-23/").status_code == 404
    assert "courses:card-scan" in caplog.text
    assert "bcdf-2345" not in caplog.text
    assert "geheim-23" not in caplog.text
