"""A class begins in a partner's name, opens for a lesson, and ends within a year."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from courses.actions.school_class.founding import (
    LESSON,
    LONGEST,
    ClassPlan,
    EndError,
    change_class,
    close_class,
    create_class,
    open_class,
    renew_sheet,
    school_year_end,
)
from courses.enums import ClassKind, LeadRole
from courses.models import SchoolClass
from courses.queries.class_entry import class_of_device, is_open
from lms.common.errors import NotAllowedError
from lms.records.models import AuditEvent
from network.models import Membership
from tests.factories.accounts import UserFactory
from tests.support.school_class import ENDS, NOW, lead_of, room

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "end"),
    [(date(2026, 11, 24), date(2027, 7, 31)), (date(2027, 7, 31), date(2027, 7, 31)),
     (date(2027, 8, 1), date(2028, 7, 31))],
)  # fmt: skip
def test_the_school_year_ends_in_july(day, end):
    assert school_year_end(day) == end


def test_who_founds_a_class_leads_it():
    here = room(seats=0, title="Luchsklasse")
    lead = here.school_class.leads.get()
    assert (lead.user, lead.role) == (here.lead, LeadRole.LEAD)
    event = AuditEvent.objects.get(action="class.create")
    assert (event.actor_key, event.object_key) == (here.lead.key, here.school_class.key)
    assert "Luchsklasse" not in str(event.data)


def test_only_leads_of_the_house_found_classes():
    here = room(seats=0)
    plan = ClassPlan(ClassKind.SCHOOL, "8a", ENDS)
    for person in (UserFactory(), lead_of(room(seats=0).house)):
        with pytest.raises(NotAllowedError):
            create_class(partner=here.house, plan=plan, lead=person, at=NOW)
    Membership.objects.filter(user=here.lead).update(role="author")
    with pytest.raises(NotAllowedError):
        create_class(partner=here.house, plan=plan, lead=here.lead, at=NOW)
    assert SchoolClass.objects.filter(title="8a").count() == 0


@pytest.mark.parametrize("end", [date(2026, 11, 23), date(2028, 7, 31)])
def test_a_class_ends_within_a_school_year(end):
    here = room(seats=0)
    with pytest.raises(EndError):
        change_class(
            school_class=here.school_class, title="7c", ends_on=end, actor=here.lead, at=NOW
        )
    assert SchoolClass.objects.get().title == "7b"


def test_a_new_sheet_ends_the_old_one():
    here = room(seats=0)
    first = renew_sheet(school_class=here.school_class, actor=here.lead, at=NOW)
    assert class_of_device(first, NOW) == here.school_class
    second = renew_sheet(school_class=here.school_class, actor=here.lead, at=NOW)
    assert class_of_device(first, NOW) is None
    assert class_of_device(second.upper().replace("-", " "), NOW) == here.school_class


def test_a_class_is_open_for_a_lesson():
    here = room(seats=0)
    open_class(school_class=here.school_class, actor=here.lead, at=NOW)
    assert is_open(here.school_class, NOW + LESSON - timedelta(seconds=1))
    assert not is_open(here.school_class, NOW + LESSON)
    close_class(school_class=here.school_class, actor=here.lead, at=NOW)
    assert not is_open(SchoolClass.objects.get(), NOW)


def test_a_class_cannot_be_moved_on_for_ever():
    here = room(seats=0)
    later = NOW + timedelta(days=300)
    last = localdate(NOW) + LONGEST
    change = {"school_class": here.school_class, "title": "7b", "actor": here.lead, "at": later}
    change_class(**change, ends_on=last)
    with pytest.raises(EndError, match="neue"):
        change_class(**change, ends_on=last + timedelta(days=1))
    here.school_class.refresh_from_db()
    assert here.school_class.ends_on == last
