"""Writing a case down and changing it."""

from dataclasses import replace

import pytest
from django.utils.translation import override

from network.actions.cooperation.change import CaseFactsError, StaleCaseError
from network.actions.cooperation.terms import edit_case, propose
from network.enums import CooperationRole, CooperationState as S
from network.queries.case_detail import timeline
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


def edited(scene, user, **facts):
    """The person changes what the case says; ``shares`` by number of the partner."""
    shares = facts.pop("shares", {})
    full = terms(scene.a, scene.b, **facts)
    new = [replace(share, **shares.get(n, {})) for n, share in enumerate(full.shares)]
    return edit_case(
        cooperation=scene.case, terms=replace(full, shares=new), by=scene.by(user), at=NOW
    )


@pytest.mark.parametrize("state", [S.AGREED, S.RUNNING, S.PAUSED])
def test_a_house_does_not_rewrite_what_another_promised(state):
    scene = cast(state)
    with pytest.raises(CaseFactsError, match="Anker"):
        edited(scene, scene.ben, shares={0: {"contribution": "Alles Geld"}})
    assert scene.case.parts.get(partner=scene.a).contribution == "Beitrag 0"
    edited(scene, scene.ben, shares={1: {"contribution": "Mehr"}})
    assert scene.case.parts.get(partner=scene.b).contribution == "Mehr"
    edited(scene, scene.city, shares={0: {"contribution": "Weniger"}, 1: {"contribution": "Mehr"}})
    assert scene.case.parts.get(partner=scene.a).contribution == "Weniger"


def test_in_talks_the_houses_still_write_for_each_other():
    scene = cast(S.IN_TALKS)
    edited(scene, scene.ben, shares={0: {"contribution": "Ein Raum"}})
    assert scene.case.parts.get(partner=scene.a).contribution == "Ein Raum"


@pytest.mark.parametrize("state", [S.IN_TALKS, S.AGREED, S.RUNNING])
def test_no_house_takes_the_lead_by_itself(state):
    scene = cast(state)
    with pytest.raises(CaseFactsError):
        edited(scene, scene.ben, shares={1: {"role": CooperationRole.LEAD}})
    assert scene.case.parts.get(partner=scene.b).role == CooperationRole.PARTNER


def test_another_public_text_asks_the_others_again():
    scene = cast(S.RUNNING)
    scene.case.parts.update(may_be_shown=True)
    edited(scene, scene.ben, shares={1: {"contribution": "Mehr"}}, goal=scene.case.goal + "\r\n")
    assert scene.case.parts.filter(may_be_shown=True).count() == 2
    edited(scene, scene.ben, shares={1: {"contribution": "Mehr"}}, goal="Werbung")
    assert scene.case.parts.get(may_be_shown=True).partner == scene.b
    edited(scene, scene.city, shares={1: {"contribution": "Mehr"}}, title="Neuer Name")
    assert not scene.case.parts.filter(may_be_shown=True).exists()


def test_the_timeline_names_what_was_changed():
    scene = cast(S.RUNNING)
    scene.case.parts.update(may_be_shown=True)
    edited(scene, scene.ben, shares={1: {"contribution": "Mehr"}}, title="Neuer Name")
    assert scene.case.events.last().data["fields"] == ["title", "shares"]
    with override("de"):
        told = timeline(scene.case)[0].what
    assert told.startswith("Angaben geändert: Titel, Rollen und Beiträge.")
    assert "entscheiden die anderen Partner neu" in told
