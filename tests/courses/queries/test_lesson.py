import pytest

from courses.models import LessonContent, LessonFile, Section
from courses.queries.lesson import neighbours, outline_of, trial_view
from tests.factories.courses import CourseFactory, LessonFactory

pytestmark = pytest.mark.django_db


def test_titles_fall_back_to_the_first_language():
    course = CourseFactory(lessons=2)
    first = course.lessons.first()
    LessonContent.objects.create(lesson=first, locale="en", version=1, title="Lesson one")
    steps = outline_of(course, "en")
    assert [(step.title, step.lang) for step in steps] == [("Lesson one", ""), ("Lektion 1", "de")]


def test_the_newest_version_wins():
    course = CourseFactory(lessons=1)
    lesson = course.lessons.get()
    LessonContent.objects.create(lesson=lesson, locale="de", version=7, title="Neu")
    assert [step.title for step in outline_of(course, "de")] == ["Neu"]


def test_neighbours_of_a_lesson():
    course = CourseFactory(lessons=3)
    outline = outline_of(course, "de")
    lessons = [step.lesson for step in outline]
    assert neighbours(outline, "lektion-1") == (lessons[1], lessons[0], lessons[2])
    assert neighbours(outline, "lektion-0") == (lessons[0], None, lessons[1])
    assert neighbours(outline, "fehlt") == (None, None, None)


def test_sections_group_what_stands_together():
    course = CourseFactory(lessons=3)
    section = Section.objects.create(course=course, position=0, titles={"de": "Teil"})
    course.lessons.filter(position__lt=2).update(section=section)
    view = trial_view(course=course, slug="lektion-0", language="de", file_address=str)
    assert [(title, len(steps)) for title, steps in view.sections] == [("Teil", 2), ("", 1)]


def test_file_tokens_become_addresses():
    course = CourseFactory()
    html = '<a href="%%file:d1%%">da</a><a href="%%file:d9%%">weg</a>'
    lesson = LessonFactory(course=course, slug="x", content=[{"kind": "html", "html": html}])
    file = LessonFile.objects.create(
        lesson=lesson, source_key="d1", storage_name="x", title="x", media_type="text/plain"
    )
    view = trial_view(course=course, slug="x", language="de", file_address=lambda key: f"/f/{key}")
    assert view.segments[0].html == f'<a href="/f/{file.key}">da</a><a href="#inhalt">weg</a>'
