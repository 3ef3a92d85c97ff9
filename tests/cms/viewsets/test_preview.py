"""Authors take the tests of their drafts; nothing is stored, no solution comes before the answer."""

import pytest

from cms.authoring.guests import accept_invitation, invitations_for, invite_guest
from cms.models import CoursePageProvider
from courses.actions.question import create_question, default_bank
from courses.models import QuizAttempt
from tests.support import admin
from tests.support.world import QUESTIONS, SECRET

pytestmark = pytest.mark.django_db
DRAWN = "Gezogene Frage-77"


@pytest.fixture
def world():
    return admin.world()


def question(partner, kind, **changes):
    return create_question(
        bank=default_bank(partner), type=kind, content=QUESTIONS[kind] | changes, locale="de",
        tags=["alltag"] if changes else [], at=admin.NOW,
    )  # fmt: skip


@pytest.fixture
def url(world):
    """Every type once and a draw of one, in a lesson nobody has published."""
    question(world.a, "single", prompt=DRAWN)
    parts = [{"version": question(world.a, kind).pk} for kind in QUESTIONS]
    lesson = world.course.get_children().first().specific
    draws = [{"tag": "alltag", "number": 1}]
    quiz = {"title": "Probe", "pass_percent": 50, "attempts": 0, "parts": parts, "draws": draws}
    lesson.body = [("text", "<p>x</p>"), ("quiz", quiz)]
    lesson.save_revision()
    block = lesson.get_latest_revision_as_object().body[1].id
    return f"/admin/vorschau/{lesson.pk}/{block}/"


def test_asked_without_solutions_and_graded_without_a_trace(world, url):
    client = admin.signed_in(world.people["author_a"])
    asked = client.get(url).content.decode()
    assert all(f'id="frage-{number}"' in asked for number in range(1, len(QUESTIONS) + 2))
    assert DRAWN in asked
    assert SECRET not in asked
    graded = client.post(url, {"f0": "b"}).content.decode()
    assert "1 von 1 Punkt" in graded
    assert "Noch nicht bestanden" in graded
    assert SECRET in graded
    assert not QuizAttempt.objects.exists()


def test_enough_points_pass(world, url):
    answers = {
        "f0": "b", "f1": ["a", "b"], "f2": "false", "f3": "router", "f4": "12,7391", "f8": "a", "f10": "b",
    }  # fmt: skip
    answer = admin.signed_in(world.people["author_a"]).post(url, answers)
    assert "Bestanden" in answer.content.decode()


def test_the_previews_lead_there(world, url):
    client = admin.signed_in(world.people["author_a"])
    lesson = world.course.get_children().first()
    for page in (lesson, world.course):  # the course shows its first lesson, as it was drafted
        assert url in client.get(f"/admin/pages/{page.pk}/view_draft/").content.decode()
    assert f"/admin/pages/{world.course.pk}/view_draft/" in client.get("/admin/").content.decode()


@pytest.mark.parametrize("person", ["author_b", "learner"])
def test_nobody_else_finds_it(world, url, person):
    assert admin.signed_in(world.people[person]).get(url).status_code == 404


def test_no_test_there_no_page(world, url):
    lesson, block = url.split("/")[3:5]
    client = admin.signed_in(world.people["author_a"])
    body = world.course.get_children().first().specific.get_latest_revision_as_object().body
    for other in (body[0].id, "nichts"):
        assert client.get(url.replace(block, other)).status_code == 404
    assert client.get(url.replace(lesson, "987654")).status_code == 404


def test_a_guest_is_not_asked_from_the_houses_pool(world, url):
    world.course.providers = [CoursePageProvider(partner=world.b)]
    world.course.save_revision()
    user = world.people["author_b"]
    invite_guest(
        course=world.course, email=user.email, actor=world.people["author_a"], at=admin.NOW
    )
    accept_invitation(guest=invitations_for(user)[0], user=user, at=admin.NOW)
    asked = admin.signed_in(user).get(url)
    assert asked.status_code == 200
    assert DRAWN not in asked.content.decode()
