"""Dates to keep: of a run for everybody, of a person by a secret address."""

import icalendar
import pytest
from django.utils import timezone

from courses.actions.appointment import AppointmentPlan, cancel_appointment, change_appointment
from courses.actions.attendance import note_attendance
from courses.actions.calendar_feed import new_calendar_token
from courses.actions.course import retire_course
from courses.models import CalendarToken, CourseRun, Enrolment
from tests.factories.accounts import UserFactory
from tests.factories.courses import NOW
from tests.factories.network import PlaceFactory
from tests.support.runs import FIRST, HOUR, some_run

pytestmark = pytest.mark.django_db
MINE = "/de/lernen/kalender/"


def address(world):
    return f"/de/kurse/{world.run.course.key}-sicher-im-netz/termin/{world.run.key}.ics"


def events(response):
    assert response.status_code == 200
    return list(icalendar.Calendar.from_ical(response.content).walk("VEVENT"))


def test_everybody_may_keep_the_dates_of_a_run(client):
    world = some_run(room="3")
    CourseRun.objects.filter(pk=world.run.pk).update(place=PlaceFactory(street="Markt 1"))
    found = events(client.get(address(world)))
    assert [event.decoded("DTSTART") for event in found] == [d.starts_at for d in world.dates]
    assert {str(event["LOCATION"]) for event in found} == {
        "Haupthaus, Markt 1, Cottbus/Chóśebuz, 3"
    }
    assert {event["SUMMARY"] for event in found} == {"Sicher im Netz: Abend"}


def test_uids_stay_and_sequences_rise_when_dates_change(client):
    world = some_run()
    before = {event["UID"]: event["SEQUENCE"] for event in events(client.get(address(world)))}
    first, second, _third = world.dates
    moved = AppointmentPlan(FIRST + HOUR, FIRST + 3 * HOUR)
    change_appointment(appointment=first, plan=moved, actor=world.member, at=NOW)
    cancel_appointment(appointment=second, actor=world.member, at=NOW)
    after = events(client.get(address(world)))
    assert {event["UID"] for event in after} == set(before)
    assert all(event["SEQUENCE"] > before[event["UID"]] for event in after)
    assert [event["STATUS"] for event in after] == ["CONFIRMED", "CANCELLED", "CONFIRMED"]


def test_a_run_without_appointments_is_one_date(client):
    world = some_run(dates=0)
    (event,) = events(client.get(address(world)))
    assert event["UID"] == f"run-{world.run.key}@testserver"
    assert event.decoded("DTSTART") == FIRST


def test_who_has_the_file_is_told_so(client):
    world = some_run()
    first = client.get(address(world))
    assert first["Last-Modified"]
    again = client.get(address(world), headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    cancel_appointment(appointment=world.dates[0], actor=world.member, at=NOW)
    changed = client.get(address(world), headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200


@pytest.mark.parametrize("case", ["self_paced", "retired", "other course", "unknown"])
def test_other_runs_have_no_public_dates(client, case):
    world = some_run()
    path = address(world)
    if case == "self_paced":
        path = path.replace(world.run.key, world.run.course.runs.get(kind="self_paced").key)
    elif case == "retired":
        retire_course(source_key=world.run.course.source_key, at=NOW)
    elif case == "other course":
        path = path.replace(world.run.key, some_run().run.key)
    else:
        path = path.replace(world.run.key, "bbbbbbbbbb")
    assert client.get(path).status_code == 404


def test_a_secret_address_is_shown_once_and_can_be_switched_off(client):
    world = some_run()
    ada = world.person()
    some_run().person()
    client.force_login(ada.user)
    assert "Adresse erzeugen" in client.get(MINE).content.decode()
    page = client.post(MINE)
    assert page["Cache-Control"] == "private, no-store"
    token = CalendarToken.objects.get()
    secret = page.content.decode().split("/kalender/")[1].split(".ics")[0]
    assert secret not in token.token_hash
    assert secret not in client.get(MINE).content.decode()
    client.logout()
    feed = client.get(f"/de/kalender/{secret}.ics")
    assert len(events(feed)) == 3
    assert feed["Referrer-Policy"] == "no-referrer"
    client.force_login(ada.user)
    assert client.post(MINE, {"revoke": "1"}).status_code == 303
    assert client.get(f"/de/kalender/{secret}.ics").status_code == 404


def test_a_new_address_ends_the_one_before_and_a_paused_account_has_none(client):
    ada = some_run().person()
    old, new = (new_calendar_token(user=ada.user, at=NOW) for _ in range(2))
    assert client.get(f"/de/kalender/{old}.ics").status_code == 404
    assert client.get(f"/de/kalender/{new}.ics").status_code == 200
    ada.user.pause_reason = "missing"
    ada.user.save()
    assert client.get(f"/de/kalender/{new}.ics").status_code == 404


def test_own_dates_end_with_leaving_and_stay_cancelled_when_called_off(client):
    world = some_run()
    ada = world.person()
    path = f"/de/kalender/{new_calendar_token(user=ada.user, at=NOW)}.ics"
    Enrolment.objects.filter(pk=ada.pk).update(state="left", left_reason="own")
    assert events(client.get(path)) == []
    Enrolment.objects.filter(pk=ada.pk).update(left_reason="cancelled")
    CourseRun.objects.filter(pk=world.run.pk).update(cancelled_at=timezone.now())
    assert {event["STATUS"] for event in events(client.get(path))} == {"CANCELLED"}


def test_learners_see_their_dates_and_where_they_were(client, django_assert_num_queries):
    world = some_run()
    ada, bo = world.person(), world.person()
    note_attendance(
        appointment=world.dates[0], presences={ada.key: "excused", bo.key: "present"},
        actor=world.member, at=NOW,
    )  # fmt: skip
    client.force_login(ada.user)
    path = f"/de/lernen/{ada.key}/termine/"
    with django_assert_num_queries(9):
        page = client.get(path).content.decode()
    assert "24.03.2027, 18:00" in page
    assert "31.03.2027, 18:00" in page
    assert "entschuldigt" in page
    assert "anwesend" not in page
    assert f'href="{path}"' in client.get("/de/lernen/").content.decode()
    client.force_login(UserFactory())
    assert client.get(path).status_code == 404
