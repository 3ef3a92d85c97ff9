from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Revision

from cms import compiling
from cms.models import CourseGuest, HomePage, StandardPage
from cms.tasks import (
    STALE_COURSE,
    compile_stale_courses,
    drop_invitations,
    publish_scheduled,
)
from courses.models import Course
from lms.records.models import StaleMark
from tests.factories.cms import course_page, framed_house, lesson_page, publish
from tests.factories.courses import NOW
from tests.support import admin

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def parent():
    return framed_house()[1]


def test_sweeper_compiles_what_a_crash_left(parent, monkeypatch):
    course = course_page(parent)
    monkeypatch.setattr(compiling, "compile_marked", lambda key: None)  # the crash
    publish(lesson_page(course), course)
    assert StaleMark.objects.filter(object_type=STALE_COURSE).count() == 1
    assert compile_stale_courses() == 1
    assert Course.objects.get().lessons.count() == 1
    assert compile_stale_courses() == 0


def test_one_broken_course_does_not_hold_up_the_others(parent):
    StaleMark.objects.create(object_type=STALE_COURSE, object_key="no-uuid", marked_at=NOW)
    course = course_page(parent)
    publish(course)
    key = str(course.translation_key)
    StaleMark.objects.create(object_type=STALE_COURSE, object_key=key, marked_at=NOW)
    assert compile_stale_courses() == 1
    assert list(StaleMark.objects.values_list("object_key", flat=True)) == ["no-uuid"]


def test_scheduled_pages_are_published_but_a_partners_only_when_approved(parent):
    """The way of an approved course is in test_moderation."""
    day = NOW.replace(year=2020)
    city = StandardPage(title="Über uns", slug="ueber", go_live_at=day, live=False)
    HomePage.objects.first().add_child(instance=city)
    course = course_page(parent, go_live_at=day)
    for page in (city, course):
        Revision.objects.filter(pk=page.save_revision().pk).update(approved_go_live_at=day)
    publish_scheduled()
    city.refresh_from_db()
    course.refresh_from_db()
    assert (city.live, course.live) == (True, False)
    assert not Course.objects.exists()


def test_invitations_nobody_answered_are_forgotten():
    world = admin.world()
    now = timezone.now()
    for days, user in ((31, None), (29, None), (31, world.people["author_b"])):
        CourseGuest.objects.create(
            page=world.course,
            email="" if user else f"x{days}@example.org",
            user=user,
            invited_at=now - timedelta(days=days),
        )
    assert drop_invitations() == 1
    assert CourseGuest.objects.count() == 2
