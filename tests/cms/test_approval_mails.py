"""Mails about approvals go to who may decide, and back to who asked."""

import pytest

from cms.moderation import approve, send_back, submit
from lms.records.models import OutboxMessage
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


def test_the_course_of_a_house_with_one_person_goes_to_the_city(world):
    house = admin.partner("Haus C", "haus-c", may_self_approve=True)
    alone = admin.member(house, Role.AUTHOR, Role.REVIEWER, Role.ADMIN, name="olga")
    course = admin.course(house, "Allein", owner=alone)
    submit(page=course, user=alone)
    assert mails("approval_asked") == ["carla@example.org"]
    assert approve(page=course, user=world.people["city"]) == 2
