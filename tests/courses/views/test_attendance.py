"""The team notes who was there; learners confirm on site."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from courses.actions.appointment import cancel_appointment
from courses.actions.attendance import site_code
from courses.models import Appointment, Attendance, CourseRun, RunContact
from lms.records.models import AuditEvent
from network.models import Membership
from tests.factories.accounts import UserFactory
from tests.factories.courses import NOW
from tests.factories.network import MembershipFactory
from tests.support.runs import HOUR, some_run

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(client):
    world = some_run(dates=1)
    client.force_login(world.member)
    return world


def base(world):
    return f"/de/bewerten/termin/{world.run.key}/anwesenheit/"


def pages(world):
    date = world.dates[0].key
    return base(world), f"{base(world)}{date}/", f"{base(world)}{date}/code/"


def now_is_the_time(world):
    """Move the appointment to this hour."""
    now = timezone.now()
    Appointment.objects.update(starts_at=now - HOUR, ends_at=now + HOUR)
    return world.dates[0]


def test_one_form_for_everybody(client, world):
    ada, bo = world.person(), world.person()
    RunContact.objects.create(enrolment=ada, name="Ada L.")
    dates, path, _code = pages(world)
    assert path in client.get(dates).content.decode()
    assert "Ada L." not in client.get(path).content.decode()
    assert not AuditEvent.objects.filter(action="run.names").exists()
    assert "Ada L." in client.post(path).content.decode()
    assert AuditEvent.objects.get(action="run.names").actor_key == world.member.key
    typed = {f"presence-{ada.key}": "present", f"presence-{bo.key}": "excused", "save": "1"}
    assert client.post(path, typed).status_code == 303
    noted = dict(Attendance.objects.values_list("enrolment", "presence"))
    assert noted == {ada.pk: "present", bo.pk: "excused"}
    page = client.post(path).content.decode()
    assert re.search(rf'presence-{bo.key}" value="excused" checked', page)


def test_what_nobody_knows_is_passed_over(client, world):
    ada = world.person()
    _dates, path, _code = pages(world)
    typed = {f"presence-{ada.key}": "x", "presence-bbbbbbbbbb": "present", "save": "1"}
    assert client.post(path, typed).status_code == 303
    assert not Attendance.objects.exists()


@pytest.mark.parametrize("case", ["stranger", "author", "over", "left the house", "anonymous"])
def test_for_everybody_else_it_is_absent(client, world, case):
    paths = pages(world)
    if case == "stranger":
        client.force_login(UserFactory())
    elif case == "author":
        client.force_login(MembershipFactory(partner=world.run.course.partner).user)
    elif case == "over":
        past = timezone.now() - timedelta(days=61)
        CourseRun.objects.filter(pk=world.run.pk).update(starts_at=None, ends_at=past)
    elif case == "left the house":
        Membership.objects.all().delete()
    else:
        client.logout()
    wanted = 302 if case == "anonymous" else 404
    assert [client.get(path).status_code for path in paths] == [wanted] * 3
    assert client.post(paths[1], {"save": "1"}).status_code == wanted


def test_an_appointment_called_off_has_no_page(client, world):
    _dates, path, code = pages(world)
    cancel_appointment(appointment=world.dates[0], actor=world.member, at=NOW)
    assert [client.get(one).status_code for one in (path, code)] == [404, 404]


def test_the_code_is_shown_around_the_appointment_only(client, world):
    _dates, _path, path = pages(world)
    assert "30 Minuten vor dem Treffen" in client.get(path).content.decode()
    now_is_the_time(world)
    page = client.get(path)
    html = page.content.decode()
    assert 'src="data:image/svg+xml' in html
    assert "/de/anwesend/" in html
    assert page["Cache-Control"] == "private, no-store"
    assert int(page["Refresh"]) > 0


def test_who_scans_the_code_confirms_by_a_form(client, world):
    ada, date = world.person(), now_is_the_time(world)
    path = f"/de/anwesend/{date.key}/{site_code(appointment=date, at=timezone.now())}/"
    client.force_login(ada.user)
    page = client.get(path)
    assert "Anwesenheit bestätigen" in page.content.decode()
    assert page["Referrer-Policy"] == "strict-origin"
    assert not Attendance.objects.exists()
    assert [client.post(path).status_code for _twice in range(2)] == [303, 303]
    assert Attendance.objects.get().enrolment == ada


def test_old_codes_are_refused_and_strangers_find_nothing(client, world):
    ada, date = world.person(), now_is_the_time(world)
    old = site_code(appointment=date, at=timezone.now() - timedelta(minutes=20))
    path = f"/de/anwesend/{date.key}/{old}/"
    client.force_login(ada.user)
    for response in (client.get(path), client.post(path)):
        assert response.status_code == 409
        assert "noch einmal" in response.content.decode()
    client.force_login(UserFactory())
    assert client.get(path).status_code == 404
    client.logout()
    assert client.get(path)["Location"].startswith("/de/konto/")
    assert not Attendance.objects.exists()
