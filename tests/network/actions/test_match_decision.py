"""Decisions about suggestions, and how a no mends the data."""

from datetime import timedelta

import pytest
from django.db import IntegrityError

from lms.common.errors import ConflictError
from lms.taxonomy.models import TargetGroup
from network.actions.match_decision import (
    DecisionReasonError,
    Verdict,
    decide,
    note_declined,
    note_progress,
    undo,
)
from network.enums import (
    CooperationState,
    DeclineReason,
    ListingKind,
    MatchState,
    Outcome,
)
from network.models import Clarification, Cooperation, CooperationPartner, MatchDecision
from network.queries.facts import network_facts
from tests.support.matching import NOW, TODAY, house, listing, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def match():
    school, club = house("Schule", "secondary"), house("Klub")
    listing(school, ListingKind.NEED, "Gesucht")
    listing(club, ListingKind.OFFER, "Geboten")
    return stored(school, club)


def declined(match, reason, house=None):
    verdict = Verdict(Outcome.DECLINED, reason, house)
    return decide(match=match, verdict=verdict, actor=None, at=NOW)


def capacity(partner):
    facts = network_facts(TODAY).partners
    return next(one.capacity for one in facts if one.key == partner.key)


def test_a_no_needs_a_reason_and_changes_nothing_without(match):
    with pytest.raises(DecisionReasonError):
        declined(match, "")
    match.refresh_from_db()
    assert match.state == MatchState.NEW
    with pytest.raises(IntegrityError):
        MatchDecision.objects.create(
            partner_a=match.partner_a, partner_b=match.partner_b, outcome="declined", at=NOW
        )


def test_a_no_hides_the_pair_for_a_year_and_undoing_brings_it_back(match):
    decision = declined(match, DeclineReason.OTHER)
    match.refresh_from_db()
    pair = frozenset((match.partner_a.key, match.partner_b.key))
    assert match.state == MatchState.HIDDEN
    assert pair in network_facts(TODAY).blocked
    assert pair not in network_facts(TODAY.replace(year=2028)).blocked
    undo(decision=decision, actor=None, at=NOW)
    match.refresh_from_db()
    assert match.state == MatchState.SEEN
    assert pair not in network_facts(TODAY).blocked
    assert MatchDecision.objects.count() == 1  # the history keeps it
    with pytest.raises(ConflictError):
        undo(decision=decision, actor=None, at=NOW)


def test_another_target_group_becomes_a_question_about_the_offer(match):
    offer = match.offer_b or match.offer_a
    offer.target_groups.set(TargetGroup.objects.filter(code="parents"))
    declined(match, DeclineReason.TARGET_GROUP)
    question = Clarification.objects.get()
    assert (question.listing, question.group, question.code) == (offer, "target_group", "pupils")
    assert question.asked_at == NOW


def test_no_capacity_counts_until_the_house_confirms_again(match):
    club = match.partner_b
    assert capacity(club) == 3
    declined(match, DeclineReason.CAPACITY, club)
    assert capacity(club) == 0
    club.confirmed_at = NOW.replace(day=25)
    club.save()
    assert capacity(club) == 3


def case(match, state):
    found = Cooperation.objects.create(title="Fall", state=state, created_at=NOW)
    for partner in (match.partner_a, match.partner_b):
        CooperationPartner.objects.create(cooperation=found, partner=partner)
    return found


def test_a_case_is_no_suggestion_any_more_and_a_yes_is_kept_once(match):
    found = case(match, CooperationState.IN_TALKS)
    note_progress(cooperation=found, at=NOW)
    note_progress(cooperation=found, at=NOW + timedelta(days=1))
    match.refresh_from_db()
    assert match.state == MatchState.CONVERTED
    assert MatchDecision.objects.get().outcome == Outcome.ACCEPTED
    with pytest.raises(ConflictError):
        declined(match, DeclineReason.OTHER)


def test_a_case_that_is_sent_again_tells_anew(match):
    found = case(match, CooperationState.NO_ANSWER)
    note_progress(cooperation=found, at=NOW)
    found.requested_at = NOW + timedelta(days=30)
    note_progress(cooperation=found, at=NOW + timedelta(days=51))
    assert MatchDecision.objects.filter(outcome=Outcome.NO_ANSWER).count() == 2


def test_a_declined_case_teaches_like_a_declined_suggestion(match):
    found = case(match, CooperationState.DECLINED)
    note_declined(cooperation=found, partner=match.partner_b, reason="capacity", at=NOW)
    match.refresh_from_db()
    decision = MatchDecision.objects.get()
    assert (decision.house, decision.reason_code) == (match.partner_b, "capacity")
    assert match.state == MatchState.HIDDEN
    assert capacity(match.partner_b) == 0
