"""Exceptions where one learns at any time: who is asked, what they hear, and what becomes of it."""

from datetime import timedelta

import pytest
from django.utils.html import strip_tags

from courses.actions.enrolment import EntranceError
from courses.actions.seat.approval import approve_request, ask_for_seat, refuse_request
from courses.actions.seat.errors import ClosedRunError, CodeError
from courses.actions.seat.exceptions import MOST_A_DAY
from courses.actions.seat.queue import accept_offer, withdraw_request
from courses.actions.seat.vouchers import renew_entry_code
from courses.enums import Entrance, Origin, RefusalReason, RequestState
from courses.models import CourseRun, RunContact, SeatRequest
from lms.common.errors import DomainError, ThrottledError
from lms.records.models import AuditEvent, OutboxMessage
from tests.factories.accounts import UserFactory
from tests.factories.courses import NOW, CourseFactory
from tests.factories.network import MembershipFactory
from tests.factories.runs import make_run, team_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def run():
    return CourseFactory(minimum_age=16).runs.select_related("course__partner").get()


@pytest.fixture
def boss(run):
    return MembershipFactory(partner=run.course.partner, role="admin").user


@pytest.fixture
def child():
    return UserFactory(age_band="under_14", display_name="Nadja Noack", email="nadja@example.org")


def ask(run, user, note="Ich kann das schon.", **values):
    return ask_for_seat(user=user, run=run, at=NOW, note=note, needs_exception=True, **values)


def test_yes_is_a_seat_without_a_name_and_told_by_mail(run, boss, child):
    request = ask(run, child, contact_name="Nadja")
    assert (request.is_nameless, request.team_name) == (True, "")
    row = approve_request(request=request, actor=boss, at=NOW)
    assert (row.user, row.run, row.origin) == (child, run, Origin.APPROVAL)
    assert not RunContact.objects.exists()
    request.refresh_from_db()
    assert (request.state, request.note) == (RequestState.ACCEPTED, "")
    told = OutboxMessage.objects.get(kind="seat_enrolled")
    assert (told.recipient, f"/de/lernen/{row.key}/" in told.text) == (child.email, True)
    event = AuditEvent.objects.get(action="seat.approve")
    assert (event.actor_key, event.person_key, event.data) == (boss.key, child.key, {})


def test_no_gives_a_reason_and_ends_it(run, boss, child):
    request = ask(run, child)
    refuse_request(request=request, reason=RefusalReason.AGE, actor=boss, at=NOW)
    request.refresh_from_db()
    assert (request.state, request.note) == (RequestState.REFUSED, "")
    mail = OutboxMessage.objects.get(kind="seat_refused")
    assert f"{run.course.partner.name} macht für" in mail.text
    assert "Das Alter passt nicht" in mail.text


def test_who_decides_reads_nothing_about_who_asks(run, boss, child):
    ask(run, child)
    mail = OutboxMessage.objects.get(kind="exception_asked")
    assert (mail.recipient, mail.person_key) == (boss.email, boss.key)
    assert f"/de/plaetze/{run.key}/ausnahmen/" in mail.text
    everything = f"{mail.key} {mail.subject} {mail.text} {strip_tags(mail.html)}"
    for secret in (
        "Noack",
        "nadja@",
        child.key,
        child.username,
        "kann das schon",
        "under_14",
        "14 Jahre",
    ):
        assert secret not in everything, secret
    own = OutboxMessage.objects.get(kind="seat_asked")
    assert own.recipient == child.email
    assert "keinen Namen" in own.text
    assert "beim Team" not in own.text


def test_a_team_is_told_in_place_of_the_admins(run, boss, child):
    lead = team_of(run)
    ask(run, child)
    told = OutboxMessage.objects.filter(kind="exception_asked")
    assert [mail.recipient for mail in told] == [lead.email]


def test_without_anybody_to_decide_it_says_so(run, child):
    with pytest.raises(EntranceError, match="niemanden, der über Ausnahmen entscheidet"):
        ask(run, child)
    MembershipFactory(partner=run.course.partner, role="author")
    MembershipFactory(role="admin")  # of another house
    UserFactory(is_city_staff=True)
    with pytest.raises(EntranceError):
        ask(run, child)
    assert not run.requests.exists()


