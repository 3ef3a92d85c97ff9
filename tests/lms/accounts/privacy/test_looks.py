"""Who looked at whose data; a breach with a known answer."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from courses.actions.run import record_look
from courses.actions.run_team import name_people
from courses.actions.school_class.seats import record_look as look_at_seat, remove_seat
from courses.actions.seat.exceptions import look_at_exceptions
from courses.models import OPEN_REQUESTS, Enrolment, SeatRequest
from lms.accounts.actions import deactivate_person
from lms.accounts.actions.looks import look_at_person
from lms.accounts.privacy.looks import (
    WAITS,
    access_log,
    affected_people,
    as_lines,
    look_kinds,
    looks_at,
)
from lms.records.actions import record_event
from lms.records.models import AuditEvent
from tests.factories.accounts import StaffFactory, UserFactory, sign_in
from tests.factories.courses import NOW, CourseFactory, EnrolmentFactory
from tests.support.runs import some_run
from tests.support.school_class import assigned, room
from tests.support.sources import ROOT

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
REASON = "Sie bat am Telefon um Auskunft."


def look(actor, person, at=NOW, reason=REASON):
    look_at_person(actor=actor, person=person, reason=reason, case="bcdf", at=at)


def test_a_person_reads_who_as_what_and_why():
    actor, person, other = StaffFactory(display_name="Karla Kern"), UserFactory(), UserFactory()
    look(actor, person)
    look(actor, other)
    (line,) = looks_at(person)
    assert (line.who, line.what, line.why) == (
        "Stadtverwaltung", "Konto für einen Vorgang angesehen", REASON,
    )  # fmt: skip
    assert "Karla" not in str(line)


def test_what_one_does_oneself_is_no_look():
    person = UserFactory()
    record_event(
        action="person.export", object_type="user", object_key=person.key,
        actor_key=person.key, at=NOW,
    )  # fmt: skip
    record_event(action="person.erase", object_type="user", object_key=person.key, at=NOW)
    assert looks_at(person) == []


def test_a_lock_is_shown_with_its_reason():
    actor, person = StaffFactory(), UserFactory()
    deactivate_person(user=person, actor_key=actor.key, reason="Auf eigenen Wunsch", at=NOW)
    (line,) = looks_at(person)
    assert (line.what, line.why) == ("Konto gesperrt", "Auf eigenen Wunsch")


def test_a_team_that_looks_at_its_run_is_seen_by_who_is_in_it_then():
    grader = UserFactory()
    inside = EnrolmentFactory(enrolled_at=NOW)
    early = EnrolmentFactory(
        course=inside.course, run=inside.run, enrolled_at=NOW, left_at=NOW + HOUR, state="left"
    )
    record_look(run=inside.run, actor=grader, at=NOW + 2 * HOUR)
    (line,) = looks_at(inside.user)
    assert (line.who, line.house) == ("Kursteam", inside.course.partner.name)
    assert (line.what, line.about) == ("Lernstand im Kurs angesehen", "Sicher im Netz")
    assert looks_at(early.user) == []


def test_names_read_once_are_one_row_and_seen_by_who_is_in_the_run_asks_or_waits():
    world = some_run(dates=0)
    inside, later = world.person(), world.person()
    Enrolment.objects.filter(pk=later.pk).update(enrolled_at=NOW + 3 * HOUR)
    asking, gone = UserFactory(), UserFactory()
    values = {"run": world.run, "queued_at": NOW}
    SeatRequest.objects.create(user=asking, state="waiting", decided_at=NOW, **values)
    SeatRequest.objects.create(user=gone, state="withdrawn", decided_at=NOW + HOUR, **values)
    name_people(run=world.run, actor=world.member, at=NOW + 2 * HOUR)
    record_look(run=world.run, actor=world.member, at=NOW + 2 * HOUR)
    assert AuditEvent.objects.filter(action="run.names").count() == 1
    read = [(line.what, line.about) for line in looks_at(asking)]
    assert read == [("Namen der Teilnehmenden angesehen", "Sicher im Netz")]
    assert {line.what for line in looks_at(inside.user)} == {
        "Namen der Teilnehmenden angesehen", "Lernstand im Kurs angesehen",
    }  # fmt: skip
    assert (looks_at(gone), looks_at(later.user)) == ([], [])
    found = affected_people(since=NOW, until=NOW + 9 * HOUR, actor_key=world.member.key)
    keys = {one.person_key for one in found if "courses.RunContact.name" in one.fields}
    assert keys == {inside.user.key, asking.key}


def test_an_exception_without_a_name_is_read_and_no_name():
    run, reader = CourseFactory().runs.select_related("course__partner").get(), UserFactory()
    asking, plain, answered, later = (UserFactory() for _number in range(4))
    values = {"run": run, "queued_at": NOW, "state": "asked"}
    SeatRequest.objects.create(user=asking, needs_exception=True, **values)
    SeatRequest.objects.create(user=plain, **values)
    SeatRequest.objects.create(
        user=answered, needs_exception=True,
        **{**values, "state": "refused", "decided_at": NOW + HOUR},
    )  # fmt: skip
    SeatRequest.objects.create(
        user=later, needs_exception=True, **{**values, "queued_at": NOW + 9 * HOUR}
    )
    at = NOW + 2 * HOUR
    name_people(run=run, actor=reader, at=at)
    look_at_exceptions(run=run, actor=reader, at=at)
    read = [(line.what, line.about, line.who) for line in looks_at(asking)]
    without_name = "Bitte um eine Ausnahme gelesen, ohne Namen"
    assert read == [(without_name, "Sicher im Netz", "Kursteam")]
    assert [line.what for line in looks_at(plain)] == ["Namen der Teilnehmenden angesehen"]
    assert (looks_at(answered), looks_at(later)) == ([], [])
    found = affected_people(since=NOW, until=NOW + 9 * HOUR, actor_key=reader.key)
    assert {one.person_key: one.sorted_fields for one in found} == {
        plain.key: sorted(look_kinds()["run.names"].fields),
        asking.key: ["courses.SeatRequest.note"],
    }
    look_at_exceptions(run=run, actor=reader, at=NOW)
    assert len(looks_at(answered)) == 1


def test_an_exception_at_given_dates_is_read_with_its_name():
    world, asking = some_run(dates=0), UserFactory()
    SeatRequest.objects.create(
        user=asking, run=world.run, queued_at=NOW, state="asked", needs_exception=True
    )
    name_people(run=world.run, actor=world.member, at=NOW + HOUR)
    assert [line.what for line in looks_at(asking)] == ["Namen der Teilnehmenden angesehen"]
    assert len(affected_people(since=NOW, until=NOW + 2 * HOUR)) == 1


def test_a_team_reads_names_under_the_open_states_of_a_request():
    assert set(WAITS) == set(OPEN_REQUESTS)


@pytest.mark.parametrize("number", [1, 3])
def test_what_one_reads_costs_the_same_for_one_and_three(number, django_assert_num_queries):
    world = some_run(dates=0)
    row = world.person()
    for hour in range(number):
        name_people(run=world.run, actor=world.member, at=NOW + hour * HOUR)
    with django_assert_num_queries(6):
        assert len(looks_at(row.user)) == number


def test_the_log_has_no_reasons():
    actor, person = StaffFactory(), UserFactory()
    look(actor, person)
    (line,) = as_lines(access_log(), with_reason=False)
    assert (line.actor_key, line.person_key, line.why) == (actor.key, person.key, "bcdf")


def test_a_breach_with_a_known_answer():
    """Karla's account was in wrong hands from ten to twelve."""
    karla, other = StaffFactory(), StaffFactory()
    run_mates = [EnrolmentFactory(enrolled_at=NOW - 50 * HOUR)]
    run = run_mates[0].run
    run_mates.append(EnrolmentFactory(course=run.course, run=run, enrolled_at=NOW - 40 * HOUR))
    EnrolmentFactory(course=run.course, run=run, enrolled_at=NOW + 9 * HOUR)  # came later
    before, seen, spared = UserFactory(), UserFactory(), UserFactory()
    look(karla, before, at=NOW - HOUR)
    look(karla, seen, at=NOW + timedelta(minutes=1))
    look(karla, seen, at=NOW + timedelta(minutes=9))
    look(other, spared, at=NOW + timedelta(minutes=5))
    record_look(run=run, actor=karla, at=NOW + timedelta(minutes=30))
    span = {"since": NOW, "until": NOW + 2 * HOUR}
    found = affected_people(**span, actor_key=karla.key)
    assert {p.person_key for p in found} == {seen.key, *(e.user.key for e in run_mates)}
    first = found[0]
    assert (first.person_key, first.looks) == (seen.key, 2)
    assert (first.first, first.last) == (
        NOW + timedelta(minutes=1), NOW + timedelta(minutes=9),
    )  # fmt: skip
    assert "accounts.User.email" in first.sorted_fields
    assert found[1].sorted_fields == [
        "courses.LessonProgress.completed_at", "courses.LessonProgress.position",
        "courses.QuizAttempt.is_passed", "courses.QuizAttempt.points",
    ]  # fmt: skip
    everybody = affected_people(**span, role="city")
    assert {p.person_key for p in everybody} == {seen.key, spared.key}
    assert affected_people(since=NOW + 3 * HOUR, until=NOW + 4 * HOUR, role="city") == []


