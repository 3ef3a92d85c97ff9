"""Asking the team: yes, no, exceptions; each told by mail and kept in the log."""

import pytest

from courses.actions.enrolment import AdmissionError, EntranceError, FullRunError, enrol
from courses.actions.seat.approval import approve_request, ask_for_seat, refuse_request
from courses.actions.seat.errors import CodeError, RequestStateError
from courses.actions.seat.queue import accept_offer, withdraw_request
from courses.actions.seat.vouchers import make_vouchers
from courses.enums import Entrance, Origin, RefusalReason, RequestState
from courses.models import CourseRun, Enrolment, SeatRequest
from lms.accounts.models import User
from lms.common.errors import DomainError
from lms.records.models import AuditEvent, OutboxMessage
from tests.factories.accounts import UserFactory
from tests.factories.courses import NOW, CourseFactory
from tests.factories.runs import make_run, people, team_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def run():
    return make_run(entrance=Entrance.APPROVAL, capacity=1)


def ask(run, user=None, **values):
    return ask_for_seat(user=user or UserFactory(), run=run, at=NOW, **values)


def test_yes_is_a_seat(run):
    request = ask(run, contact_name="Ada Beispiel", note="Gern!")
    assert OutboxMessage.objects.get().kind == "seat_asked"
    row = approve_request(request=request, actor=team_of(run), at=NOW)
    assert (row.user, row.origin) == (request.user, Origin.APPROVAL)
    assert row.contact.name == "Ada Beispiel"
    request.refresh_from_db()
    assert (request.state, request.note) == (RequestState.ACCEPTED, "")
    event = AuditEvent.objects.get(action="seat.approve")
    assert event.person_key == request.user.key


def test_where_all_seats_are_taken_yes_is_a_place_in_the_line(run):
    lead = team_of(run)
    first, second, third = (ask(run) for _number in range(3))
    approve_request(request=first, actor=lead, at=NOW)
    approve_request(request=third, actor=lead, at=NOW)
    approve_request(request=second, actor=lead, at=NOW)
    order = SeatRequest.objects.filter(state="waiting").order_by("queued_at", "pk")
    assert list(order) == [third, second]  # who was approved first is first
    CourseRun.objects.filter(pk=run.pk).update(has_waiting_list=False)
    with pytest.raises(FullRunError):
        approve_request(request=ask(run), actor=lead, at=NOW)


def test_no_gives_a_reason_and_ends_it(run):
    request = ask(run, note="Bitte!")
    refuse_request(request=request, reason=RefusalReason.AUDIENCE, actor=team_of(run), at=NOW)
    request.refresh_from_db()
    assert (request.state, request.note) == (RequestState.REFUSED, "")
    assert request.refusal_reason == RefusalReason.AUDIENCE
    mail = OutboxMessage.objects.get(kind="seat_refused")
    assert "richtet sich an andere" in mail.text
    for act in (approve_request, withdraw_request):
        actor = {"actor": UserFactory()} if act is approve_request else {}
        with pytest.raises(RequestStateError):
            act(request=request, at=NOW, **actor)


def test_asking_is_not_a_way_round(run):
    with pytest.raises(EntranceError):
        enrol(user=UserFactory(), run=run, at=NOW)
    user = UserFactory()
    assert ask(run, user) == ask(run, user)
    with pytest.raises(EntranceError, match="niemanden zu fragen"):
        ask(make_run())
    inside = enrol(user=people(1)[0], run=run, at=NOW, origin=Origin.TEAM)
    with pytest.raises(DomainError, match="schon eingeschrieben"):
        ask(run, inside.user)
    assert SeatRequest.objects.count() == 1


def test_an_exception_needs_a_reason_and_somebody_to_grant_it():
    run = make_run()
    run.course.minimum_age = 16
    run.course.save()
    child = UserFactory(age_band="under_14")
    with pytest.raises(AdmissionError):
        enrol(user=child, run=run, at=NOW)
    with pytest.raises(EntranceError, match="kein Team"):
        ask(run, child, needs_exception=True, note="Ich kann das schon.")
    lead = team_of(run)
    with pytest.raises(DomainError, match="warum"):
        ask(run, child, needs_exception=True)
    request = ask(run, child, needs_exception=True, note="Ich kann das schon.")
    assert request.needs_exception
    approve_request(request=request, actor=lead, at=NOW)
    assert Enrolment.objects.get().user == child


def test_who_is_too_young_cannot_ask_without_saying_so():
    run = make_run(entrance=Entrance.APPROVAL)
    run.course.minimum_age = 18
    run.course.save()
    with pytest.raises(AdmissionError):
        ask(run, UserFactory(age_band="16_17"))
    assert not SeatRequest.objects.exists()


def test_an_exception_uses_a_voucher_up_when_the_seat_is_taken():
    run = make_run(CourseFactory(minimum_age=18), entrance=Entrance.VOUCHER)
    boss = team_of(run)
    _batch, (code,) = make_vouchers(
        run=run, label="x", number=1, expires_at=None, actor=boss, at=NOW
    )
    found = []
    for _person in range(2):
        asked = ask_for_seat(
            user=UserFactory(age_band="16_17"), run=run, at=NOW, note="Bitte", code=code,
            needs_exception=True,
        )  # fmt: skip
        found.append(approve_request(request=asked, actor=boss, at=NOW))
    assert {one.state for one in SeatRequest.objects.all()} == {"offered"}
    accept_offer(request=found[0], code=code, at=NOW)
    with pytest.raises(CodeError):
        accept_offer(request=found[1], code=code, at=NOW)
    assert run.enrolments.count() == 1


@pytest.mark.parametrize("change", [{"pause_reason": "withdrawn"}, {"is_active": False}])
def test_while_an_account_rests_nobody_answers(run, change):
    request, lead = ask(run, note="Bitte!"), team_of(run)
    people_asking = User.objects.filter(pk=request.user.pk)
    people_asking.update(**change)
    reason = RefusalReason.AUDIENCE
    for act, more in ((approve_request, {}), (refuse_request, {"reason": reason})):
        with pytest.raises(RequestStateError, match="zurzeit nicht") as refusal:
            act(request=request, actor=lead, at=NOW, **more)
        for secret in ("Konto", "Einwilligung", "gesperrt"):
            assert secret not in str(refusal.value)
    assert OutboxMessage.objects.filter(kind="seat_asked").count() == OutboxMessage.objects.count()
    people_asking.update(pause_reason="", is_active=True)
    assert approve_request(request=request, actor=lead, at=NOW).user == request.user
