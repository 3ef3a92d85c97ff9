"""What each part of the network puts on the start page."""

from datetime import timedelta

import pytest

from lms.taxonomy.models import ActionField
from network.enums import CooperationState, PartnerState, TaskKind
from network.models import ClaimRequest, Cooperation, PartnerApplication, PartnerTask
from network.queries.cases import is_late
from network.queries.start import start
from network.queries.start_entries import MOST
from tests.factories.accounts import UserFactory
from tests.factories.meetings import DecisionFactory, MeetingFactory, coordinator, staff
from tests.support.admin import signed_in
from tests.support.chain import NOW, TODAY, cooperation, match, partner
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db


def fill():
    school = partner("Grundschule", "primary", state=PartnerState.PUBLISHED)
    match(school, partner("Hochschule", "higher"), 0.6)
    match(school, partner("Museum", "adult"), 0.01)  # too improbable to be shown
    PartnerTask.objects.create(partner=school, kind=TaskKind.RADIUS, created_at=NOW)
    DecisionFactory(due=TODAY - timedelta(days=3))
    PartnerApplication.objects.create(
        name="Verein", kind="library", mailbox="v@example.org", state="waiting", created_at=NOW,
        expires_at=NOW, confirmed_at=NOW,
    )  # fmt: skip
    ClaimRequest.objects.create(
        partner=school, user=UserFactory(), state="proven", created_at=NOW, expires_at=NOW,
        proven_at=NOW,
    )  # fmt: skip


def told(viewer):
    found = start(viewer, TODAY)
    return {(one.title, one.route) for one in [*found.overdue, *found.waiting]}


def test_city_staff_see_what_waits_in_every_part():
    fill()
    assert told(staff()) >= {
        ("Zwei Kitas ansprechen", "network:meeting-pack"),
        ("Grundschule", "network:cases"),
        ("1 offener Vorschlag", "network:matches"),
        ("Verein", "network:applications"),
        ("Grundschule", "network:applications"),
        ("3 Partner ohne Postfach", "network:applications"),
    }
    (late,) = start(staff(), TODAY).overdue
    assert late.title == "Zwei Kitas ansprechen"


def test_coordinators_see_only_what_is_theirs():
    fill()
    cooperation(partner("A"), partner("B"), state=CooperationState.PROPOSED)
    assert told(coordinator("energy", starts_on=TODAY)) == {
        ("A und B", "network:case"),
        ("1 offener Vorschlag", "network:matches"),
    }
    assert told(coordinator("health", starts_on=TODAY)) == set()


def test_overdue_is_what_the_board_calls_so():
    yesterday = TODAY - timedelta(days=1)
    cooperation(partner("A"), partner("B"), ends_on=yesterday)
    asked = {"state": CooperationState.REQUESTED, "requested_at": NOW - timedelta(days=11)}
    cooperation(partner("C"), partner("D"), **asked)
    step = {"next_step": "Termin", "next_step_due": yesterday}
    cooperation(partner("E"), partner("F"), ends_on=yesterday, **step)
    cooperation(partner("G"), partner("H"), **(asked | {"requested_at": NOW}))
    viewer = coordinator("energy", starts_on=TODAY)
    found = start(viewer, TODAY)
    assert {(one.title, one.words, one.due) for one in found.overdue} == {
        ("A und B", "Zeitraum ist vorbei, Ergebnis fehlt", yesterday),
        ("C und D", "seit über 10 Tagen ohne Antwort", None),
        ("E und F", "Termin", yesterday),
    }
    assert found.waiting == []
    board_says = Cooperation.objects.filter(is_late(TODAY))
    assert {one.title for one in found.overdue} == {case.title for case in board_says}


def test_late_cases_stand_before_many_that_wait():
    for number in range(2 * MOST):
        one, other = partner(f"P{number}"), partner(f"Q{number}")
        cooperation(one, other, next_step_due=TODAY + timedelta(days=1))
    cooperation(partner("A"), partner("B"), ends_on=TODAY - timedelta(days=1))
    assert [one.title for one in start(staff(), TODAY).overdue] == ["A und B"]


def test_coordinators_see_no_case_they_may_not_open():
    case = cooperation(partner("A"), partner("B"), field="", state=CooperationState.PROPOSED)
    case.action_fields.set(ActionField.objects.filter(code="energy"))
    assert told(coordinator("energy", starts_on=TODAY)) == set()
    assert ("A und B", "network:case") in told(staff())


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(number):
    viewer = staff()
    for _each in range(number):
        fill()
        PartnerTask.objects.update(closed_at=NOW)
    with expect_statements(10):
        found = start(viewer, TODAY)
    assert len(found.overdue) == number


def test_the_next_meeting_and_the_sources_of_decisions_are_linked(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    decision = DecisionFactory(field=ActionField.objects.get(code="energy"))
    meeting = MeetingFactory(title="Wintertreffen")
    browser = signed_in(coordinator("energy", starts_on=TODAY).user)
    html = browser.get("/de/netzwerk/").content.decode()
    assert f'<a href="/de/netzwerk/treffen/{decision.meeting.key}/' in html
    assert f'<a href="/de/netzwerk/treffen/{meeting.key}/">Wintertreffen</a>, 20.01.2027' in html
