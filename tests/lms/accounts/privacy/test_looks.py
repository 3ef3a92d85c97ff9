"""Who looked at whose data; a breach with a known answer."""

from datetime import timedelta

import pytest

from courses.actions.run import record_look
from courses.actions.run_team import name_people
from courses.models import OPEN_REQUESTS, Enrolment, SeatRequest
from lms.accounts.actions import deactivate_person
from lms.accounts.actions.looks import look_at_person
from lms.accounts.privacy.looks import WAITS, access_log, affected_people, as_lines, looks_at
from lms.records.actions import record_event
from lms.records.models import AuditEvent
from tests.factories.accounts import StaffFactory, UserFactory
from tests.factories.courses import NOW, EnrolmentFactory
from tests.support.runs import some_run

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
