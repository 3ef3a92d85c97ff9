"""Mails about approvals go to who may decide, and back to who asked."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils.timezone import localdate
from wagtail.users.models import UserProfile

from cms.approval_mails import approvers, remind_reviewers
from cms.deputies import name_deputy
from cms.models import ApprovalState, ApprovalTask
from cms.moderation import approve, send_back, submit
from lms.accounts.models import User
from lms.records.models import OutboxMessage
from network.actions.membership import end_role
from network.enums import Role
from tests.support import admin

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return admin.world()


def mails(kind):
    rows = OutboxMessage.objects.filter(kind=kind).order_by("recipient")
    return list(rows.values_list("recipient", flat=True))


def test_asking_and_answering(world):
    submit(page=world.course, user=world.people["author_a"])
    assert mails("approval_asked") == ["carla@example.org", "rosa@example.org"]
    send_back(page=world.course, user=world.people["city"], comment="Kürzer bitte")
    assert mails("approval_refused") == ["alice@example.org"]
    assert "Kürzer bitte" in OutboxMessage.objects.get(kind="approval_refused").text
    submit(page=world.course, user=world.people["author_a"])
    approve(page=world.course, user=world.people["city"])
    assert mails("approval_given") == ["alice@example.org"]


def is_closed(author):
    author.is_active = False
    author.save()


def has_left(author):
    for row in author.memberships.all():
        end_role(partner=row.partner, user=author, role=row.role, actor=None, at=admin.NOW)


@pytest.mark.parametrize("change", [is_closed, has_left])
def test_who_no_longer_belongs_to_the_house_hears_of_no_decision(world, change):
    submit(page=world.course, user=world.people["author_a"])
    change(User.objects.get(pk=world.people["author_a"].pk))
    send_back(page=world.course, user=world.people["city"], comment="Kürzer bitte")
    assert mails("approval_refused") == []


def test_the_course_of_a_house_with_one_person_goes_to_the_city(world):
    house = admin.partner("Haus C", "haus-c", may_self_approve=True)
    alone = admin.member(house, Role.AUTHOR, Role.REVIEWER, Role.ADMIN, name="olga")
    course = admin.course(house, "Allein", owner=alone)
    submit(page=course, user=alone)
    assert mails("approval_asked") == ["carla@example.org"]
    assert approve(page=course, user=world.people["city"]) == 2


def test_who_stands_in_hears_of_it_too(world):
    rolf = admin.member(world.a, Role.REVIEWER, name="rolf")
    profile = UserProfile.get_for_user(rolf)
    profile.submitted_notifications = False
    profile.save()
    today = localdate()
    name_deputy(
        principal=world.people["reviewer_a"], deputy=rolf, partner=world.a,
        from_on=today, until_on=today, at=admin.NOW,
    )  # fmt: skip
    submit(page=world.course, user=world.people["author_a"])
    assert mails("approval_asked") == ["carla@example.org", "rolf@example.org", "rosa@example.org"]
    assert rolf not in approvers(ApprovalTask.objects.first(), at=admin.NOW - timedelta(days=9))


def test_after_five_working_days_each_is_reminded_once(world):
    submit(page=world.course, user=world.people["author_a"])
    monday = datetime(2026, 12, 21, 10, 0, tzinfo=UTC)  # before Christmas
    ApprovalState.objects.update(started_at=monday)
    on_time = datetime(2026, 12, 29, 9, 59, tzinfo=UTC)
    late = datetime(2026, 12, 29, 10, 0, tzinfo=UTC)
    assert remind_reviewers(at=on_time) == 0
    assert remind_reviewers(at=late) == 1
    assert remind_reviewers(at=late + timedelta(days=9)) == 1
    assert mails("approval_reminder") == ["carla@example.org", "rosa@example.org"]
    text = OutboxMessage.objects.filter(kind="approval_reminder").first().text
    assert f"/admin/freigabe/{world.course.pk}/" in text
    approve(page=world.course, user=world.people["city"])
    assert remind_reviewers(at=late + timedelta(days=9)) == 0
