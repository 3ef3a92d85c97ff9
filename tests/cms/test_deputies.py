"""Only who approves in the same place may stand in, and everything is written down."""

from datetime import date, timedelta

import pytest

from cms.deputies import end_deputy, may_stand_in, name_deputy, stand_ins
from lms.common.errors import DomainError, NotAllowedError
from lms.records.models import AuditEvent
from network.enums import Role
from tests.support import admin

pytestmark = pytest.mark.django_db
TODAY = date(2026, 12, 1)


@pytest.fixture
def world():
    world = admin.world()
    world.people["clara"] = admin.member(None, name="clara", is_city_staff=True)
    world.people["rolf"] = admin.member(world.a, Role.REVIEWER, name="rolf")
    return world


def name(world, who, other, *, partner=None, days=7):
    return name_deputy(
        principal=world.people[who], deputy=world.people[other], partner=partner,
        from_on=TODAY, until_on=TODAY + timedelta(days=days), at=admin.NOW,
    )  # fmt: skip


def test_each_stands_in_where_both_approve(world):
    people = world.people
    offered = may_stand_in(principal=people["city"], partner=None)
    assert list(offered) == [people["clara"]]
    assert list(may_stand_in(principal=people["rolf"], partner=world.a)) == [people["reviewer_a"]]
    assert not may_stand_in(principal=people["rolf"], partner=None).exists()
    assert not may_stand_in(principal=people["author_a"], partner=world.a).exists()
    assert not may_stand_in(principal=people["rolf"], partner=world.b).exists()


@pytest.mark.parametrize(
    ("who", "other", "house"),
    [("city", "reviewer_a", None), ("reviewer_a", "author_a", "a"), ("author_a", "rolf", "a"),
     ("reviewer_a", "city", "a"), ("city", "city", None), ("reviewer_a", "rolf", "b")],
)  # fmt: skip
def test_others_cannot_be_named(world, who, other, house):
    with pytest.raises(NotAllowedError):
        name(world, who, other, partner=getattr(world, house) if house else None)
    assert not AuditEvent.objects.filter(action="deputy.name").exists()


def test_for_the_days_named_and_no_longer(world):
    principal, other = world.people["reviewer_a"], world.people["rolf"]
    with pytest.raises(DomainError):
        name(world, "reviewer_a", "rolf", partner=world.a, days=-1)
    made = name(world, "reviewer_a", "rolf", partner=world.a)
    days = [TODAY - timedelta(days=1), TODAY, made.until_on, made.until_on + timedelta(days=1)]
    assert [stand_ins([principal], on=day) for day in days] == [[], [other], [other], []]
    with pytest.raises(NotAllowedError):
        end_deputy(principal=other, deputy=made, at=admin.NOW)
    end_deputy(principal=principal, deputy=made, at=admin.NOW)
    assert stand_ins([principal], on=TODAY) == []
    acts = AuditEvent.objects.filter(action__startswith="deputy.").order_by("pk")
    assert [(act.action, act.actor_key, act.object_key) for act in acts] == [
        ("deputy.name", principal.key, other.key), ("deputy.end", principal.key, other.key),
    ]  # fmt: skip
