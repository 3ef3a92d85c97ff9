"""What is missing is said in words, to whom it concerns."""

import pytest

from lms.records.models import OutboxMessage
from network.actions.cooperation import request
from network.actions.cooperation.change import By, GuardError
from network.actions.cooperation.terms import propose
from network.enums import CooperationState as S, DeclineReason, PartnerState
from network.models import Partner
from tests.support.cases import NOW, cast, editor, house, terms

pytestmark = pytest.mark.django_db


def send(scene, user=None, **facts):
    values = {"message": "", "by": scene.by(user), "at": NOW} | facts
    return request.request_cooperation(cooperation=scene.case, **values)


def decline(scene, reason, at=NOW):
    return request.refuse(
        cooperation=scene.case, partner=scene.a, reason=reason, by=By(actor=scene.ann), at=at
    )


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"state": PartnerState.ARCHIVED}, "nicht veröffentlicht"),
        ({"takes_part_in_matching": False}, "nicht an der Vermittlung"),
        ({"contact_mailbox": ""}, "Funktionspostfach"),
        ({"capacity": 0}, "keine freie Kapazität"),
    ],
)
def test_a_partner_that_cannot_be_asked_is_named_and_nothing_leaves(facts, words):
    scene = cast()
    Partner.objects.filter(pk=scene.b.pk).update(**facts)
    with pytest.raises(GuardError, match=f"Birke.*{words}") as refusal:
        send(scene)
    assert refusal.value.status == 409
    assert scene.fresh().state == S.PROPOSED
    assert not OutboxMessage.objects.exists()


def test_what_passed_between_others_is_not_told_to_a_third_house():
    scene = cast()
    send(scene)
    decline(scene, DeclineReason.TIME)
    third = house("Ceder")
    cem = editor(third)
    case = propose(terms=terms(third, scene.a, scene.b), by=By(actor=cem), at=NOW)
    values = {"cooperation": case, "message": "", "at": NOW}
    with pytest.raises(GuardError) as told:
        request.request_cooperation(by=By(actor=cem), **values)
    assert "abgelehnt" not in str(told.value)
    assert "fragen Sie die Koordination" in str(told.value)
    with pytest.raises(GuardError, match=r"Anker.*Birke.*abgelehnt"):
        request.request_cooperation(by=scene.by(), **values)
