"""Authors read on their desk what several learners miss."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.authoring.guests import accept_invitation, invitations_for, invite_guest
from cms.models import CoursePageProvider, LessonPage
from cms.scope import Scope
from cms.viewsets.signals import signals
from courses.models import LessonSignal
from tests.factories.courses import CourseFactory, EnrolmentFactory, LessonFactory
from tests.support import admin
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def world():
    return admin.world()


@pytest.fixture
def lessons(world):
    pages = LessonPage.objects.child_of(world.course).order_by("path")
    course = CourseFactory(partner=world.a, source_key=world.course.translation_key)
    return [
        LessonFactory(course=course, position=place, source_key=page.translation_key)
        for place, page in enumerate(pages)
    ]


def say(lesson, people, kind="broken", at=None):
    for row in EnrolmentFactory.create_batch(people, course=lesson.course):
        LessonSignal.objects.create(
            enrolment=row, lesson=lesson, kind=kind, created_at=at or timezone.now() - DAY
        )


def home(world, person):
    return admin.signed_in(world.people[person]).get("/admin/").content.decode()


def test_four_people_are_nobody_and_five_at_least_five(world, lessons):
    say(lessons[0], 4)
    say(lessons[0], 1, at=timezone.now())  # today: told tomorrow
    assert "Was Lernende melden" not in home(world, "author_a")
    say(lessons[0], 1)
    text = home(world, "author_a")
    assert "mindestens 5" in text
    assert "Bild, Film, Ton oder Link geht nicht" in text
    page = LessonPage.objects.get(translation_key=lessons[0].source_key)
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in text
    assert "Was Lernende melden" not in home(world, "author_b")


def test_guests_of_a_course_are_not_told(world, lessons):
    say(lessons[0], 5)
    guest = world.people["author_b"]
    world.course.providers = [CoursePageProvider(partner=world.b)]
    world.course.save_revision()
    now = {"actor": world.people["author_a"], "at": admin.NOW}
    invite_guest(course=world.course, email=guest.email, **now)
    accept_invitation(guest=invitations_for(guest)[0], user=guest, at=admin.NOW)
    scope = Scope(guest)
    assert scope.pages().filter(pk=world.course.pk).exists()
    assert signals(scope) == []


@pytest.mark.parametrize(("kinds", "statements"), [(0, 1), (1, 2), (3, 2)])
def test_it_costs_the_same_however_many(world, lessons, kinds, statements):
    for kind in ("unclear", "mistake", "more")[:kinds]:
        say(lessons[1], 5, kind)
    scope = Scope(world.people["author_a"])
    assert scope.house_paths
    with expect_statements(statements):
        assert len(signals(scope)) == kinds
