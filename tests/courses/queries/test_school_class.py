"""Classes as leads and houses see them."""

from datetime import timedelta

import pytest

from courses.actions.school_class.leads import add_co_lead
from courses.actions.school_class.seats import remove_seat
from courses.queries.school_class import (
    assigned_to,
    counted,
    has_ended,
    house_classes,
    last_day,
    led_classes,
    possible_leads,
    seats_of,
)
from network.actions.membership import grant_role
from network.enums import Role
from network.models import Membership
from tests.factories.accounts import UserFactory
from tests.support.school_class import ENDS, NOW, assigned, lead_of, room

pytestmark = pytest.mark.django_db


def test_only_named_leads_of_the_house_find_a_class():
    here = room(seats=0)
    colleague, stranger = lead_of(here.house), room(seats=0).lead
    assert list(led_classes(here.lead)) == [here.school_class]
    assert not led_classes(colleague).exists()
    assert here.school_class not in led_classes(stranger)
    add_co_lead(school_class=here.school_class, person=colleague, actor=here.lead, at=NOW)
    assert list(led_classes(colleague)) == [here.school_class]
    Membership.objects.filter(user=here.lead).update(role=Role.ADMIN)
    assert not led_classes(here.lead).exists()


def test_admins_see_who_leads_in_their_own_house():
    here = room(seats=0)
    room(seats=0)
    admin = UserFactory()
    grant_role(partner=here.house, user=admin, role=Role.ADMIN, actor=None, at=NOW)
    (found,) = house_classes(admin)
    assert [row.user for row in found.leads.all()] == [here.lead]
    assert list(possible_leads(here.school_class)) == [here.lead]


def test_removed_seats_are_not_counted():
    here = room(seats=3)
    remove_seat(seat=here.cards[0].seat, actor=here.lead, at=NOW)
    assert seats_of(here.school_class).count() == 2
    assert counted(led_classes(here.lead)).get().size == 2


def test_a_seat_has_its_own_its_groups_and_the_classes_tasks():
    here = room(seats=2)
    one, other = here.cards
    group = here.school_class.groups.create(title="Rot")
    group.seats.add(one.seat)
    assigned(here, due_at=NOW + timedelta(days=3))
    assigned(here, group=group, due_at=NOW + timedelta(days=1))
    assigned(here, seat=other.seat)
    assert [row.group for row in assigned_to(one.seat)] == [group, None]
    assert [row.seat for row in assigned_to(other.seat)] == [None, other.seat]


def test_the_end_of_a_class():
    here = room(seats=0)
    assert last_day(here.school_class) == ENDS + timedelta(days=60)
    assert not has_ended(here.school_class, NOW)
    assert has_ended(here.school_class, NOW + timedelta(days=300))
