"""Asking partners, their answers, and what a refusal mends."""

from datetime import timedelta

import pytest

from lms.common.errors import NotAllowedError
from lms.records.models import AuditEvent, OutboxMessage
from network.actions.cooperation import course, request
from network.actions.cooperation.change import By, CaseFactsError, GuardError
from network.actions.cooperation.data_fix import close_task
from network.actions.cooperation.terms import propose
from network.enums import Consent, CooperationState as S, DeclineReason, PartnerState, TaskKind
from network.models import Partner, PartnerTask
from network.queries.capacity import free_capacity
from network.queries.cooperations import declined_pairs, pair_of
from network.signals import cooperation_declined
from tests.factories.network import PlaceFactory
from tests.support.cases import NOW, TODAY, cast, coordinator, editor, house, terms
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


def test_capacity_is_counted_by_quarter():
    scene = cast()
    Partner.objects.filter(pk=scene.b.pk).update(capacity=1)
    b = Partner.objects.get(pk=scene.b.pk)
    assert free_capacity(b, TODAY) == 1
    send(scene)
    assert free_capacity(b, TODAY) == 0
    assert free_capacity(b, TODAY.replace(month=9)) == 1
    assert free_capacity(b, TODAY.replace(year=2027, month=1, day=1)) == 1
    assert free_capacity(house("Ceder"), TODAY) is None
    course.cancel(cooperation=scene.case, by=scene.by(note="weil"), at=NOW)
    assert free_capacity(b, TODAY) == 1


def test_a_refused_pair_rests_for_twelve_months():
    scene = cast()
    send(scene)
    decline(scene, DeclineReason.TIME)
    pair = pair_of(scene.a.pk, scene.b.pk)
    assert declined_pairs(TODAY) == {pair}
    again = propose(terms=terms(scene.a, scene.b), by=scene.by(), at=NOW)
    values = {"message": "", "by": scene.by()}
    with pytest.raises(GuardError, match="12 Monaten"):
        request.request_cooperation(cooperation=again, at=NOW + timedelta(days=360), **values)
    later = NOW + timedelta(days=370)
    assert declined_pairs(later.date()) == frozenset()
    request.request_cooperation(cooperation=again, at=later, **values)


def test_a_refusal_among_three_concerns_who_refused():
    a, b, c = house("Anker"), house("Birke"), house("Ceder")
    city = cast().city
    case = propose(terms=terms(a, b, c), by=By(actor=city), at=NOW)
    request.request_cooperation(cooperation=case, message="", by=By(actor=city), at=NOW)
    request.refuse(cooperation=case, partner=b, reason="topic", by=By(actor=editor(b)), at=NOW)
    assert declined_pairs(TODAY) == {pair_of(a.pk, b.pk), pair_of(b.pk, c.pk)}


@pytest.mark.parametrize("reason", ["", "weiß nicht"])
def test_a_refusal_needs_a_reason(reason):
    scene = cast()
    send(scene)
    with pytest.raises(CaseFactsError, match="Grund"):
        decline(scene, reason)
    assert scene.fresh().state == S.REQUESTED
    assert not declined_pairs(TODAY)


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


def test_no_capacity_holds_until_the_next_confirmation():
    scene = cast()
    Partner.objects.filter(pk=scene.a.pk).update(capacity=5, confirmed_at=NOW - timedelta(days=3))
    send(scene)
    decline(scene, DeclineReason.CAPACITY)
    assert free_capacity(Partner.objects.get(pk=scene.a.pk), TODAY) == 0
    Partner.objects.filter(pk=scene.a.pk).update(confirmed_at=NOW + timedelta(minutes=1))
    assert free_capacity(Partner.objects.get(pk=scene.a.pk), TODAY) == 5


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
    assert not PartnerTask.objects.filter(closed_at=None).exists()


def test_an_unclear_contact_is_a_task_for_staff():
    scene = cast()
    send(scene)
    decline(scene, DeclineReason.CONTACT)
    task = PartnerTask.objects.get()
    assert (task.kind, task.cooperation) == (TaskKind.CONTACT, scene.case)
    close_task(task=task, apply=False, actor=scene.city, at=NOW)
    with pytest.raises(Exception, match="schon erledigt"):
        close_task(task=task, apply=False, actor=scene.city, at=NOW)


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


def test_coordinators_send_what_belongs_to_their_field():
    scene = cast()
    with pytest.raises(NotAllowedError):
        send(scene, coordinator("energy"))
    send(scene, coordinator("education"))
    assert scene.fresh().state == S.REQUESTED


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
