"""The read model of the course page."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from courses.actions.course import store_course
from courses.actions.draft import LessonTextDraft
from courses.actions.run import RunPlan, plan_run
from courses.queries.course import (
    OutlineLesson,
    OutlineSection,
    course_page,
    course_text,
    licence,
    open_enrolment,
    open_runs,
    outline,
)
from tests.factories import drafts
from tests.factories.courses import CourseFactory, EnrolmentFactory
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def outlined(number, **values):
    defaults = {"title": f"Lektion {number}", "lang": "de", "minutes": 10, "is_required": True}
    return OutlineLesson(slug=f"lektion-{number}", **{**defaults, "is_open": False, **values})


def test_the_outline_names_newest_titles_by_section(django_assert_num_queries):
    lessons = (
        drafts.lesson_draft(1, section=0),
        drafts.lesson_draft(2, section=1),
        drafts.lesson_draft(3, section=1, is_open=True, is_required=False),
    )
    draft = drafts.course_draft(lessons=lessons, sections=({"de": "A"}, {"de": "B", "en": "Bee"}))
    store_course(draft=draft, at=NOW)
    renamed = replace(lessons[0], texts={"de": LessonTextDraft("Neu", ())})
    shortened = replace(draft, lessons=(renamed, *lessons[1:]))
    course = store_course(draft=shortened, at=NOW + timedelta(hours=1))
    with django_assert_num_queries(1):
        found = outline(course, "de")
    assert found == [
        OutlineSection("A", 1, [outlined(1, title="Neu")]),
        OutlineSection("B", 2, [outlined(2), outlined(3, is_open=True, is_required=False)]),
    ]
    assert [section.title for section in outline(course, "en")] == ["A", "Bee"]


def test_a_lesson_is_named_in_the_readers_language_where_it_has_one():
    lesson, other = drafts.lesson_draft(1), drafts.lesson_draft(2)
    english = LessonTextDraft("Lesson 1", ())
    both = replace(lesson, texts={"en": english, **lesson.texts})
    course = store_course(draft=drafts.course_draft(lessons=(both, other)), at=NOW)
    names = [(lesson.title, lesson.lang) for lesson in outline(course, "en")[0].lessons]
    assert names == [("Lesson 1", "en"), ("Lektion 2", "de")]
    assert [lesson.title for lesson in outline(course, "de")[0].lessons] == [
        "Lektion 1",
        "Lektion 2",
    ]


def test_retired_lessons_are_left_out():
    draft = drafts.course_draft()
    store_course(draft=draft, at=NOW)
    course = store_course(draft=replace(draft, lessons=draft.lessons[:1]), at=NOW)
    page = course_page(course_text(course.key, "de"))
    assert page.lesson_count == 1


def test_an_unknown_course_has_no_text():
    assert course_text("bcdfghjkmn", "de") is None


def test_only_an_open_enrolment_counts():
    enrolment = EnrolmentFactory()
    assert open_enrolment(enrolment.user, enrolment.course) == enrolment
    assert open_enrolment(AnonymousUser(), enrolment.course) is None
    enrolment.state = "left"
    enrolment.save()
    assert open_enrolment(enrolment.user, enrolment.course) is None


@pytest.mark.parametrize(
    ("identifier", "named"),
    [
        ("CC-BY-SA-4.0", ("CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/")),
        ("CC-BY-3.0", ("CC BY 3.0", "https://creativecommons.org/licenses/by/3.0/")),
        ("CC0-1.0", ("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/")),
        ("LicenseRef-all-rights-reserved", ("Alle Rechte vorbehalten", "")),
        ("MIT", ("MIT", "")),
        ("CC-X", ("CC-X", "")),
        ("", ("", "")),
    ],
)
def test_licences_are_named_with_their_address(identifier, named):
    assert licence(identifier) == named


def test_runs_that_have_ended_are_gone():
    course = CourseFactory()
    soon = plan_run(course=course, plan=RunPlan(starts_at=NOW), at=NOW)
    day = timedelta(days=1)
    past = RunPlan(starts_at=NOW - 2 * day, ends_at=NOW - day)
    plan_run(course=course, plan=past, at=past.starts_at)
    any_time = course.runs.get(kind="self_paced")
    with expect_statements(1):
        found = open_runs(course, at=NOW)
    assert set(found) == {any_time, soon}
