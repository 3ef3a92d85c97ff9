"""From what was typed to terms of the catalogue."""

from datetime import UTC, datetime

import pytest

from courses.actions.course import store_course
from courses.models import CatalogueVersion, Course
from courses.queries.search import found_courses, resolve, vocabulary
from tests.factories import drafts
from tests.factories.network import PartnerFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def courses():
    """Four courses with telling titles."""
    titles = ["Kurse für Bürgerinnen", "Passwörter und Sicherheit", "Chóśebuz entdecken", "Łužyca"]
    found = []
    for title in titles:
        text = {"summary": "", "slug": "kurs"}
        html = "<p>Gartenschlauch</p>" if title == "Łužyca" else ""
        lessons = (drafts.lesson_draft(1, html=html),)
        draft = drafts.course_draft(
            title=title, text=text, lessons=lessons, partner=PartnerFactory(name="Haus")
        )
        found.append(store_course(draft=draft, at=NOW))
    return found


def stamp():
    return CatalogueVersion.objects.get().stamp


def titles(text):
    courses = found_courses(Course.objects.order_by("pk"), resolve(text, stamp()))
    return [course.texts.get().title for course in courses]


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("Kurs", "Kurse für Bürgerinnen"),
        ("kurse", "Kurse für Bürgerinnen"),
        ("Bürger", "Kurse für Bürgerinnen"),
        ("burger", "Kurse für Bürgerinnen"),
        ("Buerger", "Kurse für Bürgerinnen"),
        ("Passwort", "Passwörter und Sicherheit"),
        ("passworter", "Passwörter und Sicherheit"),
        ("passw", "Passwörter und Sicherheit"),
        ("Chosebuz", "Chóśebuz entdecken"),
        ("luzyca", "Łužyca"),
        ("Passwort die Sicherheit", "Passwörter und Sicherheit"),
    ],
)
def test_forms_beginnings_and_missing_accents_are_found(typed, title):
    assert titles(typed) == [title]
    assert resolve(typed, stamp()).corrected == ""


@pytest.mark.parametrize(
    ("typed", "corrected"),
    [
        ("Pasword", "Passwörter"),
        ("Bürgrinnen", "Bürgerinnen"),
        ("Sicherhiet Passwort", "Sicherheit Passwort"),
    ],
)
def test_a_mistyped_word_is_replaced_by_the_most_similar_one(typed, corrected):
    assert resolve(typed, stamp()).corrected == corrected
    assert len(titles(typed)) == 1


def test_every_word_must_occur():
    assert titles("Passwort Kurse") == []


@pytest.mark.parametrize("typed", ["xyzxyz", "qqq", "Gartenschlauhc"])
def test_a_word_like_no_telling_one_finds_nothing(typed):
    assert titles(typed) == []
    assert resolve(typed, stamp()).corrected == ""


@pytest.mark.parametrize("typed", ["", " – ", "a"])
def test_no_word_finds_everything(typed):
    assert len(titles(typed)) == 4


def test_stop_words_alone_are_searched_as_they_are():
    assert titles("und") == []


@pytest.mark.parametrize(
    "typed", ["%", "kurs%", "_urs", "'; DROP TABLE", "\x00", "🦊" * 50, "kurs " * 40]
)
def test_odd_input_does_no_harm(typed):
    assert len(titles(typed)) <= 4


def test_the_vocabulary_is_read_once_per_stamp(django_assert_num_queries):
    name = stamp()
    with django_assert_num_queries(1):
        vocabulary(name)
        vocabulary(name)
        resolve("Pasword", name)
