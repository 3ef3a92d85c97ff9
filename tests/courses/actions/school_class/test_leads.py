"""Who looks after a class, and that rights end with the membership."""

import pytest

from courses.actions.school_class.leads import (
    NotOfTheHouseError,
    add_co_lead,
    hand_over,
    remove_co_lead,
)
from courses.queries.school_class import is_led_by
from lms.common.errors import ConflictError, NotAllowedError
from network.models import Membership
from tests.factories.accounts import UserFactory
from tests.factories.network import MembershipFactory
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


def test_who_helps_gives_the_class_to_nobody():
    here = room(seats=0)
    helper = lead_of(here.house)
    add_co_lead(school_class=here.school_class, person=helper, actor=here.lead, at=NOW)
    with pytest.raises(NotAllowedError):
        hand_over(school_class=here.school_class, person=helper, actor=helper, at=NOW)
    roles = dict(here.school_class.leads.values_list("user", "role"))
    assert roles == {here.lead.pk: "lead", helper.pk: "co_lead"}
    boss = MembershipFactory(partner=here.house, role="admin").user
    hand_over(school_class=here.school_class, person=helper, actor=boss, at=NOW)
    assert here.school_class.leads.get().user == helper
