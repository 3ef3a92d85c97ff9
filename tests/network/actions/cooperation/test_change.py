"""Each change leaves its lines in timeline and audit."""

import pytest

from lms.records.models import AuditEvent
from network.actions.cooperation import request
from network.actions.cooperation.change import By
from network.enums import DeclineReason
from tests.support.cases import NOW, cast

pytestmark = pytest.mark.django_db


def send(scene, user=None, **facts):
    values = {"message": "", "by": scene.by(user), "at": NOW} | facts
    return request.request_cooperation(cooperation=scene.case, **values)


def answer(scene, partner, user, **facts):
    return request.consent(
        cooperation=scene.case, partner=partner, by=By(actor=user), at=NOW, **facts
    )


def decline(scene, reason, at=NOW):
    return request.refuse(
        cooperation=scene.case, partner=scene.a, reason=reason, by=By(actor=scene.ann), at=at
    )


def test_every_step_is_in_timeline_and_audit():
    scene = cast()
    send(scene)
    answer(scene, scene.a, scene.ann)
    decline(scene, DeclineReason.OTHER)
    lines = [(e.kind, e.state_from, e.state_to, e.partner_id) for e in scene.case.events.all()]
    assert lines == [
        ("edit", "", "", None),
        ("state", "proposed", "requested", None),
        ("mail", "", "", None),
        ("consent", "", "", scene.a.pk),
        ("consent", "requested", "declined", scene.a.pk),
    ]
    audit = AuditEvent.objects.filter(object_type="cooperation").order_by("pk")
    assert [event.action for event in audit] == [
        "cooperation.edit", "cooperation.request", "cooperation.consent", "cooperation.refuse",
    ]  # fmt: skip
    assert audit[2].partner_key == scene.a.key
    assert scene.fresh().version == 4
