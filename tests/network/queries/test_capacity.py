"""How many more cooperations a partner can begin."""

from datetime import timedelta

import pytest

from network.actions.cooperation import course, request
from network.actions.cooperation.change import By
from network.enums import DeclineReason
from network.models import Partner
from network.queries.capacity import free_capacities
from tests.support.cases import NOW, TODAY, cast, house

pytestmark = pytest.mark.django_db


def free(partner, on):
    return free_capacities([partner], on)[partner.pk]


def send(scene, user=None, **facts):
    values = {"message": "", "by": scene.by(user), "at": NOW} | facts
    return request.request_cooperation(cooperation=scene.case, **values)


def decline(scene, reason, at=NOW):
    return request.refuse(
        cooperation=scene.case, partner=scene.a, reason=reason, by=By(actor=scene.ann), at=at
    )


def test_capacity_is_counted_by_quarter():
    scene = cast()
    Partner.objects.filter(pk=scene.b.pk).update(capacity=1)
    b = Partner.objects.get(pk=scene.b.pk)
    assert free(b, TODAY) == 1
    send(scene)
    assert free(b, TODAY) == 0
    assert free(b, TODAY.replace(month=9)) == 1
    assert free(b, TODAY.replace(year=2027, month=1, day=1)) == 1
    assert free(house("Ceder"), TODAY) is None
    course.cancel(cooperation=scene.case, by=scene.by(note="weil"), at=NOW)
    assert free(b, TODAY) == 1


def test_no_capacity_holds_until_the_next_confirmation():
    scene = cast()
    Partner.objects.filter(pk=scene.a.pk).update(capacity=5, confirmed_at=NOW - timedelta(days=3))
    send(scene)
    decline(scene, DeclineReason.CAPACITY)
    assert free(Partner.objects.get(pk=scene.a.pk), TODAY) == 0
    Partner.objects.filter(pk=scene.a.pk).update(confirmed_at=NOW + timedelta(minutes=1))
    assert free(Partner.objects.get(pk=scene.a.pk), TODAY) == 5
