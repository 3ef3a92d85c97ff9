"""Two people at the same moment: one place, one version, one answer."""

import pytest

from network.actions.cooperation import course, request
from network.actions.cooperation.change import GuardError, StaleCaseError, WrongStateError
from network.actions.cooperation.terms import edit_case, propose
from network.enums import CooperationState as S
from network.models import Listing, Partner
from network.queries.capacity import free_capacities
from tests.support.cases import NOW, TODAY, cast, house, listing, move, terms
from tests.support.parallel import both

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_requests_for_the_last_free_place():
    scene = cast()
    Partner.objects.filter(pk=scene.b.pk).update(capacity=1)
    other = propose(terms=terms(house("Ceder"), scene.b), by=scene.by(), at=NOW)
    results = both(
        *(
            lambda case=case: request.request_cooperation(
                cooperation=case, message="", by=scene.by(), at=NOW
            )
            for case in (scene.case, other)
        )
    )
    assert results == [GuardError.__name__, "done"]
    b = Partner.objects.get(pk=scene.b.pk)
    assert free_capacities([b], TODAY) == {b.pk: 0}


def test_two_agreements_about_the_last_place_of_a_listing():
    scene = cast()
    offer = listing(scene.b, "Raum", capacity_total=1, capacity_left=1)
    cases = [
        move(
            propose(terms=terms(scene.a, scene.b, listings=[offer]), by=scene.by(), at=NOW),
            S.IN_TALKS,
        )
        for _number in range(2)
    ]
    results = both(
        *(lambda case=case: course.agree(cooperation=case, by=scene.by(), at=NOW) for case in cases)
    )
    assert results == [GuardError.__name__, "done"]
    assert Listing.objects.get(pk=offer.pk).capacity_left == 0


def test_two_edits_of_one_version():
    scene = cast(S.IN_TALKS)
    version = scene.case.version
    results = both(
        *(
            lambda title=title: edit_case(
                cooperation=scene.case, terms=terms(scene.a, scene.b, title=title),
                by=scene.by(version=version), at=NOW,
            )
            for title in ("Eins", "Zwei")
        )
    )  # fmt: skip
    assert results == [StaleCaseError.__name__, "done"]
    assert scene.fresh().version == version + 1


def test_the_last_two_consents_open_the_talks_once():
    scene = cast(S.REQUESTED)
    results = both(
        *(
            lambda partner=partner, person=person: request.consent(
                cooperation=scene.case, partner=partner, by=scene.by(person), at=NOW
            )
            for partner, person in ((scene.a, scene.ann), (scene.b, scene.ben))
        )
    )
    assert results == ["done", "done"]
    assert scene.fresh().state == S.IN_TALKS
    assert scene.case.events.filter(state_to=S.IN_TALKS).count() == 1


def test_a_consent_and_a_refusal_of_two_houses():
    scene = cast(S.REQUESTED)
    results = both(
        lambda: request.refuse(
            cooperation=scene.case, partner=scene.a, reason="time", by=scene.by(scene.ann), at=NOW
        ),
        lambda: request.consent(
            cooperation=scene.case, partner=scene.b, by=scene.by(scene.ben), at=NOW
        ),
    )
    assert results in (["done", "done"], [WrongStateError.__name__, "done"])
    assert scene.fresh().state == S.DECLINED
