"""Cancelling a run: everybody is told once, nothing learned is lost."""

from datetime import timedelta

import pytest

from courses.actions.enrolment import enrol, leave
from courses.actions.guests import add_guests
from courses.actions.seat.cancelling import cancel_run
from courses.actions.seat.queue import join_waiting_list
from courses.enums import LeftReason, RunKind
from courses.formats.people_list import Entry
from courses.models import CourseFacet, Enrolment, RunContact, SeatRequest
from courses.queries.course import open_runs
from courses.queries.invariants import violations
from lms.common.errors import ConflictError
from lms.records.models import OutboxMessage
from tests.factories.accounts import UserFactory
from tests.factories.courses import NOW
from tests.factories.runs import make_run

pytestmark = pytest.mark.django_db


def test_everybody_is_told_once_and_keeps_what_was_learned():
    run = make_run(capacity=2, mode="on_site")
    rows = [enrol(user=UserFactory(), run=run, at=NOW, contact_name="Ada") for _number in range(2)]
    Enrolment.objects.filter(pk=rows[0].pk).update(state="completed", completed_at=NOW)
    line = [join_waiting_list(user=UserFactory(), run=run, at=NOW) for _number in range(2)]
    leave(enrolment=rows[1], at=NOW)
    last = enrol(user=line[0].user, run=run, at=NOW)
    cancel_run(run=run, actor=None, at=NOW)
    cancelled = cancel_run(run=run, actor=None, at=NOW + timedelta(hours=1))
    assert (cancelled.cancelled_at, cancelled.sequence) == (NOW, 1)
    last.refresh_from_db()
    assert (last.state, last.left_reason) == ("left", LeftReason.CANCELLED)
    assert Enrolment.objects.get(pk=rows[0].pk).state == "completed"
    assert SeatRequest.objects.get(pk=line[1].pk).state == "refused"
    told = OutboxMessage.objects.filter(kind="seat_cancelled")
    assert sorted(told.values_list("recipient", flat=True)) == sorted(
        [last.user.email, line[1].user.email]
    )
    assert list(RunContact.objects.values_list("enrolment", flat=True)) == [rows[0].pk]
    assert violations(NOW)["I1"] == []


def test_guests_are_told_at_the_address_their_team_was_given():
    run = make_run()
    team = UserFactory()
    people = [Entry(1, "Bo Beispiel", "bo@example.org"), Entry(2, "Cy Ohne", "", "0355 1")]
    add_guests(run=run, people=people, actor=team, at=NOW)
    bo, _cy = Enrolment.objects.filter(run=run).order_by("pk")
    Enrolment.objects.create(
        user=bo.user, run=(other := make_run()), course=other.course, enrolled_at=NOW,
        last_seen_at=NOW,
    )  # fmt: skip
    cancel_run(run=run, actor=team, at=NOW)
    mail = OutboxMessage.objects.get(kind="seat_cancelled")
    assert (mail.recipient, mail.person_key) == ("bo@example.org", bo.user.key)
    assert "findet nicht statt" in mail.text
    assert "/lernen/" not in mail.text  # a guest has no page of theirs
    assert "Konto" not in mail.text
    assert not RunContact.objects.exists()


def test_it_is_gone_from_page_and_catalogue():
    run = make_run(mode="on_site")
    cancel_run(run=run, actor=None, at=NOW)
    assert [one.kind for one in open_runs(run.course, at=NOW)] == [RunKind.SELF_PACED]
    facets = CourseFacet.objects.filter(course=run.course, facet="format")
    assert list(facets.values_list("value", flat=True)) == ["online"]


def test_only_what_has_a_date_ahead_can_be_cancelled():
    run = make_run()
    with pytest.raises(ConflictError):
        cancel_run(run=run.course.runs.get(kind=RunKind.SELF_PACED), actor=None, at=NOW)
    with pytest.raises(ConflictError):
        cancel_run(run=run, actor=None, at=run.ends_at)
    run.refresh_from_db()
    assert run.cancelled_at is None
