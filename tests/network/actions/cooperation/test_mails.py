"""The preview and the outbox say the same."""

import pytest

from lms.records.models import OutboxMessage
from network.actions.cooperation import request
from tests.support.cases import NOW, cast

pytestmark = pytest.mark.django_db


def send(scene, user=None, **facts):
    values = {"message": "", "by": scene.by(user), "at": NOW} | facts
    return request.request_cooperation(cooperation=scene.case, **values)


def test_what_the_preview_shows_is_what_leaves():
    scene = cast(goal="Ziel mit <b>Zeichen</b>")
    shown = request.request_mails(
        case=scene.case, parts=list(scene.case.parts.select_related("partner")), house=None,
        message="Hallo", at=NOW,
    )  # fmt: skip
    assert not OutboxMessage.objects.exists()
    send(scene, message="Hallo")
    sent = [(m.recipient, m.subject, m.text) for m in OutboxMessage.objects.order_by("pk")]
    assert [(m.recipient, m.subject, m.text) for m in shown] == sent
    assert "<b>Zeichen</b>" in sent[0][2]
