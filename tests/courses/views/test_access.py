import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from courses.views.access import language, person, signed_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("headers", "status"),
    [({}, 302), ({"HX-Request": "true"}, 401), ({"Accept": "application/json"}, 401)],
)
def test_strangers_are_answered_in_their_way(headers, status):
    request = RequestFactory().get("/de/lernen/", headers=headers)
    request.user = AnonymousUser()
    assert signed_in(lambda _request: HttpResponse())(request).status_code == status


def test_nobody_is_no_person():
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    with pytest.raises(Http404):
        person(request)


def test_the_language_of_the_interface():
    assert language() == "de"


COURSE = "/de/kurse/bbbbbbbbbb-netz/"


def test_after_the_log_in_one_comes_back_to_the_page_of_the_form(client):
    address = f"{COURSE}einschreiben/"
    answer = client.post(address, headers={"Referer": f"http://testserver{COURSE}?a=1"})
    assert answer["Location"].endswith(f"next={COURSE}%3Fa%3D1")
    foreign = client.post(address, headers={"Referer": "https://evil.example/de/"})
    assert foreign["Location"].endswith("next=/de/lernen/")


def test_htmx_goes_to_the_log_in_page(client):
    answer = client.post(
        f"{COURSE}einschreiben/",
        headers={"HX-Request": "true", "HX-Current-URL": f"http://testserver{COURSE}"},
    )
    assert answer.status_code == 401
    assert answer["HX-Redirect"].endswith(f"/konto/anmelden/?next={COURSE}")
