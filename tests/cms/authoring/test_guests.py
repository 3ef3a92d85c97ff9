"""Authors of a co-providing partner write at one course and see nothing else of its house."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from cms.authoring.guests import (
    accept_invitation,
    group_name,
    invitations_for,
    invite_guest,
    people_at,
    sync_guests,
    withdraw_guest,
)
from cms.models import CourseGuest, CoursePageProvider
from cms.onboarding import pages_of
from cms.scope import Scope
from courses.actions.question import create_question, default_bank
from lms.common.errors import ConflictError
from lms.records.models import OutboxMessage
from network.actions.membership import end_role
from network.enums import Role
from tests.support import admin
from tests.support.world import QUESTIONS

pytestmark = pytest.mark.django_db
OTHER = "Anderer-5e1"  # stands in A's other course, its question and image


@pytest.fixture
def world():
    world = admin.world()
    name_providers(world.course, world.b)
    return world


def name_providers(course, *partners):
    course.providers = [CoursePageProvider(partner=partner) for partner in partners]
    course.save_revision()


def invited(world, person="author_b"):
    user = world.people[person]
    invite_guest(
        course=world.course, email=user.email.upper(), actor=world.people["author_a"], at=admin.NOW
    )
    return user


def joined(world):
    user = invited(world)
    accept_invitation(guest=invitations_for(user)[0], user=user, at=admin.NOW)
    return user


def status(client, name, *args):
    return client.get(reverse(f"wagtailadmin_pages:{name}", args=args)).status_code


def test_an_invitation_alone_opens_nothing(world):
    user = invited(world)
    assert not Scope(user).is_own(world.course.path)
    assert OutboxMessage.objects.filter(kind="course_guest", recipient=user.email).count() == 1
    home = admin.signed_in(user).get("/admin/").content.decode()
    assert "Annehmen" in home


@pytest.mark.parametrize("address", ["niemand@example.org", "learner"])
def test_who_may_not_write_looks_the_same_and_hears_nothing(world, address):
    email = address if "@" in address else world.people[address].email
    args = {"course": world.course, "actor": world.people["author_a"], "at": admin.NOW}
    invite_guest(email=email, **args)
    invite_guest(email=email, **args)
    assert [row.email for row in people_at(world.course)] == [email.lower()]
    assert not OutboxMessage.objects.filter(kind="course_guest").exists()
    assert invitations_for(world.people["learner"]) == []


def test_without_a_co_provider_nobody_is_invited(world):
    name_providers(world.course)
    with pytest.raises(ConflictError, match="Weitere Anbieter"):
        invited(world)
    assert not CourseGuest.objects.exists()


def test_a_guest_edits_the_course_and_its_lessons_only(world):
    other = admin.course(world.a, OTHER, owner=world.people["author_a"])
    house = pages_of(world.a).get(locale__language_code="de")
    client = admin.signed_in(joined(world))
    lesson = world.course.get_children().first()
    for name in ("edit", "history", "view_draft", "revisions_index"):
        assert status(client, name, lesson.pk) in {200, 302}, name
        assert status(client, name, other.pk) == 404, name
        assert status(client, name, house.pk) == 404, name
    assert status(client, "add", "cms", "lessonpage", world.course.pk) == 200
    for name in ("delete", "copy", "move", "unpublish"):
        assert status(client, name, lesson.pk) == 403, name
    assert client.get(f"/admin/mitschreibende/{world.course.pk}/").status_code == 404
    approve = reverse("cms:course-approve", args=[world.course.pk])
    assert client.post(approve).status_code in {403, 409}


def test_lists_searches_and_choosers_show_nothing_else_of_the_house(world):
    admin.course(world.a, OTHER, owner=world.people["author_a"])
    admin.image(world.a, OTHER)
    content = QUESTIONS["single"] | {"prompt": OTHER}
    create_question(
        bank=default_bank(world.a), type="single", content=content, locale="de", at=admin.NOW
    )
    house = pages_of(world.a).get(locale__language_code="de")
    client = admin.signed_in(joined(world))
    for path in (
        "/admin/", f"/admin/pages/{house.pk}/", f"/admin/pages/{house.get_parent().pk}/",
        "/admin/pages/search/?q=Anderer", "/admin/images/", "/admin/images/chooser/",
        "/admin/fragen/", "/admin/fragenwahl/", "/admin/choose-page/search/?q=Anderer",
        f"/admin/choose-page/{house.pk}/", f"/admin/api/main/pages/?child_of={house.pk}",
        "/admin/kurse/kopieren/",
    ):  # fmt: skip
        answer = client.get(path)
        assert OTHER not in answer.content.decode().replace("q=Anderer", ""), path
        assert answer.status_code in {200, 404}, path
    shown = client.get(f"/admin/pages/{house.pk}/").content.decode()
    assert admin.SENTINEL in shown  # the one course


def test_a_guest_asks_own_questions_but_not_the_houses(world):
    own, foreign = (
        create_question(
            bank=default_bank(partner), type="single", content=QUESTIONS["single"], locale="de",
            at=admin.NOW,
        )
        for partner in (world.b, world.a)
    )  # fmt: skip
    client = admin.signed_in(joined(world))
    lesson = world.course.get_children().first()
    url = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    for version, wanted in ((own, 302), (foreign, 404)):
        data = {
            "title": "T", "slug": lesson.slug, "minutes": "5", "section": "", "comments-TOTAL_FORMS": 0,
            "comments-INITIAL_FORMS": 0, "body-count": "1", "body-0-deleted": "",
            "body-0-order": "0", "body-0-type": "quiz", "body-0-value-title": "Test",
            "body-0-value-pass_percent": "60", "body-0-value-attempts": "0",
            "body-0-value-parts-count": "1", "body-0-value-parts-0-deleted": "",
            "body-0-value-parts-0-order": "0",
            "body-0-value-parts-0-value-version": str(version.pk),
            "body-0-value-draws-count": "0",
        }  # fmt: skip
        assert client.post(url, data).status_code == wanted


@pytest.mark.parametrize("how", ["withdrawn", "provider removed", "membership ended"])
def test_the_right_ends_with_the_next_request(world, how):
    user = joined(world)
    client = admin.signed_in(user)
    assert status(client, "edit", world.course.pk) == 200
    if how == "withdrawn":
        withdraw_guest(
            guest=people_at(world.course).get(), actor=world.people["author_a"], at=admin.NOW
        )
    elif how == "provider removed":
        name_providers(world.course)
    else:
        end_role(partner=world.b, user=user, role=Role.AUTHOR, actor=None, at=admin.NOW)
    assert status(client, "edit", world.course.pk) == 404
    assert not Group.objects.filter(name=group_name(world.course)).exists()


def test_the_group_goes_with_the_course(world):
    joined(world)
    world.course.delete()
    assert not Group.objects.filter(name__startswith="course-guests-").exists()
    assert not CourseGuest.objects.exists()


def test_repeating_changes_nothing(world):
    user = joined(world)
    sync_guests(world.course)
    group = Group.objects.get(name=group_name(world.course))
    assert list(group.user_set.all()) == [user]
    assert group.page_permissions.count() == 2