def test_a_breach_of_a_lead_with_a_known_answer(client):
    """A lead's account opened the board, its file and the answers of one seat."""
    here, other = assigned(room(seats=5)), room(seats=2)
    gone, rest = here.cards[0].seat, here.cards[1:]
    remove_seat(seat=gone, actor=here.lead, at=NOW)
    start = timezone.now()
    sign_in(client, here.lead)
    for name in ("class", "class-csv"):
        assert client.get(here.address(name)).status_code == 200
    seat = rest[0].seat
    assert client.get(here.address("class-seat", seat.key)).status_code == 200
    look_at_seat(seat=other.cards[0].seat, actor=other.lead, at=start - HOUR)
    span = {"since": start, "until": start + HOUR}
    expected = {card.seat.user.key: 2 for card in rest} | {seat.user.key: 3}
    for whose in ({"actor_key": here.lead.key}, {"role": "lead"}):
        found = affected_people(**span, **whose)
        assert {p.person_key: p.looks for p in found} == expected, whose
        one = next(p for p in found if p.person_key == seat.user.key)
        assert "courses.LessonProgress.completed_at" in one.sorted_fields
        assert "courses.Response.answer" in one.sorted_fields
        assert not [name for name in one.sorted_fields if name.startswith("class.")]
        others = [p for p in found if p is not one]
        assert not [p for p in others if "courses.Response.answer" in p.fields]
    assert affected_people(**span, role="partner") == []


