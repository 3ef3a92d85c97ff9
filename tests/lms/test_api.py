"""Assembly of the API: description, docs page, throttle, errors."""

import pytest

from lms.api import REQUESTS, operation
from lms.common.throttle import count_try

pytestmark = pytest.mark.django_db


def test_the_description_lists_every_path(client):
    schema = client.get("/api/v1/openapi.json").json()
    assert schema["openapi"].startswith("3.1")
    assert sorted(schema["paths"]) == [
        "/api/v1/certificates/{code}",
        "/api/v1/courses",
        "/api/v1/courses/{key}",
        "/api/v1/listings",
        "/api/v1/me/enrolments",
        "/api/v1/me/enrolments/{key}/progress",
        "/api/v1/partners",
        "/api/v1/partners/{slug}",
        "/api/v1/paths",
        "/api/v1/paths/{key}",
        "/api/v1/runs",
    ]
    assert {method for path in schema["paths"].values() for method in path} == {"get"}


def test_the_docs_page_is_plain_and_ours(client):
    response = client.get("/api/v1/docs")
    page = response.content.decode()
    assert response.status_code == 200
    told = ["GET /api/v1/courses", "required", "list of CourseOut", 'id="VerificationOut"']
    assert [text for text in told if text not in page] == []
    assert "Only for who is signed in" in page
    assert "<style" not in page
    assert "cdn" not in page
    assert page.count("<script") == page.count('<script src="/static/')
    assert not response.cookies


def test_too_many_requests_are_refused(client):
    for _ in range(REQUESTS):
        count_try("api:127.0.0.1", seconds=60)
    response = client.get("/api/v1/partners")
    assert (response.status_code, response["Retry-After"]) == (429, "60")
    elsewhere = client.get("/api/v1/partners", REMOTE_ADDR="203.0.113.7")
    assert elsewhere.status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(client, method):
    assert getattr(client, method)("/api/v1/courses").status_code == 405


@pytest.mark.parametrize("path", ["/api/v1/", "/api/v2/", "/api/v1/users", "/api/v1/docs/x"])
def test_everything_else_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_an_operation_without_parameters_or_answer_is_described():
    described = operation({}, "/x", "get", {"responses": {200: {"description": "OK"}}})
    assert (described["parameters"], described["answer"], described["needs_sign_in"]) == (
        [],
        "",
        False,
    )
