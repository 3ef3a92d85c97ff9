"""Asking partners, their answers, and what a refusal mends."""

import pytest

from lms.common.errors import NotAllowedError
from lms.records.models import OutboxMessage
from network.actions.cooperation import request
from network.actions.cooperation.change import By, CaseFactsError
from network.actions.cooperation.terms import propose
from network.enums import Consent, CooperationState as S
from network.queries.cooperations import declined_pairs
from tests.support.cases import NOW, TODAY, cast, editor, house, terms
from tests.support.mails import mails_to

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


def test_staff_ask_every_partner_by_its_mailbox():
    scene = cast()
    send(scene, message="Wir freuen uns\nauf Sie & Ihr Team.")
    for partner, other in ((scene.a, scene.b), (scene.b, scene.a)):
        (mail,) = mails_to(partner.contact_mailbox)
        assert other.name in mail.text
        assert "Wir freuen uns\nauf Sie & Ihr Team." in mail.text
        assert f"/netzwerk/faelle/{scene.case.key}/" in mail.text
        assert "17. Dezember 2026" in mail.text  # 21 days later
    event = scene.case.events.get(kind="mail")
    assert event.data["to"] == [scene.a.key, scene.b.key]


def test_a_house_that_asks_has_agreed_and_gets_no_mail():
    a, b = house("Anker"), house("Birke")
    ann = editor(a)
    case = propose(terms=terms(a, b), by=By(actor=ann), at=NOW)
    request.request_cooperation(cooperation=case, message="", by=By(actor=ann), at=NOW)
    assert [m.recipient for m in OutboxMessage.objects.all()] == [b.contact_mailbox]
    assert dict(case.parts.values_list("partner", "consent")) == {
        a.pk: Consent.GIVEN, b.pk: Consent.OPEN,
    }  # fmt: skip


def test_talks_begin_only_with_the_consent_of_every_partner():
    scene = cast()
    send(scene)
    answer(scene, scene.a, scene.ann)
    assert scene.fresh().state == S.REQUESTED
    with pytest.raises(NotAllowedError):
        answer(scene, scene.b, scene.ann)
    with pytest.raises(NotAllowedError):
        answer(scene, scene.b, scene.city)
    assert scene.fresh().state == S.REQUESTED
    answer(scene, scene.b, scene.ben)
    assert scene.fresh().state == S.IN_TALKS


def test_a_third_partner_is_waited_for():
    a, b, c = house("Anker"), house("Birke"), house("Ceder")
    city = cast().city
    case = propose(terms=terms(a, b, c), by=By(actor=city), at=NOW)
    request.request_cooperation(cooperation=case, message="", by=By(actor=city), at=NOW)
    for partner, state in ((a, S.REQUESTED), (b, S.REQUESTED), (c, S.IN_TALKS)):
        request.consent(cooperation=case, partner=partner, by=By(actor=editor(partner)), at=NOW)
        case.refresh_from_db()
        assert case.state == state


@pytest.mark.parametrize("reason", ["", "weiß nicht"])
def test_a_refusal_needs_a_reason(reason):
    scene = cast()
    send(scene)
    with pytest.raises(CaseFactsError, match="Grund"):
        decline(scene, reason)
    assert scene.fresh().state == S.REQUESTED
    assert not declined_pairs(TODAY)
