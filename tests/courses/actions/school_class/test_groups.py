"""Groups of seats."""

import pytest

from courses.actions.school_class.groups import (
    GroupTitleError,
    create_group,
    delete_group,
    set_group_seats,
)
from courses.models import Assignment, ClassGroup, ClassSeat, Enrolment
from tests.support.school_class import NOW, assigned, room

pytestmark = pytest.mark.django_db


def test_who_comes_into_a_group_gets_its_tasks():
    here = room(seats=2)
    group = create_group(school_class=here.school_class, title="Rot", actor=here.lead, at=NOW)
    assigned(here, group=group)
    assert not Enrolment.objects.exists()
    stranger = room(seats=1).cards[0].seat
    seats = [here.cards[0].seat, stranger]
    set_group_seats(group=group, seats=seats, actor=here.lead, at=NOW)
    assert list(group.seats.all()) == [here.cards[0].seat]
    assert here.enrolment(here.cards[0]).origin == "class"


def test_titles_differ_within_a_class():
    here = room(seats=0)
    create_group(school_class=here.school_class, title="Rot", actor=here.lead, at=NOW)
    with pytest.raises(GroupTitleError):
        create_group(school_class=here.school_class, title="Rot", actor=here.lead, at=NOW)
    assert ClassGroup.objects.count() == 1


def test_a_group_goes_with_its_tasks_and_without_its_seats():
    here = room(seats=1)
    group = create_group(school_class=here.school_class, title="Rot", actor=here.lead, at=NOW)
    assigned(here, group=group)
    delete_group(group=group, actor=here.lead, at=NOW)
    assert not Assignment.objects.exists()
    assert ClassSeat.objects.count() == 1
