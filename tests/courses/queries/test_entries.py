"""Which further pages "Mein Lernen" leads to."""

from datetime import UTC, datetime, timedelta

import pytest

from courses.enums import RequestState, RunKind
from courses.models import RunTeamMember, SeatRequest
from courses.queries.entries import ClassEntries, Entries, class_entries, entries_of
from network.enums import Role
from network.models import Membership
from tests.factories.accounts import UserFactory
from tests.factories.courses import CourseFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)


def test_a_learner_is_led_nowhere_else(django_assert_num_queries):
    user = UserFactory()
    with django_assert_num_queries(1):
        found = entries_of(user, ended_after=NOW)
    assert found == Entries(
        is_in_team=False, has_requests=False, leads_classes=False, runs_house=False
    )


def test_who_waits_looks_after_people_and_leads_finds_all_three(django_assert_num_queries):
    user, run = UserFactory(), CourseFactory().runs.get_or_create(kind=RunKind.SELF_PACED)[0]
    Membership.objects.create(partner=run.course.partner, user=user, role=Role.LEAD, created_at=NOW)
    RunTeamMember.objects.create(run=run, user=user)
    SeatRequest.objects.create(run=run, user=user, state=RequestState.WAITING, queued_at=NOW)
    with django_assert_num_queries(1):
        found = entries_of(user, ended_after=NOW - timedelta(days=60))
    assert found == Entries(
        is_in_team=True, has_requests=True, leads_classes=True, runs_house=False
    )


def test_what_is_settled_leads_nowhere():
    user, run = UserFactory(), CourseFactory().runs.get_or_create(kind=RunKind.SELF_PACED)[0]
    SeatRequest.objects.create(run=run, user=user, state=RequestState.WITHDRAWN, queued_at=NOW)
    assert not entries_of(user, ended_after=NOW).has_requests


def test_a_no_is_found_for_a_while():
    user, run = UserFactory(), CourseFactory().runs.get()
    SeatRequest.objects.create(
        run=run, user=user, state=RequestState.REFUSED, queued_at=NOW, decided_at=NOW
    )
    assert entries_of(user, ended_after=NOW - timedelta(days=60)).has_requests
    assert not entries_of(user, ended_after=NOW + timedelta(seconds=1)).has_requests


@pytest.mark.parametrize("role", ["lead", "admin", "author"])
def test_other_pages_are_told_of_classes_only(role, django_assert_num_queries):
    user, run = UserFactory(), CourseFactory().runs.get()
    Membership.objects.create(partner=run.course.partner, user=user, role=role, created_at=NOW)
    with django_assert_num_queries(1):
        found = class_entries(user)
    assert found == ClassEntries(leads_classes=role == "lead", runs_house=role == "admin")
    assert entries_of(user, ended_after=NOW).runs_house == found.runs_house
