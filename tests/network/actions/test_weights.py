"""Releasing weights: kept as a challenger, put into use by a second person, taken back."""

from datetime import timedelta

import pytest

from lms.common.errors import ConflictError, NotAllowedError
from lms.records.models import AuditEvent
from network.actions.match_run import run_matching
from network.actions.weights import (
    WorseWeightsError,
    activate_weights,
    ensure_shipped_weights,
    propose_weights,
)
from network.enums import WeightState
from network.matching.weights import Weights
from network.models import WeightSet
from network.queries.weights import current_weights
from tests.factories.accounts import UserFactory
from tests.support.matching import NOW, TODAY, network

pytestmark = pytest.mark.django_db


@pytest.fixture
def author():
    return UserFactory(is_city_staff=True)


@pytest.fixture
def second():
    return UserFactory(is_city_staff=True)


def propose(author, version="neu", **report):
    weights = Weights(version=version, effects={"giver:library": 0.5})
    return propose_weights(weights=weights, report=report, author=author, at=NOW)


def active():
    return list(WeightSet.objects.filter(state=WeightState.ACTIVE))


def test_the_first_shipped_weights_are_in_use_later_ones_a_proposal(author):
    WeightSet.objects.all().delete()
    ensure_shipped_weights(at=NOW)
    ensure_shipped_weights(at=NOW + timedelta(days=1))
    first = WeightSet.objects.get()
    assert (first.state, first.activated_at) == (WeightState.ACTIVE, NOW)
    WeightSet.objects.filter(pk=first.pk).update(version="frueher")
    ensure_shipped_weights(at=NOW)
    later = WeightSet.objects.get(version=Weights().version)
    assert (later.state, later.activated_at) == (WeightState.CHALLENGER, None)


def test_a_proposal_is_kept_with_its_report_and_changes_nothing_yet(author):
    before = active()
    row = propose(author, is_better=True)
    assert (row.state, row.author, row.report) == (
        WeightState.CHALLENGER,
        author,
        {"is_better": True},
    )
    assert row.content["effects"] == {"giver:library": 0.5}
    assert active() == before
    event = AuditEvent.objects.get(action="weights.propose")
    assert (event.object_key, event.actor_key, event.data) == (
        "neu",
        author.key,
        {"is_better": True},
    )


def test_who_may_not_release(author):
    row, before = propose(author, is_better=True), active()
    for person in (author, UserFactory()):
        with pytest.raises(NotAllowedError):
            activate_weights(weights=row, actor=person, at=NOW)
    assert active() == before
    assert not AuditEvent.objects.filter(action="weights.activate").exists()


def test_a_second_person_releases_and_the_set_before_is_kept(author, second):
    before, row = active(), propose(author, is_better=True)
    activate_weights(weights=row, actor=second, at=NOW)
    row.refresh_from_db()
    assert active() == [row]
    assert (row.activated_by, row.activated_at) == (second, NOW)
    states = WeightSet.objects.filter(pk__in=[one.pk for one in before])
    assert set(states.values_list("state", flat=True)) == {WeightState.RETIRED}
    assert AuditEvent.objects.get(action="weights.activate").actor_key == second.key
    with pytest.raises(ConflictError):
        activate_weights(weights=row, actor=second, at=NOW)


def test_weights_that_do_no_better_are_not_released(author, second):
    row, before = propose(author, is_better=False), active()
    with pytest.raises(WorseWeightsError):
        activate_weights(weights=row, actor=second, at=NOW)
    assert active() == before


def test_going_back_to_weights_restores_the_checksum(author, second):
    network()
    WeightSet.objects.all().delete()
    old = propose_weights(weights=Weights(version="a"), report={}, author=author, at=NOW)
    activate_weights(weights=old, actor=second, at=NOW)
    before = run_matching(as_of=TODAY, at=NOW).checksum
    new = propose(author, "b")
    activate_weights(weights=new, actor=second, at=NOW)
    changed = run_matching(as_of=TODAY, at=NOW).checksum
    old.refresh_from_db()
    activate_weights(weights=old, actor=second, at=NOW)
    assert current_weights().version == "a"
    assert run_matching(as_of=TODAY, at=NOW).checksum == before != changed
    assert active() == [old]
