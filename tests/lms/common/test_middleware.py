import json
import logging

import pytest
from django.db import OperationalError, connection

from lms.common.logs import JsonFormatter
from tests.factories.accounts import UserFactory


@pytest.mark.django_db
def test_each_answer_has_an_id_of_its_own(client):
    first = client.get("/healthz", headers={"X-Request-Id": "forged"})["X-Request-Id"]
    second = client.get("/healthz")["X-Request-Id"]
    assert first != second
    assert "forged" not in (first, second)


@pytest.mark.django_db
def test_access_log_names_the_route_not_the_address(client, caplog):
    with caplog.at_level(logging.INFO, logger="lms.access"):
        client.get("/healthz?email=planted@example.org")
    lines = [JsonFormatter().format(r) for r in caplog.records if r.name == "lms.access"]
    assert len(lines) == 1
    assert json.loads(lines[0])["route"] == "health-alive"
    assert "planted" not in lines[0]


@pytest.mark.django_db
def test_public_page_has_strict_headers(client):
    response = client.get("/de/kurse/")
    policy = response["Content-Security-Policy"]
    assert "script-src 'self';" in policy + ";"
    assert "unsafe" not in policy
    assert "camera=()" in response["Permissions-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.django_db
def test_only_the_admin_allows_inline_code(client):
    policy = client.get("/admin/")["Content-Security-Policy"]
    assert "script-src 'self' 'unsafe-inline'" in policy
    assert "object-src 'none'" in policy


@pytest.mark.django_db
def test_anonymous_public_page_sets_no_cookie(client):
    response = client.get("/de/kurse/")
    assert response.status_code == 200
    assert response.cookies == {}
    assert "csrfmiddlewaretoken" not in response.content.decode()


@pytest.mark.django_db
def test_personal_pages_are_never_cached(client):
    client.force_login(UserFactory())
    assert client.get("/de/lernen/")["Cache-Control"] == "private, no-store"


@pytest.mark.django_db
def test_a_missing_language_is_added_only_where_a_view_waits(client):
    assert client.get("/kurse/").status_code == 302
    assert client.get("/").status_code == 302
    for path in ("/api/v2/", "/django-admin/", "/nirgendwo/"):
        response = client.get(path)
        assert response.status_code == 404
        assert "Accept-Language" in response["Vary"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/de/kurse/?q=%00", "/de/zertifikat/%00/", "/de/partner/a%00/"]
)
def test_a_null_character_in_the_address_is_refused(client, address):
    assert client.get(address).status_code == 400


@pytest.mark.django_db
def test_pages_are_compressed_and_files_are_not(client):
    asking = {"Accept-Encoding": "gzip"}
    assert client.get("/de/kurse/", headers=asking)["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in client.get("/healthz", headers=asking)


@pytest.mark.django_db
def test_while_the_database_is_away_the_answer_is_503(client):
    def away(execute, *args):
        raise OperationalError("planted")

    client.raise_request_exception = False
    with connection.execute_wrapper(away):
        response = client.get("/de/kurse/")
    assert (response.status_code, response["Retry-After"]) == (503, "15")
    assert "planted" not in response.content.decode()
