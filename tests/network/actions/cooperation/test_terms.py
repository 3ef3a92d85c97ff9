"""Writing a case down and changing it."""

from dataclasses import replace

import pytest

from network.actions.cooperation.change import CaseFactsError, StaleCaseError
from network.actions.cooperation.terms import edit_case, propose
from network.enums import CooperationState as S
from tests.support.cases import NOW, cast, house, listing, terms

pytestmark = pytest.mark.django_db


def test_the_second_editor_is_told_and_nothing_of_theirs_is_written():
    scene = cast(S.IN_TALKS)
    version = scene.case.version
    full = terms(scene.a, scene.b, title="Erste Fassung")
    edit_case(cooperation=scene.case, terms=full, by=scene.by(version=version), at=NOW)
    with pytest.raises(StaleCaseError) as refusal:
        edit_case(
            cooperation=scene.case, terms=replace(full, title="Zweite Fassung"),
            by=scene.by(scene.ann, version=version), at=NOW,
        )  # fmt: skip
    assert refusal.value.status == 409
    assert (scene.fresh().title, scene.case.version) == ("Erste Fassung", version + 1)


def test_what_was_agreed_on_does_not_vanish():
    scene = cast(S.RUNNING)
    with pytest.raises(CaseFactsError, match="Ziel fehlt"):
        edit_case(
            cooperation=scene.case, terms=terms(scene.a, scene.b, goal=""), by=scene.by(), at=NOW
        )
    assert scene.fresh().goal


def test_who_takes_part_is_settled_by_the_request():
    scene = cast(S.IN_TALKS)
    with pytest.raises(CaseFactsError, match="steht seit der Anfrage fest"):
        edit_case(
            cooperation=scene.case, terms=terms(scene.a, house("Ceder")), by=scene.by(), at=NOW
        )
    assert scene.case.parts.count() == 2


def test_a_proposal_changes_partners_and_listings():
    scene = cast()
    third = house("Ceder")
    room = listing(third, "Raum")
    new = terms(scene.a, third, listings=[room])
    edit_case(cooperation=scene.case, terms=new, by=scene.by(), at=NOW)
    assert set(scene.case.parts.values_list("partner", flat=True)) == {scene.a.pk, third.pk}
    assert list(scene.case.listings.all()) == [room]


def test_a_listing_of_somebody_else_has_no_place_in_a_case():
    scene = cast()
    foreign = listing(house("Ceder"))
    with pytest.raises(CaseFactsError, match="einem der Partner"):
        propose(terms=terms(scene.a, scene.b, listings=[foreign]), by=scene.by(), at=NOW)


def test_a_house_stays_in_its_own_proposal():
    scene = cast()
    case = propose(terms=terms(scene.a, scene.b), by=scene.by(scene.ann), at=NOW)
    with pytest.raises(CaseFactsError, match="dabei bleiben"):
        edit_case(
            cooperation=case, terms=terms(scene.b, house("Ceder")), by=scene.by(scene.ann), at=NOW
        )
    assert case.parts.filter(partner=scene.a).exists()
