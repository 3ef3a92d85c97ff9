"""Strangers have no say."""

import pytest

from lms.common.errors import NotAllowedError
from network.actions.cooperation import remarks
from network.actions.cooperation.terms import propose
from network.enums import CooperationState as S
from tests.support.cases import NOW, cast, coordinator, editor, house, terms

pytestmark = pytest.mark.django_db


def test_strangers_neither_propose_nor_touch():
    scene, stranger = cast(S.RUNNING), editor(house("Dorn"))
    with pytest.raises(NotAllowedError):
        propose(terms=terms(scene.a, scene.b), by=scene.by(stranger), at=NOW)
    with pytest.raises(NotAllowedError):
        remarks.add_note(cooperation=scene.case, by=scene.by(stranger, note="Hallo"), at=NOW)
    with pytest.raises(NotAllowedError):
        propose(terms=terms(scene.a, scene.b), by=scene.by(coordinator("energy")), at=NOW)
