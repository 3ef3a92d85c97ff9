"""What was submitted or approved becomes a draft again, as one."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page

from cms.moderation import approve, review_of, submit
from cms.tasks import compile_stale_courses, publish_scheduled
from cms.withdrawing import keep_due_approved, withdraw, withdraw_changed
from courses.models import Course
from lms.common.errors import ConflictError, NotAllowedError
from tests.support import admin

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return admin.world()


def live(page):
    return sorted(page.get_descendants(inclusive=True).values_list("live", flat=True))


def test_what_waits_or_has_a_day_is_withdrawn_as_one(world):
    author = world.people["author_a"]
    with pytest.raises(ConflictError):
        withdraw(page=world.course, user=author)
    tomorrow = timezone.now() + timedelta(days=1)
    submit(page=world.course, user=author, go_live_at=tomorrow)
    assert withdraw(page=world.course, user=author) == 3
    assert review_of(page=world.course, user=author).waiting == ()
    submit(page=world.course, user=author, go_live_at=tomorrow)
    with pytest.raises(NotAllowedError):
        withdraw(page=world.course, user=world.people["author_b"])
    approve(page=world.course, user=world.people["city"])
    review = review_of(page=world.course, user=author)
    assert (len(review.scheduled), review.changed, review.waiting) == (3, (), ())
    assert withdraw(page=world.course, user=author) == 3
    assert len(review_of(page=world.course, user=author).changed) == 3


@pytest.mark.parametrize("is_moved", [False, True])
def test_on_its_day_a_course_appears_as_it_was_approved_or_not_at_all(world, is_moved, monkeypatch):
    now = timezone.now()
    submit(page=world.course, user=world.people["author_a"], go_live_at=now + timedelta(days=1))
    approve(page=world.course, user=world.people["city"])
    assert live(world.course) == [False] * 3
    if is_moved:
        first, second = Page.objects.child_of(world.course).order_by("path")
        second.move(first, pos="left")
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(days=2))
    publish_scheduled()
    compile_stale_courses()
    assert live(world.course) == ([False, False, True] if is_moved else [True] * 3)
    course = Course.objects.get(source_key=world.course.translation_key)
    assert course.lessons.count() == (0 if is_moved else 2)


def test_a_new_draft_beside_what_waits_holds_nothing_up(world):
    author = world.people["author_a"]
    lesson = world.course.get_children().first().specific
    submit(page=lesson, user=author)
    withdraw_changed(page=world.course, user=author)
    assert len(review_of(page=lesson, user=author).waiting) == 1
    withdraw_changed(page=lesson, user=author)
    assert review_of(page=lesson, user=author).waiting == ()
    assert keep_due_approved(at=timezone.now()) == 0
