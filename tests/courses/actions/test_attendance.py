"""Who was there, and what it counts for."""

from datetime import timedelta
from decimal import Decimal

import pytest

from courses.actions.appointment import cancel_appointment
from courses.actions.attendance import (
    AROUND,
    KEPT,
    TURN,
    confirm_presence,
    is_site_code,
    note_attendance,
    settle_attendance,
    site_code,
)
from courses.actions.progress import record_step
from courses.models import Attendance, Certificate, CourseRun
from courses.queries.progress import course_progress, progress_in_words
from lms.common.errors import ConflictError
from lms.records.models import AuditEvent
from tests.factories.courses import NOW
from tests.support.runs import FIRST, some_run

pytestmark = pytest.mark.django_db
HALF = Decimal("0.5")


def note(world, date, *pairs):
    presences = {row.key: presence for row, presence in pairs}
    return note_attendance(appointment=date, presences=presences, actor=world.member, at=NOW)


def is_done(enrolment):
    enrolment.refresh_from_db()
    return enrolment.completed_at is not None


def test_notes_are_stored_changed_taken_back_and_logged_for_each_person():
    world = some_run()
    ada, bo, stranger = world.person(), world.person(), some_run().person()
    date = world.dates[0]
    assert note(world, date, (ada, "present"), (bo, "excused"), (stranger, "present")) == 2
    assert note(world, date, (ada, "present"), (bo, "absent")) == 1
    assert note(world, date, (bo, "")) == 1
    (row,) = Attendance.objects.all()
    assert (row.enrolment, row.presence, row.noted_by_key) == (ada, "present", world.member.key)
    logged = AuditEvent.objects.filter(action="attendance.note").order_by("pk")
    assert [event.person_key for event in logged] == [ada.user.key, *[bo.user.key] * 3]


def test_an_appointment_called_off_has_no_list():
    world = some_run()
    ada, date = world.person(), world.dates[0]
    cancel_appointment(appointment=date, actor=world.member, at=NOW)
    with pytest.raises(ConflictError, match="abgesagt"):
        note(world, date, (ada, "present"))
    assert not Attendance.objects.exists()


def test_a_course_of_appointments_only_is_finished_by_attending_enough():
    world = some_run(required_attendance=HALF)  # two of three
    ada, bo = (
        world.person(certificate_name="Ada", certificate_name_confirmed_at=NOW),
        world.person(),
    )
    first, second, third = world.dates
    note(world, first, (ada, "present"), (bo, "excused"))
    assert not is_done(ada)
    assert progress_in_words(course_progress(ada)) == "1 von 3 Treffen besucht"
    assert course_progress(ada).share == 0.5
    note(world, second, (ada, "present"), (bo, "present"))
    assert is_done(ada)
    assert not is_done(bo)  # to be excused is not to be there
    assert Certificate.objects.get(enrolment=ada).facts["rule"] == "2 von 3 Treffen besucht"
    note(world, second, (ada, "absent"))
    assert is_done(ada)  # what is reached is never taken back
    note(world, third, (bo, "present"))
    assert is_done(bo)


def test_lessons_and_appointments_count_together():
    world = some_run(required_attendance=HALF, dates=1, lessons=1)
    ada = world.person()
    lesson = world.run.course.lessons.get()
    record_step(enrolment=ada, lesson=lesson, position=1000, completed=True, at=NOW)
    assert not is_done(ada)
    words = progress_in_words(course_progress(ada))
    assert words == "1 von 1 Lektion erledigt, 0 von 1 Treffen besucht"
    note(world, world.dates[0], (ada, "present"))
    assert is_done(ada)


def test_without_a_rule_attendance_finishes_nothing():
    world = some_run(dates=1)
    ada = world.person()
    note(world, world.dates[0], (ada, "present"))
    assert not is_done(ada)
    assert course_progress(ada).appointments_needed == 0


def test_nobody_finishes_before_there_was_a_date():
    world = some_run(required_attendance=HALF, dates=0, lessons=1)
    ada = world.person()
    lesson = world.run.course.lessons.get()
    record_step(enrolment=ada, lesson=lesson, position=1000, completed=True, at=NOW)
    assert not is_done(ada)


def test_who_has_enough_when_dates_are_called_off_is_done():
    world = some_run(required_attendance=Decimal(1), dates=2)
    ada, bo = world.person(), world.person()
    note(world, world.dates[0], (ada, "present"))
    assert not is_done(ada)
    cancel_appointment(appointment=world.dates[1], actor=world.member, at=NOW)
    assert is_done(ada)
    assert not is_done(bo)


def test_settling_twice_is_once():
    world = some_run(required_attendance=HALF, dates=1)
    ada = world.person()
    note(world, world.dates[0], (ada, "present"))
    finished = ada.completed_at or is_done(ada)
    run = CourseRun.objects.get(pk=world.run.pk)
    settle_attendance(run=run, at=NOW + timedelta(days=1))
    ada.refresh_from_db()
    assert finished
    assert ada.completed_at == NOW


def test_a_code_on_site_confirms_once():
    world = some_run(required_attendance=HALF, dates=1)
    ada, date = world.person(), world.dates[0]
    code = site_code(appointment=date, at=FIRST)
    for seconds in (0, TURN, TURN * 2):
        at = FIRST + timedelta(seconds=seconds)
        confirm_presence(appointment=date, enrolment=ada, code=code, at=at)
    row = Attendance.objects.get()
    assert (row.presence, row.noted_at, row.noted_by_key) == ("present", FIRST, ada.user.key)
    assert AuditEvent.objects.filter(action="attendance.confirm").count() == 1
    assert is_done(ada)


def test_codes_turn_and_grow_old():
    date, other = some_run(dates=2).dates
    code = site_code(appointment=date, at=FIRST)
    assert len({code, site_code(appointment=date, at=FIRST + timedelta(seconds=TURN))}) == 2
    assert is_site_code(date, code, FIRST + timedelta(seconds=TURN * (KEPT - 1)))
    assert not is_site_code(date, code, FIRST + timedelta(seconds=TURN * KEPT))
    assert not is_site_code(date, code, FIRST - timedelta(seconds=TURN))
    assert not is_site_code(other, code, FIRST)
    assert not is_site_code(date, "", FIRST)


def test_codes_exist_only_around_the_appointment():
    world = some_run(dates=1)
    (date,) = world.dates
    before, after = FIRST - AROUND, date.ends_at + AROUND
    second = timedelta(seconds=1)
    known = [site_code(appointment=date, at=at) for at in (before, after)]
    unknown = [site_code(appointment=date, at=at) for at in (before - second, after + second)]
    assert all(known)
    assert unknown == ["", ""]


def test_an_old_code_notes_nothing():
    world = some_run(dates=1)
    ada, date = world.person(), world.dates[0]
    code = site_code(appointment=date, at=FIRST)
    with pytest.raises(ConflictError, match="noch einmal"):
        confirm_presence(
            appointment=date, enrolment=ada, code=code, at=FIRST + timedelta(minutes=30)
        )
    assert not Attendance.objects.exists()


def test_a_code_does_not_overrule_that_somebody_was_excused():
    world = some_run(dates=1)
    ada, date = world.person(), world.dates[0]
    note(world, date, (ada, "excused"))
    code = site_code(appointment=date, at=FIRST)
    row = confirm_presence(appointment=date, enrolment=ada, code=code, at=FIRST)
    assert row.presence == "excused"
