"""Who looks after a class, and that rights end with the membership."""

import pytest

from courses.actions.school_class.leads import (
    NotOfTheHouseError,
    add_co_lead,
    hand_over,
    remove_co_lead,
)
from courses.queries.school_class import is_led_by
from lms.common.errors import ConflictError
from network.models import Membership
from tests.factories.accounts import UserFactory
from tests.support.school_class import NOW, lead_of, room

pytestmark = pytest.mark.django_db


def test_a_co_lead_of_the_same_house_helps_until_it_ends():
    here = room(seats=0)
    other = lead_of(here.house)
    assert not is_led_by(here.school_class, other)
    add_co_lead(school_class=here.school_class, person=other, actor=here.lead, at=NOW)
    add_co_lead(school_class=here.school_class, person=other, actor=here.lead, at=NOW)
    assert is_led_by(here.school_class, other)
    remove_co_lead(school_class=here.school_class, person=other, actor=here.lead, at=NOW)
    remove_co_lead(school_class=here.school_class, person=other, actor=here.lead, at=NOW)
    assert not is_led_by(here.school_class, other)
    with pytest.raises(ConflictError):
        remove_co_lead(school_class=here.school_class, person=here.lead, actor=other, at=NOW)


@pytest.mark.parametrize("act", [add_co_lead, hand_over])
def test_strangers_get_no_class(act):
    here = room(seats=0)
    for person in (UserFactory(), lead_of(room(seats=0).house)):
        with pytest.raises(NotOfTheHouseError):
            act(school_class=here.school_class, person=person, actor=here.lead, at=NOW)
    assert [row.user for row in here.school_class.leads.all()] == [here.lead]


def test_handing_over_leaves_exactly_one_who_answers():
    here = room(seats=0)
    other = lead_of(here.house)
    add_co_lead(school_class=here.school_class, person=other, actor=here.lead, at=NOW)
    for _time in range(2):
        hand_over(school_class=here.school_class, person=other, actor=here.lead, at=NOW)
    assert [(row.user, row.role) for row in here.school_class.leads.all()] == [(other, "lead")]
    assert not is_led_by(here.school_class, here.lead)


def test_the_right_ends_with_the_membership():
    here = room(seats=0)
    Membership.objects.filter(user=here.lead).delete()
    assert not is_led_by(here.school_class, here.lead)
