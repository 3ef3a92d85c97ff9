"""Courses and runs through the API."""

from datetime import UTC, datetime, timedelta

import pytest

from courses.actions.course import retire_course, store_course
from courses.actions.draft import CourseTextDraft
from courses.models import CourseRun
from tests.factories import drafts
from tests.factories.network import PartnerFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
COURSES = "/api/v1/courses"


def publish(title="Sicher im Netz", **values):
    return store_course(draft=drafts.course_draft(title=title, **values), at=NOW)


def test_a_course_shows_exactly_what_is_on_the_list(client):
    partner = PartnerFactory(slug="haus", name="Haus")
    course = publish(
        partner=partner, stage_ids=(drafts.stage(),), action_field_ids=(drafts.action_field(),),
        competences=((drafts.competence(), 3),), accessibility_ids=(drafts.accessibility(),),
        target_group_ids=(drafts.target_group(),),
    )  # fmt: skip
    expected = {
        "key": course.key,
        "url": f"http://testserver/de/kurse/{course.key}-sicher-im-netz/",
        "title": "Sicher im Netz",
        "summary": "Passwörter und mehr.",
        "text_language": "de",
        "languages": ["de"],
        "partners": [{"slug": "haus", "name": "Haus"}],
        "stages": ["primary"],
        "action_fields": ["energy"],
        "competence_areas": ["rahmen-1:9"],
        "target_groups": ["teachers"],
        "accessibility": ["captions"],
        "formats": ["online"],
        "level": "beginner",
        "effort_minutes": 120,
        "licence": "CC-BY-SA-4.0",
        "published_at": "2026-11-24T10:00:00Z",
        "changed_at": "2026-11-24T10:00:00Z",
    }
    answer = client.get(COURSES).json()
    assert answer == {"count": 1, "page": 1, "pages": 1, "results": [expected]}
    detail = client.get(f"{COURSES}/{course.key}").json()
    assert {name: detail.pop(name) for name in expected} == expected
    assert detail == {
        "description_html": "",
        "goals": [],
        "prerequisites": "",
        "accessibility_notes": "",
        "competences": [
            {"framework": "Rahmen", "version": "1", "code": "9.1", "title": "Daten bewerten", "level": 3}
        ],
        "lessons": [
            {
                "slug": f"lektion-{number}",
                "title": f"Lektion {number}",
                "section": "",
                "minutes": 10,
                "is_required": True,
                "is_open": False,
            }
            for number in (1, 2)
        ],
    }  # fmt: skip


def test_no_body_quiz_or_file_of_a_lesson_leaks(client):
    lesson = drafts.lesson_draft(
        1, html="<p>GEHEIM</p>", quizzes=(drafts.quiz_draft(),), files=(drafts.file_draft(),)
    )
    course = publish(lessons=(lesson,))
    for path in (COURSES, f"{COURSES}/{course.key}"):
        text = client.get(path).content.decode()
        assert [word for word in ("GEHEIM", "documents/", "is_correct") if word in text] == []


def test_filters_search_and_order(client):
    publish("Alpha", level="advanced")
    publish("Beta")

    def titles(**query):
        return [row["title"] for row in client.get(COURSES, query).json()["results"]]

    assert titles(level="advanced") == ["Alpha"]
    assert titles(q="alpha") == ["Alpha"]
    assert titles(course_language="en") == []
    assert titles(sort="boese", page=1) == ["Beta", "Alpha"]


@pytest.mark.parametrize("query", ["page=0", "page=x", f"q={'x' * 81}"])
def test_impossible_queries_are_refused(client, query):
    assert client.get(f"{COURSES}?{query}").status_code == 422


@pytest.mark.parametrize("page", ["0", "10001", "99999999999999999999", "x"])
def test_impossible_pages_of_runs_are_refused(client, page):
    assert client.get("/api/v1/runs", {"page": page}).status_code == 422


def test_texts_come_in_the_language_asked_for(client):
    texts = {"de": CourseTextDraft("Netz", "netz"), "en": CourseTextDraft("Network", "network")}
    course = store_course(draft=drafts.course_draft(texts=texts), at=NOW)
    english = client.get(f"{COURSES}/{course.key}", {"language": "en"}).json()
    assert (english["title"], english["url"].split("/")[3]) == ("Network", "en")
    unknown = client.get(COURSES, {"language": "xx"}).json()["results"][0]
    assert (unknown["title"], unknown["text_language"]) == ("Netz", "de")


def test_retired_and_unknown_courses_are_not_found(client):
    course = publish()
    retire_course(source_key=course.source_key, at=NOW)
    answers = [client.get(f"{COURSES}/{key}") for key in (course.key, "bcdfghjkmn")]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content
    assert client.get(COURSES).json()["count"] == 0
    assert client.get("/api/v1/runs").json()["count"] == 0


def test_runs_of_published_courses_that_have_not_ended(client):
    course, other = publish(), publish("Anderer")
    for ends_at in (NOW - timedelta(days=1), datetime(2126, 1, 1, tzinfo=UTC)):
        CourseRun.objects.create(
            course=course, kind="dated", mode="on_site", capacity=12,
            starts_at=ends_at - timedelta(days=1), ends_at=ends_at,
        )  # fmt: skip
    runs = client.get("/api/v1/runs", {"course": course.key}).json()
    assert runs["count"] == 2
    dated = next(run for run in runs["results"] if run["kind"] == "dated")
    assert dated == {
        "key": dated["key"],
        "course": course.key,
        "kind": "dated",
        "mode": "on_site",
        "enrol_from": None,
        "enrol_until": None,
        "starts_at": "2125-12-31T00:00:00Z",
        "ends_at": "2126-01-01T00:00:00Z",
        "capacity": 12,
        "has_free_seat": True,
    }
    assert client.get("/api/v1/runs").json()["count"] == 3
    assert client.get("/api/v1/runs", {"page": 2}).json()["results"] == []
    assert other.runs.count() == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow_with_rows(client, rows, django_assert_num_queries):
    for number in range(rows):
        publish(f"Kurs {number}", stage_ids=(drafts.stage(),))
    client.get(COURSES)
    with django_assert_num_queries(5):
        client.get(COURSES)
    with django_assert_num_queries(2):
        client.get("/api/v1/runs")


def test_reading_needs_no_session(client):
    publish()
    response = client.get(COURSES)
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
