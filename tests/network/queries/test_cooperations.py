"""Refusals hold for a year and concern who refused."""

from datetime import timedelta

import pytest

from network.actions.cooperation import request
from network.actions.cooperation.change import By, GuardError
from network.actions.cooperation.terms import propose
from network.enums import DeclineReason
from network.queries.cooperations import declined_pairs, pair_of
from tests.support.cases import NOW, TODAY, cast, editor, house, terms

pytestmark = pytest.mark.django_db


def send(scene, user=None, **facts):
    values = {"message": "", "by": scene.by(user), "at": NOW} | facts
    return request.request_cooperation(cooperation=scene.case, **values)


def decline(scene, reason, at=NOW):
    return request.refuse(
        cooperation=scene.case, partner=scene.a, reason=reason, by=By(actor=scene.ann), at=at
    )


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
