"""Authors read on their desk what came back and why."""

import pytest

from cms.moderation import send_back, submit
from cms.scope import Scope
from cms.viewsets.returned import returned_courses
from tests.support import admin
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return admin.world()


def returned(world, page, comment):
    submit(page=page, user=world.people["author_a"])
    send_back(page=page, user=world.people["city"], comment=comment)


def test_the_comment_stands_once_however_many_lessons_came_back(world):
    returned(world, world.course, "Bitte kürzen")
    rows = returned_courses(Scope(world.people["author_a"]))
    assert [(row.title, row.comment) for row in rows] == [(world.course.title, "Bitte kürzen")]
    home = admin.signed_in(world.people["author_a"]).get("/admin/").content.decode()
    assert "„Bitte kürzen“" in home
    assert returned_courses(Scope(world.people["author_b"])) == []


def test_a_lesson_alone_leads_to_its_course(world):
    returned(world, world.course.get_children().first().specific, "Nur hier")
    row = returned_courses(Scope(world.people["author_a"]))[0]
    assert row.title == world.course.title
    assert row.url.endswith(f"/{world.course.pk}/")


def test_what_is_submitted_again_waits_no_longer(world):
    returned(world, world.course, "Noch einmal")
    submit(page=world.course, user=world.people["author_a"])
    assert returned_courses(Scope(world.people["author_a"])) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same(world, rows):
    for number in range(rows):
        page = admin.course(world.a, f"Kurs {number}", owner=world.people["author_a"])
        returned(world, page, f"Grund {number}")
    scope = Scope(world.people["author_a"])
    assert scope.house_paths
    with expect_statements(3):  # approvals; their pages; the courses of these
        assert len(returned_courses(scope)) == rows
