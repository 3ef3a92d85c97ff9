"""Twins: whoever does not lead the class finds nothing, byte for byte."""

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.actions.school_class.ending import end_class
from courses.models import SchoolClass
from lms.records.models import AuditEvent
from network.actions.membership import grant_role
from network.enums import Role
from network.models import Membership
from tests.factories.accounts import UserFactory, sign_in
from tests.support.school_class import NOW, assigned, lead_of, room

pytestmark = pytest.mark.django_db
READ = ("class", "class-csv", "class-facts", "class-parents", "class-seats", "class-tasks",
        "class-groups", "class-leads")  # fmt: skip
WRITE = ("class-open", "class-end", "class-add", "class-chosen", "class-sheet", "class-joining",
         "class-tasks", "class-groups", "class-leads", "class-facts")  # fmt: skip


@pytest.fixture
def here():
    return assigned(room(seats=1))


def admin_of(house):
    user = UserFactory()
    grant_role(partner=house, user=user, role=Role.ADMIN, actor=None, at=NOW)
    type(user).objects.filter(pk=user.pk).update(requires_second_factor=False)
    return type(user).objects.get(pk=user.pk)


def stranger(here, who):
    if who == "another class":
        return room(seats=0).lead
    if who == "same house":
        return lead_of(here.house)
    return admin_of(here.house) if who == "admin" else UserFactory()


@pytest.mark.parametrize("who", ["another class", "same house", "admin", "learner"])
def test_others_find_what_nobody_finds(client, here, who):
    sign_in(client, stranger(here, who))
    before = SchoolClass.objects.filter(pk=here.school_class.pk).values().get()
    events = AuditEvent.objects.count()
    addresses = [("get", name, ()) for name in READ] + [("post", name, ()) for name in WRITE]
    seat = here.cards[0].seat.key
    task = here.school_class.assignments.get().key
    addresses += [("get", "class-seat", (seat,)), ("post", "class-task-end", (task,))]
    for method, name, more in addresses:
        found = getattr(client, method)(here.address(name, *more))
        absent = getattr(client, method)(reverse(f"courses:{name}", args=["bbbbbbbbbb", *more]))
        assert (found.status_code, absent.status_code) == (404, 404), name
        assert len(found.content) == len(absent.content), name
    assert SchoolClass.objects.filter(pk=here.school_class.pk).values().get() == before
    assert AuditEvent.objects.count() == events


def test_the_lead_comes_in_until_the_membership_ends(client, here):
    sign_in(client, here.lead)
    assert [client.get(here.address(name)).status_code for name in READ] == [200] * len(READ)
    Membership.objects.filter(user=here.lead).delete()
    assert {client.get(here.address(name)).status_code for name in READ} == {404}


def test_after_the_end_there_is_the_table_and_nothing_else(client, here):
    sign_in(client, here.lead)
    end_class(school_class=here.school_class, actor=None, at=timezone.now())
    statuses = {name: client.get(here.address(name)).status_code for name in READ}
    assert statuses == dict.fromkeys(READ, 409) | {"class": 200, "class-csv": 200}
    page = client.get(here.address("class")).content.decode()
    assert "zu Ende" in page
    assert here.cards[0].seat.alias not in page
    assert here.cards[0].seat.alias in client.get(here.address("class-csv")).content.decode()
    assert client.get(here.address("class-seat", here.cards[0].seat.key)).status_code == 409
    assert client.post(here.address("class-add"), {"number": "1"}).status_code == 409


def test_strangers_sign_in_first(client, here):
    response = client.get(here.address("class"))
    assert response["Location"].startswith(reverse("account_login"))


def test_seats_of_other_classes_are_not_here(client, here):
    other = assigned(room(seats=1))
    other.attempt(other.cards[0], is_right=True)
    sign_in(client, here.lead)
    seat, attempt = other.cards[0].seat, other.enrolment(other.cards[0]).attempts.get()
    assert client.get(here.address("class-seat", seat.key)).status_code == 404
    own = here.cards[0].seat.key
    assert client.get(here.address("class-answers", own, attempt.key)).status_code == 404
    task = other.school_class.assignments.get()
    assert client.post(here.address("class-task-end", task.key)).status_code == 404
    group = other.school_class.groups.create(title="Rot")
    assert client.post(here.address("class-group", group.pk)).status_code == 404
    chosen = client.post(here.address("class-chosen"), {"seats": seat.key, "entfernen": "1"})
    assert chosen.status_code == 422
    seat.refresh_from_db()
    assert seat.removed_at is None
