"""The pages for HTTP errors: German, helpful, and whole when everything else is broken."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.template import Context
from django.template.loader import get_template
from django.test import Client, RequestFactory
from django.utils import translation

from lms.common import errors

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _german():
    with translation.override("de"):
        yield


def rendered(view, *args):
    return view(RequestFactory().get("/de/x/"), *args)


def test_an_absent_page_says_so_and_offers_a_search(client):
    response = client.get("/de/gibt-es-nicht/")
    page = response.content.decode()
    assert response.status_code == 404
    assert '<html lang="de">' in page
    assert "<h1>Diese Seite gibt es nicht</h1>" in page
    assert '<form class="search-form" action="/de/kurse/" method="get"' in page
    assert not response.cookies


def test_an_absent_page_speaks_the_language_of_its_address(client):
    assert '<html lang="en">' in client.get("/en/not-there/").content.decode()


def test_forbidden_names_what_is_missing():
    response = rendered(errors.forbidden, PermissionDenied("Das darf nur die Prüfung."))
    page = response.content.decode()
    assert response.status_code == 403
    assert "Das darf nur die Prüfung." in page
    assert "nicht freigegeben" not in page


def test_forbidden_without_a_reason_explains_itself():
    page = rendered(errors.forbidden, PermissionDenied()).content.decode()
    assert "Dieses Konto ist für diese Seite nicht freigegeben." in page


def test_a_reason_cannot_carry_markup():
    response = rendered(errors.forbidden, PermissionDenied("<b>x</b>"))
    assert b"<b>x</b>" not in response.content


def test_a_broken_request():
    response = rendered(errors.bad_request, ValueError("secret detail"))
    assert response.status_code == 400
    assert "Das hat nicht geklappt" in response.content.decode()
    assert b"secret detail" not in response.content


def test_a_refused_form_says_what_to_do():
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/de/konto/anmelden/", {"login": "a", "password": "b"})
    assert response.status_code == 403
    assert "Bitte das Formular noch einmal senden" in response.content.decode()


def test_our_fault_needs_no_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        response = errors.server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "Da ist etwas schiefgegangen" in response.content.decode()
    assert connection.vendor


@pytest.mark.parametrize("name", ["500", "503"])
def test_pages_for_our_faults_stand_alone(name):
    page = get_template(f"{name}.html").template.render(Context())
    assert '<html lang="de">' in page
    assert 'lang="en"' in page
    assert "<script" not in page
    assert "{%" not in page


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (errors.DomainError, 422),
        (errors.NotAllowedError, 403),
        (errors.ConflictError, 409),
        (errors.ThrottledError, 429),
    ],
)
def test_errors_carry_their_status(error, status):
    assert error.status == status
