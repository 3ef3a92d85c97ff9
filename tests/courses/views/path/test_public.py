"""Paths in the catalogue over HTTP."""

import pytest

from courses.actions.catalogue import raise_version
from courses.actions.course import retire_course
from courses.models import CourseText
from tests.factories.accounts import UserFactory
from tests.factories.courses import NOW, EnrolmentFactory
from tests.factories.network import PartnerFactory
from tests.factories.paths import courses_of, partner_path, path_with, published_path
from tests.support.admin import signed_in
from tests.support.pages import words
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db
LIST = "/de/kurse/pfade/"


def address(path, slug="energie-verstehen"):
    return f"{LIST}{path.key}-{slug}/"


def test_the_list_and_its_search(client):
    published_path()
    html = words(client.get(LIST))
    assert "Energie verstehen</a>" in html
    assert "4 Stunden" in html or "4 Std" in html
    assert "Energie verstehen</a>" in words(client.get(LIST, {"q": "Energie"}))
    html = words(client.get(LIST, {"q": "Wasser"}))
    assert "Energie verstehen" not in html
    assert "Dazu gibt es noch keinen Lernpfad." in html


def test_an_empty_list_leads_to_the_courses(client):
    assert "Noch kein Lernpfad" in words(client.get(LIST))


def test_the_page_tells_everything(client):
    path = published_path(*courses_of(PartnerFactory(name="Kita Eins"), None))
    html = words(client.get(address(path)))
    for said in ("Schritt 1", "Schritt 2", "Kita Eins", "Weil es passt.", "Kurs 2</a>",
                 "Was die Kita begann, geht hier weiter.", "der Reihe nach", "Stadt"):  # fmt: skip
        assert said in html, said
    assert "Wo Sie stehen" not in html
    assert "geschafft" not in html


def test_a_wrong_slug_redirects_and_drafts_are_absent(client):
    path = published_path()
    response = client.get(address(path, "anders"))
    assert (response.status_code, response["Location"]) == (301, address(path))
    draft = path_with(*courses_of(None, None, title="Entwurf"))
    absent = client.get(address(path).replace(path.key, "zzzzzzzzzz"))
    there = client.get(address(draft))
    assert (there.status_code, absent.status_code) == (404, 404)
    assert "Energie verstehen" not in there.content.decode()


def test_a_step_not_offered_is_told_without_a_name(client):
    one, two, three = courses_of(None, None, None)
    path = published_path(one, two, three)
    retire_course(source_key=two.source_key, at=NOW)
    html = words(client.get(address(path)))
    assert "Dieser Schritt wird zurzeit nicht angeboten." in html
    assert "Weiter geht es mit dem nächsten." in html
    assert "Kurs 2" not in html


def test_learners_see_where_they_stand_and_what_comes_next():
    one, two = courses_of(None, None)
    path, user = published_path(one, two), UserFactory()
    EnrolmentFactory(user=user, course=one, state="completed", completed_at=NOW)
    html = words(signed_in(user).get(address(path)))
    assert "1 von 2 Schritten geschafft" in html
    assert "Als Nächstes:" in html
    assert f'href="/de/kurse/{two.key}-kurs/"' in html
    EnrolmentFactory(user=user, course=two, state="completed", completed_at=NOW)
    assert "alle Schritte geschafft" in words(signed_in(user).get(address(path)))


def test_later_steps_are_told_but_nothing_is_closed():
    one, two = courses_of(None, None)
    path, user = published_path(one, two), UserFactory()
    EnrolmentFactory(user=user, course=one)
    html = words(signed_in(user).get(address(path)))
    assert ">läuft</span>" in html
    assert ">danach</span>" in html
    assert f'href="/de/kurse/{two.key}-kurs/"' in html


@pytest.mark.parametrize("rows", [1, 3])
def test_list_and_page_cost_the_same_however_many(client, rows):
    for number in range(rows):
        path = published_path(*courses_of(None, None, title=f"Kurs{number}"))
    client.get(LIST)
    with expect_statements(1):  # the catalogue's stamp
        html = words(client.get(LIST))
    assert html.count("path-card") >= rows
    with expect_statements(1):
        assert "Schritt 2" in words(client.get(address(path)))
    browser = signed_in(UserFactory())
    browser.get(address(path))
    with expect_statements(3):  # session or user, stamp, enrolments
        assert "Schritt 2" in words(browser.get(address(path)))


def test_the_catalogue_shows_paths_above_the_courses(client):
    published_path()
    assert "Energie verstehen</a>" in words(client.get("/de/kurse/"))
    assert "Energie verstehen</a>" in words(client.get("/de/kurse/?q=Energie"))
    assert "Energie verstehen</a>" not in words(client.get("/de/kurse/?q=Wasser"))
    assert "Energie verstehen</a>" not in words(client.get("/de/kurse/?niveau=beginner"))


def test_a_course_names_its_paths(client):
    one, two = courses_of(None, None)
    path = published_path(one, two)
    page = f"/de/kurse/{one.key}-kurs/"
    assert f'href="{address(path)}"' in words(client.get(page))
    CourseText.objects.filter(course=one).update(summary="Neu")
    raise_version()
    with expect_statements(15):
        client.get(page)
    with expect_statements(2):
        assert "Lernpfade mit diesem Kurs" in words(client.get(page))


def test_a_draft_is_named_nowhere(client):
    own, other = PartnerFactory(), PartnerFactory()
    partner_path(own, other, title="Geheimer Plan")
    for page in ("/de/kurse/", "/de/kurse/?q=Geheimer", LIST, "/api/v1/paths"):
        response = client.get(page)
        assert response.status_code == 200
        assert "Geheimer Plan" not in response.content.decode()


def test_my_learning_shows_my_paths():
    one, two = courses_of(None, None)
    path, user = published_path(one, two), UserFactory()
    assert "Meine Lernpfade" not in words(signed_in(user).get("/de/lernen/"))
    EnrolmentFactory(user=user, course=one)
    html = words(signed_in(user).get("/de/lernen/"))
    assert "Meine Lernpfade" in html
    assert f'href="{address(path)}"' in html
    assert "0 von 2 Schritten geschafft" in html
