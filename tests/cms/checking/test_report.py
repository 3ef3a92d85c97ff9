"""Hard findings hold a course back, hints do not."""

import pytest

from cms.checking import CourseNotReadyError, Severity, check, refuse_unready, report_on
from cms.models import LessonPage
from cms.moderation import approve, submit
from tests.factories.cms import document
from tests.factories.written import block, written
from tests.support import admin

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return admin.world()


def empty_lesson(course, by):
    lesson = LessonPage(title="Leer", slug="leer", live=False, owner=by)
    course.add_child(instance=lesson)
    lesson.save_revision(user=by)
    return lesson


def test_findings_are_parted_by_what_they_mean():
    report = check(
        written([block("text", '<p><a href="https://a.example">hier</a></p>')], goals="")
    )
    assert [finding.code for finding in report.hard] == ["no_goals"]
    assert [finding.code for finding in report.hints] == ["no_cover", "silent_link"]
    assert {finding.severity for finding in report.findings} == set(Severity)


def test_a_course_with_hints_passes_and_one_with_a_hard_finding_does_not(world):
    assert report_on(world.course).hard == []
    assert report_on(world.course).hints != []
    refuse_unready(world.course)
    lesson = empty_lesson(world.course, world.people["author_a"])
    assert [finding.page_id for finding in report_on(world.course).hard] == [lesson.pk]
    for page in (world.course, lesson):
        with pytest.raises(CourseNotReadyError):
            refuse_unready(page)


def test_neither_submitted_nor_approved(world):
    author = world.people["author_a"]
    lesson = empty_lesson(world.course, author)
    with pytest.raises(CourseNotReadyError):
        submit(page=world.course, user=author)
    assert not world.course.workflow_states.exists()
    file = document()
    file.licence = "CC0-1.0"
    file.save()
    lesson.body = [("file", {"title": "Blatt", "file": file, "description": ""})]
    lesson.save_revision(user=author)
    submit(page=world.course, user=author)
    type(file).objects.update(licence="")  # no edit of a page, so it still waits
    with pytest.raises(CourseNotReadyError):
        approve(page=world.course, user=world.people["city"])
    world.course.refresh_from_db()
    assert not world.course.live
    type(file).objects.update(licence="CC0-1.0")
    other = LessonPage(title="Später", slug="spaeter", live=False, owner=author)
    world.course.add_child(instance=other)
    other.save_revision(user=author)  # what nobody has submitted holds nothing back
    assert approve(page=world.course, user=world.people["city"]) == 4