def test_a_pupil_s_page_knows_of_looks_at_the_whole_class(client):
    here = assigned(room(seats=2))
    sign_in(client, here.lead)
    client.get(here.address("class"))
    first = looks_at(here.cards[0].seat.user)[0]
    assert (first.who, first.house) == ("Leitung der Klasse", here.house.name)
    assert first.what == "Übersicht der Klasse angesehen"
    remove_seat(seat=here.cards[0].seat, actor=here.lead, at=timezone.now())
    later = timezone.now() + HOUR
    record_event(
        action="class.export", object_type="class", object_key=here.school_class.key,
        actor_key=here.lead.key, at=later,
    )  # fmt: skip
    assert looks_at(here.cards[1].seat.user)[0].at == later
    assert not [line for line in looks_at(here.cards[0].seat.user) if line.at == later]


def test_everything_the_log_says_of_classes_has_its_words_and_is_done_by_a_lead():
    sources = "".join(path.read_text("utf-8") for path in (ROOT / "courses").rglob("*.py"))
    written = set(re.findall(r'"(class\.[a-z-]+)"', sources))
    assert {"class.board", "class.export", "class.look"} <= written
    known = {action: kind for action, kind in look_kinds().items() if action.startswith("class.")}
    assert set(known) == written
    assert {kind.role for kind in known.values()} == {"lead"}
    silent = {action for action, kind in known.items() if not kind.fields}
    assert silent == {action for action, kind in known.items() if kind.of == "nobody"}


def test_what_touches_nobody_s_data_is_no_look():
    here = room(seats=1)
    record_event(
        action="class.open", object_type="class", object_key=here.school_class.key,
        actor_key=here.lead.key, at=NOW + HOUR,
    )  # fmt: skip
    assert "class.open" not in set(access_log().values_list("action", flat=True))
    assert affected_people(since=NOW + HOUR, until=NOW + HOUR, role="lead") == []
