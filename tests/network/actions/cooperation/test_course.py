"""From talks to the end: agreement, capacity of listings, reasons, outcome, rating."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from lms.common.errors import NotAllowedError
from network.actions.cooperation import course, outcome, remarks
from network.actions.cooperation.change import CaseFactsError, GuardError, StaleCaseError
from network.actions.cooperation.terms import edit_case, propose
from network.enums import CooperationState as S
from network.models import CooperationEvent, CooperationNote, Listing
from network.queries.cooperations import active_ties, earlier_ties, running_facts
from tests.support.cases import NOW, cast, coordinator, editor, house, listing, terms

pytestmark = pytest.mark.django_db
RESULT = outcome.Outcome(reached_people=24, events_held=3, hours=6, continues=True)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"goal": ""}, "Ziel fehlt"),
        ({"starts_on": None}, "Zeitraum"),
        ({"ends_on": None}, "Zeitraum"),
        ({"review_on": None}, "Rückblick"),
    ],
)
def test_nothing_is_agreed_on_before_all_is_said(facts, words):
    scene = cast(S.IN_TALKS, **facts)
    with pytest.raises(GuardError, match=words):
        course.agree(cooperation=scene.case, by=scene.by(), at=NOW)
    assert scene.fresh().state == S.IN_TALKS


@pytest.mark.parametrize("name", ["contribution", "contact_role"])
def test_each_partner_says_what_it_gives_and_who_answers(name):
    scene = cast(S.IN_TALKS)
    scene.case.parts.filter(partner=scene.b).update(**{name: " "})
    with pytest.raises(GuardError, match="Birke"):
        course.agree(cooperation=scene.case, by=scene.by(), at=NOW)


def test_one_partner_leads():
    scene = cast(S.IN_TALKS)
    scene.case.parts.update(role="partner")
    with pytest.raises(GuardError, match="federführend"):
        course.agree(cooperation=scene.case, by=scene.by(), at=NOW)


def test_a_place_is_taken_when_agreed_and_returned_when_cancelled():
    scene = cast(S.IN_TALKS)
    course.agree(cooperation=scene.case, by=scene.by(), at=NOW)
    assert Listing.objects.get().capacity_left == 1
    course.cancel(cooperation=scene.fresh(), by=scene.by(note="Raum fehlt"), at=NOW)
    assert Listing.objects.get().capacity_left == 2
    course.reopen(cooperation=scene.fresh(), by=scene.by(note="Raum gefunden"), at=NOW)
    assert Listing.objects.get().capacity_left == 2
    assert scene.fresh().parts.filter(consent="open").count() == 2


def test_cancelling_talks_returns_nothing_that_was_not_taken():
    scene = cast(S.IN_TALKS)
    Listing.objects.update(capacity_left=1)
    course.cancel(cooperation=scene.case, by=scene.by(note="weil"), at=NOW)
    assert Listing.objects.get().capacity_left == 1


def test_a_full_listing_stops_the_agreement():
    scene = cast(S.IN_TALKS)
    Listing.objects.update(capacity_left=0)
    with pytest.raises(GuardError, match="keinen freien Platz"):
        course.agree(cooperation=scene.case, by=scene.by(), at=NOW)
    assert Listing.objects.get().capacity_left == 0


def test_work_begins_when_it_is_signed():
    scene = cast(S.AGREED)
    with pytest.raises(CaseFactsError, match="Zukunft"):
        course.start(cooperation=scene.case, signed_on=date(2026, 11, 27), by=scene.by(), at=NOW)
    course.start(cooperation=scene.case, signed_on=date(2026, 11, 26), by=scene.by(), at=NOW)
    assert (scene.fresh().state, scene.case.signed_on) == (S.RUNNING, date(2026, 11, 26))


@pytest.mark.parametrize(
    ("state", "action"),
    [(S.RUNNING, course.cancel), (S.PROPOSED, course.discard), (S.CANCELLED, course.reopen)],
)
def test_an_end_and_a_reopening_need_a_reason(state, action):
    scene = cast(state)
    with pytest.raises(CaseFactsError, match="Grund"):
        action(cooperation=scene.case, by=scene.by(note="  "), at=NOW)
    action(cooperation=scene.case, by=scene.by(note="Darum"), at=NOW)
    assert CooperationNote.objects.get().text == "Darum"


def test_only_city_staff_reopen():
    scene = cast(S.DECLINED)
    for person in (scene.ann, coordinator()):
        with pytest.raises(NotAllowedError):
            course.reopen(cooperation=scene.case, by=scene.by(person, note="bitte"), at=NOW)


def test_only_the_leading_partner_or_the_coordination_records_the_outcome():
    scene = cast(S.RUNNING)
    with pytest.raises(NotAllowedError):
        outcome.complete(cooperation=scene.case, outcome=RESULT, by=scene.by(scene.ben), at=NOW)
    outcome.complete(cooperation=scene.case, outcome=RESULT, by=scene.by(scene.ann), at=NOW)
    case = scene.fresh()
    assert (case.state, case.reached_people, case.hours, case.closed_at) == (
        S.COMPLETED, 24, 6, NOW,
    )  # fmt: skip


def test_a_rating_stands_with_the_partner_and_not_in_the_timeline():
    scene = cast(S.COMPLETED)
    for partner, person, quality in ((scene.a, scene.ann, 5), (scene.b, scene.ben, 2)):
        outcome.rate(
            cooperation=scene.case, partner=partner, quality=quality, by=scene.by(person), at=NOW
        )
    with pytest.raises(CaseFactsError):
        outcome.rate(
            cooperation=scene.case, partner=scene.a, quality=6, by=scene.by(scene.ann), at=NOW
        )
    (tie,) = earlier_ties()
    assert tie.quality == 3.5
    assert all("quality" not in event.data for event in scene.case.events.all())


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


def test_strangers_neither_propose_nor_touch():
    scene, stranger = cast(S.RUNNING), editor(house("Dorn"))
    with pytest.raises(NotAllowedError):
        propose(terms=terms(scene.a, scene.b), by=scene.by(stranger), at=NOW)
    with pytest.raises(NotAllowedError):
        remarks.add_note(cooperation=scene.case, by=scene.by(stranger, note="Hallo"), at=NOW)
    with pytest.raises(NotAllowedError):
        propose(terms=terms(scene.a, scene.b), by=scene.by(coordinator("energy")), at=NOW)


def test_a_listing_of_somebody_else_has_no_place_in_a_case():
    scene = cast()
    foreign = listing(house("Ceder"))
    with pytest.raises(CaseFactsError, match="einem der Partner"):
        propose(terms=terms(scene.a, scene.b, listings=[foreign]), by=scene.by(), at=NOW)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE network_cooperationevent SET kind = 'note'",
        "DELETE FROM network_cooperationevent",
    ],
)
def test_the_timeline_refuses_raw_sql(statement):
    cast(S.RUNNING)
    before = list(CooperationEvent.objects.values_list("kind", flat=True))
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert list(CooperationEvent.objects.values_list("kind", flat=True)) == before != []


def test_facts_of_what_runs():
    scene = cast(S.RUNNING)
    cast(S.PAUSED), cast(S.COMPLETED), cast(S.PROPOSED)
    (facts,) = running_facts()
    assert facts.key == scene.case.key
    assert facts.partners == tuple(sorted([scene.a.pk, scene.b.pk]))
    assert (facts.stages, facts.fields, facts.areas) == (
        {"primary", "adult"}, {"education"}, {"2"},
    )  # fmt: skip
    assert len(active_ties()) == 2


def test_a_house_stays_in_its_own_proposal():
    scene = cast()
    case = propose(terms=terms(scene.a, scene.b), by=scene.by(scene.ann), at=NOW)
    with pytest.raises(CaseFactsError, match="dabei bleiben"):
        edit_case(
            cooperation=case, terms=terms(scene.b, house("Ceder")), by=scene.by(scene.ann), at=NOW
        )
    assert case.parts.filter(partner=scene.a).exists()
