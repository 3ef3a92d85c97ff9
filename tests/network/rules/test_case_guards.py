"""What is missing is said in words, to whom it concerns."""

import pytest

from lms.records.models import OutboxMessage
from network.actions.cooperation import request
from network.actions.cooperation.change import By, GuardError
from network.actions.cooperation.terms import propose
from network.enums import CooperationState as S, DeclineReason, PartnerState
from network.models import Partner
from network.rules.case_guards import missing
from network.rules.cooperation import CaseAction
from tests.support.cases import NOW, TODAY, cast, editor, house, terms

pytestmark = pytest.mark.django_db
NEUTRAL = "Diese Anfrage kann so nicht gesendet werden. Bitte fragen Sie die Koordination."
OBSTACLES = [
    ({"state": PartnerState.ARCHIVED}, "nicht veröffentlicht"),
    ({"takes_part_in_matching": False}, "nicht an der Vermittlung"),
    ({"contact_mailbox": ""}, "Funktionspostfach"),
    ({"capacity": 0}, "keine freie Kapazität"),
]


def parts_of(case):
    return list(case.parts.select_related("partner"))


def send(scene, user=None, **facts):
    values = {"message": "", "by": scene.by(user), "at": NOW} | facts
    return request.request_cooperation(cooperation=scene.case, **values)


def decline(scene, reason, at=NOW):
    return request.refuse(
        cooperation=scene.case, partner=scene.a, reason=reason, by=By(actor=scene.ann), at=at
    )


@pytest.mark.parametrize(("facts", "words"), OBSTACLES)
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
    assert told.value.missing == [NEUTRAL]
    with pytest.raises(GuardError, match=r"Anker.*Birke.*abgelehnt"):
        request.request_cooperation(by=scene.by(), **values)


@pytest.mark.parametrize(("facts", "words"), OBSTACLES)
def test_a_house_learns_nothing_about_another_by_trying(facts, words):
    scene = cast()
    case = propose(terms=terms(scene.a, scene.b), by=By(actor=scene.ann), at=NOW)
    others = Partner.objects.filter(pk=scene.b.pk)
    others.update(**facts)
    told = missing(case, parts_of(case), CaseAction.REQUEST, TODAY, own=frozenset([scene.a.pk]))
    assert told == [NEUTRAL]
    exact = missing(case, parts_of(case), CaseAction.REQUEST, TODAY)
    assert len(exact) == 1
    assert words in exact[0]


def test_what_is_missing_at_home_is_told_exactly():
    scene = cast()
    case = propose(terms=terms(scene.a, scene.b), by=By(actor=scene.ann), at=NOW)
    Partner.objects.update(capacity=0)
    own = frozenset([scene.a.pk])
    told = missing(case, parts_of(case), CaseAction.REQUEST, TODAY, own=own)
    assert told == ["„Anker“ hat in diesem Quartal keine freie Kapazität mehr.", NEUTRAL]