def test_nobody_decides_about_the_own_one(run, boss):
    CourseRun.objects.filter(pk=run.pk).update(entrance=Entrance.OPEN)
    boss.age_band = "14_15"
    boss.save(update_fields=["age_band"])
    with pytest.raises(EntranceError, match="niemanden"):
        ask(run, boss)
    other = MembershipFactory(partner=run.course.partner, role="admin").user
    ask(run, boss)
    told = OutboxMessage.objects.filter(kind="exception_asked")
    assert [mail.recipient for mail in told] == [other.email]


def test_who_is_the_only_team_asks_the_admins(run, boss):
    lead = team_of(run)
    lead.age_band = "14_15"
    lead.save(update_fields=["age_band"])
    ask(run, lead)
    told = OutboxMessage.objects.filter(kind="exception_asked")
    assert [mail.recipient for mail in told] == [boss.email]


def test_who_lacks_nothing_has_nothing_to_ask_for(run, boss):
    with pytest.raises(EntranceError, match="keine Ausnahme nötig"):
        ask(run, UserFactory())
    dated = make_run(run.course)
    team_of(dated)
    with pytest.raises(EntranceError, match="keine Ausnahme nötig"):
        ask(dated, UserFactory())
    assert not SeatRequest.objects.exists()


@pytest.mark.parametrize("is_dated", [False, True])
def test_where_it_costs_something_yes_is_an_offer(run, boss, child, is_dated):
    if is_dated:
        run = make_run(run.course)
        team_of(run)
    CourseRun.objects.filter(pk=run.pk).update(price_text="20 Euro")
    request = approve_request(request=ask(run, child), actor=boss, at=NOW)
    request.refresh_from_db()
    assert (request.state, request.note) == (RequestState.OFFERED, "")
    assert not run.enrolments.exists()
    assert OutboxMessage.objects.filter(kind="seat_offered", person_key=child.key).exists()
    assert accept_offer(request=request, at=NOW).user == child


def test_an_offer_that_nobody_could_accept_is_not_made(run, boss, child):
    dated = make_run(run.course, price_text="20 Euro")
    team_of(dated)
    request = ask(dated, child)
    CourseRun.objects.filter(pk=dated.pk).update(enrol_until=NOW)
    with pytest.raises(ClosedRunError, match="kein Platz mehr anbieten"):
        approve_request(request=request, actor=boss, at=NOW)
    request.refresh_from_db()
    assert request.state == RequestState.ASKED


def test_a_reason_is_needed_and_asking_twice_is_asking_once(run, boss, child):
    with pytest.raises(DomainError, match="warum"):
        ask(run, child, note=" ")
    assert ask(run, child) == ask(run, child)
    assert OutboxMessage.objects.filter(kind="exception_asked").count() == 1


def test_a_key_is_asked_for_as_ever(run, boss, child):
    CourseRun.objects.filter(pk=run.pk).update(entrance=Entrance.KEY)
    code = renew_entry_code(run=run, actor=boss, at=NOW)
    with pytest.raises(CodeError):
        ask(run, child, code="falsch")
    request = ask(run, child, code=code)
    assert approve_request(request=request, actor=boss, at=NOW).user == child


def test_asking_again_and_again_ends_for_the_day(run, boss, child):
    for _number in range(MOST_A_DAY):
        withdraw_request(request=ask(run, child), at=NOW)
    with pytest.raises(ThrottledError, match="Morgen"):
        ask(run, child)
    later = NOW + timedelta(days=1)
    asked = ask_for_seat(user=child, run=run, at=later, note="Bitte", needs_exception=True)
    assert asked.state == RequestState.ASKED


def test_runs_with_dates_still_ask_their_team_by_name(run, boss, child):
    dated = make_run(run.course)
    with pytest.raises(EntranceError, match="kein Team"):
        ask(dated, child)
    team_of(dated)
    request = ask(dated, child, contact_name="Biber")
    assert (request.is_nameless, request.team_name) == (False, "Biber")
    assert not OutboxMessage.objects.filter(kind="exception_asked").exists()
