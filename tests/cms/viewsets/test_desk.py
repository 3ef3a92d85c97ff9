"""Authors find their courses again, and what each of them lacks."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from cms.moderation import approve, submit
from cms.scope import Scope
from cms.viewsets.desk import desk_courses
from lms.taxonomy.models import EducationStage
from tests.support import admin
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return admin.world()


def home(world, person):
    return admin.signed_in(world.people[person]).get("/admin/").content.decode()


def test_an_author_finds_the_courses_of_the_own_house_only(world):
    text = home(world, "author_a")
    assert "Meine Kurse" in text
    assert reverse("cms:course-review", args=[world.course.pk]) in text
    assert admin.SENTINEL in text
    other = home(world, "author_b")
    assert admin.SENTINEL not in other
    assert "Noch kein Kurs." in other


@pytest.mark.parametrize("person", ["city", "platform"])
def test_who_writes_for_nobody_has_no_desk(world, person):
    assert "Meine Kurse" not in home(world, person)


def test_the_state_follows_the_course(world):
    scope = Scope(world.people["author_a"])
    assert desk_courses(scope)[0].state == "Entwurf"
    submit(page=world.course, user=world.people["author_a"])
    assert desk_courses(scope)[0].state == "wartet auf Freigabe"
    other = admin.course(world.a, "Zweiter", owner=world.people["author_a"])
    other.save_revision().publish()
    assert [row.state for row in desk_courses(scope)] == ["veröffentlicht", "wartet auf Freigabe"]
    other.refresh_from_db()
    other.summary = "Neu."
    other.save_revision()
    assert desk_courses(scope)[0].state == "veröffentlicht, mit Änderungen"


def test_a_scheduled_course_tells_its_day(world):
    day = timezone.now().replace(hour=11, minute=0) + timedelta(days=9)
    author, city = world.people["author_a"], world.people["city"]
    submit(page=world.course, user=author, go_live_at=day)
    approve(page=world.course, user=city)
    scope = Scope(author)
    assert scope.house_paths
    shown = date_format(timezone.localtime(day), "SHORT_DATETIME_FORMAT")
    with expect_statements(2):
        assert desk_courses(scope)[0].state == f"freigegeben, erscheint am {shown}"
    other = admin.course(world.a, "Zweiter", owner=author)
    other.save_revision().publish()
    other.refresh_from_db()
    other.summary, other.go_live_at = "Neu.", day
    other.save_revision().publish()
    assert desk_courses(scope)[0].state == f"veröffentlicht, Änderungen erscheinen am {shown}"


def test_what_the_newest_draft_leaves_empty_is_told(world):
    scope = Scope(world.people["author_a"])
    page = admin.course(world.a, "Leer", owner=world.people["author_a"], lessons=0)
    page.goals, page.stages = "", []
    page.save_revision()
    assert desk_courses(scope)[0].missing == [
        "Lernziele", "Bildungsstufen", "Kompetenzen", "Lektionen"
    ]  # fmt: skip
    page.goals = "Etwas können"
    page.stages = [EducationStage.objects.get(code="adult")]
    page.save_revision()
    assert desk_courses(scope)[0].missing == ["Kompetenzen", "Lektionen"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same(world, rows):
    for number in range(rows - 1):
        admin.course(world.a, f"Kurs {number}", owner=world.people["author_a"])
    scope = Scope(world.people["author_a"])
    assert scope.house_paths
    with expect_statements(2):  # pages with their newest revisions; workflows
        assert len(desk_courses(scope)) == rows
