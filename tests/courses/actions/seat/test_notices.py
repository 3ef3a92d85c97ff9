"""Mails about seats go to people with an address of their own, once, in their language."""

import pytest

from courses.actions.enrolment import enrol, leave
from courses.actions.guests import add_guests
from courses.actions.seat import notices
from courses.actions.seat.moving import move_enrolment
from courses.enums import LeftReason, Origin, RefusalReason
from courses.formats.people_list import Entry
from courses.models import RunContact, SeatRequest
from lms.records.models import OutboxMessage
from tests.factories.accounts import UserFactory
from tests.factories.courses import NOW
from tests.factories.runs import make_run

pytestmark = pytest.mark.django_db


def asked(**values):
    run = make_run(price_text="20 Euro", room="Saal")
    return SeatRequest.objects.create(
        run=run, user=UserFactory(**values), state="waiting", queued_at=NOW,
        offer_expires_at=NOW,
    )  # fmt: skip


@pytest.mark.parametrize("name", ["asked", "waiting", "offered", "offer_expired", "list_closed",
                                  "offer_withdrawn", "refused"])  # fmt: skip
def test_each_mail_goes_once_and_leads_somewhere(name):
    request = asked()
    more = {"reason": RefusalReason.AGE} if name == "refused" else {}
    for _time in range(2):
        getattr(notices, f"tell_{name}")(request=request, at=NOW, **more)
    mail = OutboxMessage.objects.get()
    assert (mail.recipient, mail.person_key) == (request.user.email, request.user.key)
    assert "Sicher im Netz" in mail.subject
    assert "/de/lernen/" in mail.text
    assert "Beginn: 24.12.2026 11:00" in mail.text  # as clocks in Potsdam show it
    if name == "offered":
        assert f"/de/lernen/anfrage/{request.key}/" in mail.text
        assert "bis 24.11.2026 11:00" in mail.text


@pytest.mark.parametrize("values", [
    {"email": ""}, {"kind": "seat", "email": ""}, {"kind": "group", "email": ""},
])  # fmt: skip
def test_without_an_address_there_is_no_mail(values):
    request = asked(**values)
    notices.tell_waiting(request=request, at=NOW)
    notices.tell_cancelled(user=request.user, run=request.run, at=NOW)
    assert not OutboxMessage.objects.exists()


def test_a_guest_hears_of_moving_and_of_leaving_before_the_contact_goes():
    run = make_run()
    later = make_run(course=run.course, room="Saal 9")
    team, people = UserFactory(), [Entry(1, "Bo", "bo@example.org")]
    add_guests(run=run, people=people, actor=team, at=NOW)
    row = run.enrolments.select_related("user", "run").get()
    moved = move_enrolment(enrolment=row, to=later, actor=team, at=NOW)
    leave(enrolment=moved, at=NOW, reason=LeftReason.TEAM, actor=team)
    told = dict(OutboxMessage.objects.values_list("kind", "recipient"))
    kinds = ("seat_entered", "seat_moved", "seat_removed")
    assert told == dict.fromkeys(kinds, "bo@example.org")
    assert not OutboxMessage.objects.filter(text__contains="/lernen/").exists()
    assert not RunContact.objects.exists()


def test_a_guest_of_a_run_that_gets_its_course_without_dates_is_told_before():
    run = make_run()
    add_guests(run=run, people=[Entry(1, "Bo", "bo@example.org")], actor=UserFactory(), at=NOW)
    row = run.enrolments.select_related("user", "run").get()
    free = run.course.runs.get(kind="self_paced")
    move_enrolment(enrolment=row, to=free, actor=UserFactory(), at=NOW)
    assert OutboxMessage.objects.get(kind="seat_moved").recipient == "bo@example.org"
    assert not RunContact.objects.exists()


def test_dates_and_price_are_confirmed_and_learning_any_time_is_not():
    run = make_run(price_text="20 Euro", withdrawal_text="Vierzehn Tage.\n\nEin Brief genügt.")
    row = enrol(user=UserFactory(), run=run, at=NOW)
    text = OutboxMessage.objects.get(kind="seat_enrolled").text
    assert "Preis: 20 Euro" in text
    assert "Widerrufsbelehrung\n\nVierzehn Tage.\n\nEin Brief genügt." in text
    assert f"/de/lernen/{row.key}/" in text
    enrol(user=UserFactory(), run=run.course.runs.get(kind="self_paced"), at=NOW)
    assert OutboxMessage.objects.count() == 1


def test_the_reader_s_language_counts():
    request = asked(language="en")
    notices.tell_offered(request=request, at=NOW)
    assert f"/en/lernen/anfrage/{request.key}/" in OutboxMessage.objects.get().text


def test_who_is_taken_out_is_told_and_who_leaves_knows():
    run = make_run()
    rows = [enrol(user=UserFactory(), run=run, at=NOW, origin=Origin.TEAM) for _n in range(2)]
    leave(enrolment=rows[0], at=NOW)
    leave(enrolment=rows[1], at=NOW, reason=LeftReason.TEAM, actor=UserFactory())
    told = OutboxMessage.objects.filter(kind="seat_removed")
    assert [mail.recipient for mail in told] == [rows[1].user.email]


def test_a_moment_is_told_as_clocks_there_show_it():
    run = make_run(time_zone="America/New_York")
    assert notices.in_words(NOW, run) == "24.11.2026 05:00"
    assert notices.in_words(None, run) == ""
