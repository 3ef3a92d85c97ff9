"""Steps over HTTP: choosing a course, saying why, moving, removing."""

import pytest

from courses.actions.bridge import confirm_bridge
from courses.actions.path.making import end_path
from tests.factories.courses import NOW
from tests.factories.meetings import staff
from tests.factories.network import PartnerFactory
from tests.factories.paths import author_of, courses_of, path_with
from tests.support.admin import signed_in
from tests.support.pages import words

pytestmark = pytest.mark.django_db
LIST = "/de/netzwerk/lernpfade/"


@pytest.fixture
def own():
    return PartnerFactory(name="Windwerk")


@pytest.fixture
def courses(own):
    return courses_of(own, None, None)


@pytest.fixture
def path(own, courses):
    return path_with(*courses[:2], partner=own)


@pytest.fixture
def author(own):
    return signed_in(author_of(own).user)


def order(path):
    return [step.course.key for step in path.steps.select_related("course")]


def test_a_course_is_found_chosen_and_explained(path, courses, author):
    page = f"{LIST}{path.key}/schritt/neu/"
    html = words(author.get(page))
    assert html.count("Steht schon im Lernpfad.") == 2
    assert f"?kurs={courses[2].key}" in html
    assert f"?kurs={courses[2].key}" in words(author.get(page, {"q": "Kurs"}))
    assert f"?kurs={courses[2].key}" not in words(author.get(page, {"q": "Wasserrad"}))
    assert "Warum dieser Kurs" in words(author.get(page, {"kurs": courses[2].key}))
    sent = {"kurs": courses[2].key, "transition_de": "Weiter."}
    refused = author.post(page, sent)
    assert refused.status_code == 422
    assert "Weiter." in words(refused)
    response = author.post(page, {**sent, "reason_de": "Führt ins Berufsleben."})
    assert (response.status_code, response["Location"]) == (303, f"{LIST}{path.key}/")
    assert order(path)[-1] == courses[2].key
    again = author.post(page, {**sent, "reason_de": "Noch einmal."})
    assert again.status_code == 409
    assert "steht schon im Lernpfad" in words(again)
    assert author.post(page, {"kurs": "nichtsda22"}).status_code == 422


def test_a_step_is_explained_anew_with_the_bridge_as_proposal(path, courses, author):
    path.steps.update(transitions={})
    confirm_bridge(before=courses[0], after=courses[1], reason="Beide messen.", by=staff(), at=NOW)
    page = f"{LIST}{path.key}/schritt/{courses[1].key}/"
    html = words(author.get(page))
    assert "Beide messen.</textarea>" in html
    assert "bestätigter Übergang" in html
    sent = {"reason_de": "Darum.", "reason_en": "That is why.", "transition_de": "Beide messen."}
    assert author.post(page, sent).status_code == 303
    step = path.steps.get(course=courses[1])
    assert step.reasons == {"de": "Darum.", "en": "That is why."}
    assert step.transitions == {"de": "Beide messen."}
    assert author.post(page, {**sent, "reason_de": ""}).status_code == 422


def test_steps_move_and_go(path, courses, author):
    base = f"{LIST}{path.key}/schritt/{courses[1].key}/"
    assert author.post(f"{base}schieben/", {"direction": "up"}).status_code == 303
    assert order(path) == [courses[1].key, courses[0].key]
    assert author.post(f"{base}schieben/", {"direction": "down"}).status_code == 303
    assert order(path) == [courses[0].key, courses[1].key]
    assert author.get(f"{base}schieben/").status_code == 405
    assert author.post(f"{base}entfernen/").status_code == 303
    assert order(path) == [courses[0].key]
    assert author.post(f"{base}entfernen/").status_code == 404


def test_what_ended_does_not_change(path, courses, author):
    end_path(path=path, by=staff(), at=NOW)
    base = f"{LIST}{path.key}/schritt/{courses[1].key}/"
    sent = {"reason_de": "Neu.", "direction": "up", "kurs": courses[2].key}
    pages = (base, f"{base}schieben/", f"{base}entfernen/", f"{LIST}{path.key}/schritt/neu/")
    assert [author.post(page, sent).status_code for page in pages] == [409] * 4
    assert order(path) == [courses[0].key, courses[1].key]


def test_another_house_moves_nothing(path, courses):
    stranger = signed_in(author_of(courses[1].partner).user)
    base = f"{LIST}{path.key}/schritt/{courses[1].key}/"
    for page in (base, f"{base}schieben/", f"{base}entfernen/", f"{LIST}{path.key}/schritt/neu/"):
        assert stranger.post(page, {"direction": "up"}).status_code == 404
    assert order(path) == [courses[0].key, courses[1].key]
