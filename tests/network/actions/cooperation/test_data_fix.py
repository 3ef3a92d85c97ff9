"""What a refusal mends."""

import pytest

from lms.common.errors import NotAllowedError
from lms.taxonomy.models import District
from network.actions.cooperation import request
from network.actions.cooperation.change import By
from network.actions.cooperation.data_fix import close_task
from network.enums import DeclineReason, TaskKind
from network.models import Partner, PartnerTask
from network.queries.distances import distance_km
from network.signals import cooperation_declined
from tests.factories.network import PlaceFactory
from tests.support.cases import NOW, cast

pytestmark = pytest.mark.django_db


def send(scene, user=None, **facts):
    values = {"message": "", "by": scene.by(user), "at": NOW} | facts
    return request.request_cooperation(cooperation=scene.case, **values)


def decline(scene, reason, at=NOW):
    return request.refuse(
        cooperation=scene.case, partner=scene.a, reason=reason, by=By(actor=scene.ann), at=at
    )


@pytest.mark.parametrize("reason", DeclineReason)
def test_each_refusal_is_told_with_its_reason(reason):
    heard = []
    scene = cast()
    send(scene)

    def listen(**event):
        heard.append((event["cooperation"].pk, event["partner"].pk, event["reason"]))

    cooperation_declined.connect(listen)
    try:
        decline(scene, reason)
    finally:
        cooperation_declined.disconnect(listen)
    assert heard == [(scene.case.pk, scene.a.pk, reason)]
    assert scene.fresh().decline_reason == reason
    assert scene.case.events.last().data["reason"] == reason


def test_too_far_proposes_a_radius_that_would_have_kept_it_away():
    scene = cast()
    PlaceFactory(partner=scene.a, latitude=51.76, longitude=14.33)
    PlaceFactory(partner=scene.b, latitude=51.76, longitude=14.45)  # 8.3 km to the east
    send(scene)
    decline(scene, DeclineReason.DISTANCE)
    task = PartnerTask.objects.get()
    assert (task.partner, task.kind, task.data) == (scene.a, TaskKind.RADIUS, {"radius_km": 8})
    with pytest.raises(NotAllowedError):
        close_task(task=task, apply=True, actor=scene.ben, at=NOW)
    close_task(task=task, apply=True, actor=scene.ann, at=NOW)
    assert Partner.objects.get(pk=scene.a.pk).radius_km == 8
    assert Partner.objects.get(pk=scene.a.pk).version == scene.a.version + 1
    assert not PartnerTask.objects.filter(closed_at=None).exists()


def test_too_far_is_known_from_the_districts_where_places_have_no_point():
    scene = cast()
    first, *_others, last = District.objects.exclude(latitude=None).order_by("longitude")
    PlaceFactory(partner=scene.a, district=first)
    PlaceFactory(partner=scene.b, district=last)
    send(scene)
    decline(scene, DeclineReason.DISTANCE)
    assert PartnerTask.objects.get().data == {"radius_km": int(distance_km(first, last))}


def test_the_middle_of_one_district_says_nothing_of_a_distance():
    scene = cast()
    district = District.objects.exclude(latitude=None).first()
    PlaceFactory(partner=scene.a, district=district)
    PlaceFactory(partner=scene.b, district=district)
    send(scene)
    decline(scene, DeclineReason.DISTANCE)
    assert not PartnerTask.objects.filter(data__has_key="radius_km").exists()


def test_an_unclear_contact_is_a_task_for_staff():
    scene = cast()
    send(scene)
    decline(scene, DeclineReason.CONTACT)
    task = PartnerTask.objects.get()
    assert (task.kind, task.cooperation) == (TaskKind.CONTACT, scene.case)
    close_task(task=task, apply=False, actor=scene.city, at=NOW)
    with pytest.raises(Exception, match="schon erledigt"):
        close_task(task=task, apply=False, actor=scene.city, at=NOW)
