"""Work in the background: marks of changed partners are read together and mended once."""

import pytest
from django.utils import timezone

from lms.records.actions import mark_stale
from lms.records.models import StaleMark
from network.enums import Outcome, RunState
from network.models import Match, MatchDecision, MatchRun, WeightSet
from network.signals import cooperation_declined, listing_changed, partner_changed
from network.tasks import STALE_PARTNER, match_network, refit_weights, rematch_stale
from tests.support.matching import NOW, network

pytestmark = pytest.mark.django_db


def marks():
    return list(StaleMark.objects.values_list("object_key", flat=True))


def test_the_nightly_run_clears_what_was_marked_before():
    (school, _club), *_others = network()
    mark_stale(object_type=STALE_PARTNER, object_key=school.key, at=NOW)
    assert match_network()
    assert marks() == []
    assert Match.objects.exists()


def test_changes_leave_one_mark_for_each_partner_once_there_are_matches():
    (school, club), *_others = network()
    partner_changed.send(sender=None, partner=school, at=NOW)
    assert marks() == []  # nothing to mend yet
    match_network()
    for _time in range(3):
        partner_changed.send(sender=None, partner=school, at=NOW)
    listing_changed.send(sender=None, listing=club.listings.get(), at=NOW)
    assert sorted(marks()) == sorted([school.key, club.key])


@pytest.mark.parametrize("number", [1, 2])
def test_marked_partners_are_mended(number):
    pairs = network()
    match_network()
    for _school, club in pairs[:number]:
        club.capacity = 0
        club.save()
        mark_stale(object_type=STALE_PARTNER, object_key=club.key, at=timezone.now())
    assert rematch_stale() == number
    assert marks() == []
    clubs = [club for _school, club in pairs[:number]]
    assert not Match.objects.filter(partner_b__in=clubs).exists()
    assert rematch_stale() == 0


def test_while_another_run_is_at_work_marks_stay():
    (school, _club), *_others = network()
    match_network()
    MatchRun.objects.create(as_of=NOW.date(), weights_version="x", started_at=timezone.now())
    mark_stale(object_type=STALE_PARTNER, object_key=school.key, at=NOW)
    assert (rematch_stale(), match_network()) == (0, "")
    assert marks() == [school.key]
    assert MatchRun.objects.filter(state=RunState.RUNNING).count() == 1


def test_a_declined_case_is_learnt_from(django_capture_on_commit_callbacks):
    from network.models import Cooperation, CooperationPartner

    (school, club), *_others = network()
    match_network()
    case = Cooperation.objects.create(title="Fall", state="declined", created_at=NOW)
    for partner in (school, club):
        CooperationPartner.objects.create(cooperation=case, partner=partner)
    cooperation_declined.send(
        sender=None, cooperation=case, partner=club, reason="distance", at=timezone.now()
    )
    decision = MatchDecision.objects.get()
    assert (decision.outcome, decision.reason_code) == (Outcome.DECLINED, "distance")
    assert marks() == [club.key]


def test_without_decisions_no_weights_are_proposed():
    before = WeightSet.objects.count()
    assert refit_weights("nobody") == ""
    assert WeightSet.objects.count() == before
