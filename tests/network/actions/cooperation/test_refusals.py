"""From a case to the suggestions: what a no teaches, through the real actions."""

from datetime import timedelta

import pytest

from lms.taxonomy.models import ActionField, TargetGroup
from network.actions.clarification import answer_questions
from network.actions.cooperation.change import By
from network.actions.cooperation.request import refuse, request_cooperation
from network.actions.cooperation.terms import propose
from network.actions.freshness import ask_to_confirm
from network.actions.profile import confirm_profile
from network.enums import Answer, ListingKind, MatchState, Outcome
from network.models import Clarification, Match, MatchDecision, Partner
from network.queries.capacity import free_capacities
from network.queries.facts import network_facts
from tests.support.cases import NOW, TODAY, cast, listing, terms
from tests.support.mails import link_in, mails_to
from tests.support.matching import stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    """Two houses that are suggested to each other: one seeks what the other offers."""
    found = cast()
    Partner.objects.update(capacity=3)
    need = listing(found.a, "Gesucht: Workshop", kind=ListingKind.NEED)
    need.target_groups.set(TargetGroup.objects.filter(code="pupils"))
    need.action_fields.set(ActionField.objects.filter(code="education"))
    stored(found.a, found.b)
    found.case = propose(
        terms=terms(found.a, found.b, listings=[need, found.offer]), by=found.by(), at=NOW
    )
    return found


def say_no(scene, reason):
    request_cooperation(cooperation=scene.case, message="", by=scene.by(), at=NOW)
    case = scene.fresh()
    assert Match.objects.get().state == MatchState.CONVERTED
    refuse(cooperation=case, partner=scene.a, reason=reason, by=By(actor=scene.ann), at=NOW)


@pytest.mark.parametrize(
    ("reason", "group", "code"),
    [("target_group", "target_group", "pupils"), ("topic", "field", "education")],
)
def test_a_doubt_about_tags_becomes_a_question_and_its_answer_a_tag(scene, reason, group, code):
    say_no(scene, reason)
    question = Clarification.objects.get()
    assert (question.listing, question.group, question.code) == (scene.offer, group, code)
    assert question.asked_at == NOW
    decision = MatchDecision.objects.get()
    assert (decision.outcome, decision.reason_code) == (Outcome.DECLINED, reason)
    assert decision.house == scene.a
    assert Match.objects.get().state == MatchState.HIDDEN
    answer_questions(listing=scene.offer, answers={question.key: Answer.NO}, actor=None, at=NOW)
    (denied,) = [one.denied for one in network_facts(TODAY).listings if one.key == scene.offer.key]
    assert code in {tag for _group, tag in denied}


def seen_by_matching(partner):
    return {one.key: one.capacity for one in network_facts(TODAY).partners}[partner.key]


def test_want_of_capacity_makes_full_until_the_profile_is_confirmed(scene):
    assert free_capacities(Partner.objects.filter(pk=scene.a.pk), TODAY) == {scene.a.pk: 3}
    say_no(scene, "capacity")
    full = Partner.objects.get(pk=scene.a.pk)
    assert free_capacities([full], TODAY) == {full.pk: 0}
    assert seen_by_matching(full) == 0
    assert not Clarification.objects.exists()
    confirm_profile(partner=full, actor=scene.ann, at=NOW + timedelta(days=1))
    free = Partner.objects.get(pk=full.pk)
    assert free_capacities([free], TODAY) == {free.pk: 3}
    assert seen_by_matching(free) == 3


def test_the_link_of_the_freshness_mail_ends_it_too(scene, client, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + timedelta(days=1))
    say_no(scene, "capacity")
    Partner.objects.filter(pk=scene.a.pk).update(confirm_due=TODAY)
    assert ask_to_confirm(partner=scene.a, at=NOW)
    mail = mails_to(scene.a.contact_mailbox)[-1]
    assert client.post(link_in(mail)).status_code == 200
    free = Partner.objects.get(pk=scene.a.pk)
    assert free_capacities([free], TODAY) == {free.pk: 3}
    assert seen_by_matching(free) == 3
