"""From talks to the end: agreement, capacity of listings, reasons, outcome, rating."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from lms.common.errors import NotAllowedError
from network.actions.cooperation import course
from network.actions.cooperation.change import CaseFactsError, GuardError
from network.actions.directory import renew_directory
from network.actions.listing import update_listing
from network.actions.listing_facts import ListingFacts
from network.actions.profile import StaleEditError
from network.enums import CooperationState as S
from network.models import CooperationEvent, CooperationNote, Listing
from tests.support.cases import NOW, cast, coordinator

pytestmark = pytest.mark.django_db


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


def test_who_edits_a_listing_meanwhile_does_not_bring_its_place_back():
    scene = cast(S.IN_TALKS)
    course.agree(cooperation=scene.case, by=scene.by(), at=NOW)
    with pytest.raises(StaleEditError):
        update_listing(
            listing=scene.offer, facts=ListingFacts(kind="offer", title="Workshop", capacity_left=2),
            version=scene.offer.version, actor=scene.ben, at=NOW,
        )  # fmt: skip
    assert Listing.objects.get().capacity_left == 1


def test_a_listing_that_is_used_up_leaves_the_directory_at_once(client):
    scene = cast(S.IN_TALKS)
    Listing.objects.update(capacity_left=1, title="Letzter Platz")
    page = reverse("network:partners")
    renew_directory()

    def is_shown():
        return "Birke" in client.get(page, {"q": "Letzter Platz"}).content.decode()

    assert is_shown()
    course.agree(cooperation=scene.case, by=scene.by(), at=NOW)
    assert not is_shown()
    course.cancel(cooperation=scene.fresh(), by=scene.by(note="Raum fehlt"), at=NOW)
    assert is_shown()


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
