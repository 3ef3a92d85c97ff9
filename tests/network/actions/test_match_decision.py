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
from network.models import (
    Clarification,
    Cooperation,
    CooperationPartner,
    Match,
    MatchDecision,
    Partner,
)
from network.queries.capacity import free_capacities
from network.queries.facts import network_facts
from network.signals import partner_changed
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


def test_no_capacity_makes_full_for_all_who_ask_and_undoing_frees(match):
    club = match.partner_b
    heard = []

    def listen(partner, **_event):
        heard.append(partner)

    partner_changed.connect(listen)
    decision = declined(match, DeclineReason.CAPACITY, club)
    club.refresh_from_db()
    assert club.full_since == NOW
    assert free_capacities([club], TODAY)[club.pk] == 0  # what planner, builder and requests ask
    undo(decision=decision, actor=None, at=NOW + timedelta(hours=1))
    partner_changed.disconnect(listen)
    club.refresh_from_db()
    assert club.full_since is None
    assert free_capacities([club], TODAY)[club.pk] == 3
    assert heard == [club, club]


def test_without_a_house_nobody_is_full(match):
    declined(match, DeclineReason.CAPACITY)
    assert not Partner.objects.exclude(full_since=None).exists()


def test_the_no_of_one_side_stays_whatever_the_other_says(match):
    school, club = match.partner_a, match.partner_b
    declined(match, DeclineReason.OTHER, club)
    later = decide(match=match, verdict=Verdict(Outcome.LATER, house=school), actor=None, at=NOW)
    match.refresh_from_db()
    assert match.state == MatchState.HIDDEN
    undo(decision=later, actor=None, at=NOW)
    match.refresh_from_db()
    assert match.state == MatchState.HIDDEN


def test_whoever_decides_anew_takes_the_own_word_back(match):
    school, club = match.partner_a, match.partner_b
    decide(match=match, verdict=Verdict(Outcome.LATER, house=school), actor=None, at=NOW)
    first = declined(match, DeclineReason.CAPACITY, club)
    second = decide(match=match, verdict=Verdict(Outcome.LATER, house=club), actor=None, at=NOW)
    match.refresh_from_db()
    first.refresh_from_db()
    assert match.state == MatchState.SHORTLISTED
    assert first.undone_at == NOW
    assert capacity(club) == 3
    undo(decision=second, actor=None, at=NOW)
    match.refresh_from_db()
    assert match.state == MatchState.SHORTLISTED  # the school's word


def test_a_suggestion_that_became_a_case_or_went_is_a_conflict(match):
    Match.objects.update(state=MatchState.CONVERTED)  # after the page was read
    with pytest.raises(ConflictError, match="schon einen Fall"):
        declined(match, DeclineReason.OTHER)
    Match.objects.all().delete()
    with pytest.raises(ConflictError, match="nicht mehr"):
        declined(match, DeclineReason.OTHER)
    assert not MatchDecision.objects.exists()


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
