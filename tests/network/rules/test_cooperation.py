"""Who may do what."""

import pytest

from lms.common.errors import NotAllowedError
from network.actions.cooperation import request
from network.enums import CooperationState as S
from tests.support.cases import NOW, cast, coordinator

pytestmark = pytest.mark.django_db


def send(scene, user=None, **facts):
    values = {"message": "", "by": scene.by(user), "at": NOW} | facts
    return request.request_cooperation(cooperation=scene.case, **values)


def test_coordinators_send_what_belongs_to_their_field():
    scene = cast()
    with pytest.raises(NotAllowedError):
        send(scene, coordinator("energy"))
    send(scene, coordinator("education"))
    assert scene.fresh().state == S.REQUESTED
