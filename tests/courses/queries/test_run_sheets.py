import pytest

from courses.actions.appointment import cancel_appointment
from courses.actions.attendance import note_attendance
from courses.models import RunContact
from courses.queries.run_sheets import ListKind, sheet_of
from courses.queries.team import people_of
from tests.factories.courses import NOW
from tests.support.runs import some_run

pytestmark = pytest.mark.django_db


def test_contacts_are_those_given_for_the_team():
    world = some_run(dates=0)
    ada = world.person(display_name="Adi", email="private@example.org")
    RunContact.objects.create(enrolment=ada, name="Ada", phone="0355")
    world.person(display_name="Bo")
    sheet = sheet_of(world.run, ListKind.CONTACTS, people_of(world.run))
    assert sheet.rows == [[1, "Ada", "", "0355", "selbst"], [2, "Person 2", "", "", "selbst"]]
    assert "private" not in str(sheet)


def test_the_attendance_list_has_a_column_for_each_date_that_takes_place():
    world = some_run(dates=3)
    ada = world.person(display_name="Ada")
    cancel_appointment(appointment=world.dates[0], actor=world.member, at=NOW)
    note_attendance(
        appointment=world.dates[1], presences={ada.key: "present"}, actor=world.member, at=NOW
    )
    sheet = sheet_of(world.run, ListKind.ATTENDANCE, people_of(world.run))
    assert sheet.columns == ["Nummer", "Name", "31.03.2027 18:00", "07.04.2027 18:00"]
    assert sheet.rows == [[1, "Person 1", "anwesend", ""]]
