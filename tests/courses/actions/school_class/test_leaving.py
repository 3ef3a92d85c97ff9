"""Who alone answers for a class; what an erasure does is in ``courses/actions/test_erasure``."""

from datetime import timedelta

import pytest

from courses.actions.school_class.leads import add_co_lead
from courses.actions.school_class.leaving import ask_to_hand_over, tell_lead_gone
from lms.records.models import OutboxMessage
from tests.factories.network import MembershipFactory
from tests.support.school_class import ENDS, NOW, lead_of, room

pytestmark = pytest.mark.django_db


def test_with_somebody_who_goes_on_nobody_is_asked():
    here = room(seats=0)
    assert ask_to_hand_over(user=here.lead, at=NOW) == [
        "Nur Sie leiten „7b“. Übergeben Sie die Klasse zuerst auf ihrer Seite „Leitung“, oder "
        "beenden Sie sie."
    ]
    other = lead_of(here.house)
    add_co_lead(school_class=here.school_class, person=other, actor=here.lead, at=NOW)
    assert ask_to_hand_over(user=here.lead, at=NOW) == []
    other.memberships.all().delete()
    assert len(ask_to_hand_over(user=here.lead, at=NOW)) == 1


def test_telling_twice_is_telling_once():
    here = room(seats=0)
    admin = MembershipFactory(partner=here.house, role="admin").user
    for _time in range(2):
        tell_lead_gone(user=here.lead, at=NOW)
    assert OutboxMessage.objects.get().recipient == admin.email


def test_after_its_last_day_a_class_needs_no_lead():
    here = room(seats=0)
    after = NOW.replace(year=ENDS.year, month=ENDS.month, day=ENDS.day) + timedelta(days=1)
    assert ask_to_hand_over(user=here.lead, at=after) == []
