"""Team and admins keep the recognition of a run; the light says how much time is left."""

import csv
import io
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from courses.models import (
    Appointment,
    Attendance,
    Certificate,
    CourseRun,
    LeaveCount,
    LeaveRecognition,
)
from tests.factories.accounts import UserFactory
from tests.factories.network import MembershipFactory
from tests.support.leave import recognise, somebody
from tests.support.runs import HOUR, some_run

pytestmark = pytest.mark.django_db
TYPED = {
    "state": "recognised", "applied_on": "2026-12-01", "file_number": " 33.12 - 51/27 ",
    "valid_from": "2027-01-01", "valid_until": "2027-12-31", "minimum_percent": "90",
}  # fmt: skip


@pytest.fixture
def world(client):
    world = some_run(dates=2)
    client.force_login(world.member)
    return world


def path(world):
    return f"/de/plaetze/{world.run.key}/bildungszeit/"


def shown(client, world):
    return client.get(path(world)).content.decode()


def begin_in(days):
    """Move all appointments to one day."""
    begins = timezone.now() + timedelta(days=days)
    Appointment.objects.update(starts_at=begins, ends_at=begins + HOUR)


@pytest.mark.parametrize(
    ("days", "words"),
    [(90, "Grün: Zeit genug"), (75, "Gelb: die Frist"), (60, "Rot: die Frist für den Antrag")],
)
def test_the_light_speaks_in_words(client, world, days, words):
    begin_in(days)
    page = shown(client, world)
    assert words in page
    assert "zehn Wochen vor Beginn" in page


def test_what_the_ministry_said_is_kept(client, world):
    assert client.post(path(world), TYPED).status_code == 303
    row = LeaveRecognition.objects.get()
    assert (row.state, row.file_number, row.applied_on) == (
        "recognised", "33.12 - 51/27", date(2026, 12, 1),
    )  # fmt: skip
    assert row.minimum_share == Decimal("0.90")
    page = shown(client, world)
    assert "Dieser Termin ist als Bildungszeit anerkannt" in page
    assert "Mindestens 90 % der Stunden besucht" in page
    assert 'value="2027-12-31"' in page
    assert path(world) in client.get(f"/de/plaetze/{world.run.key}/").content.decode()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"file_number": " "}, "Das Aktenzeichen steht im Bescheid"),
        ({"valid_until": "2026-12-31"}, "nicht vor dem ersten"),
        ({"applied_on": ""}, "Dieses Feld"),
        ({"minimum_percent": "101"}, "100"),
    ],
)
def test_faults_are_named_and_what_was_typed_stays(client, world, values, words):
    response = client.post(path(world), TYPED | values)
    assert response.status_code in {400, 422}
    page = response.content.decode()
    assert words in page
    assert 'value="2027-01-01"' in page
    assert not LeaveRecognition.objects.exists()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"state": "applied"}, "rechtzeitig beantragt"),
        ({"state": "applied", "applied_on": date(2027, 3, 1)}, "Rot: zu spät beantragt"),
        ({"state": "refused"}, "hat die Anerkennung abgelehnt"),
        ({"valid_from": date(2027, 3, 25)}, "gilt nicht für alle Tage"),
        ({"valid_from": date(2020, 1, 1), "valid_until": date(2020, 2, 1)}, "ist abgelaufen"),
    ],
)
def test_where_it_stands_is_said(client, world, values, words):
    recognise(world.run, **values)
    assert words in shown(client, world)


def test_a_run_with_its_own_rule_is_not_asked_for_another(client, world):
    CourseRun.objects.update(required_attendance=Decimal("0.50"))
    page = shown(client, world)
    assert "minimum_percent" not in page
    assert "Dieselbe Regel gilt" in page
    assert client.post(path(world), TYPED).status_code == 303
    assert LeaveRecognition.objects.get().minimum_share == Decimal("0.80")


def test_without_appointments_the_page_says_so(client):
    world = some_run(dates=0)
    client.force_login(world.member)
    assert "Noch keine Treffen eingetragen" in shown(client, world)


@pytest.mark.parametrize("role", ["team", "admin"])
def test_all_get_their_paper_and_only_the_team_learns_how_many(client, world, role):
    ada, nameless = somebody(world), world.person()
    ends_at = timezone.now() - HOUR
    Appointment.objects.update(starts_at=ends_at - HOUR, ends_at=ends_at)
    recognise(world.run, valid_from=date(2020, 1, 1), valid_until=date(2099, 1, 1))
    for enrolment in (ada, nameless):
        for appointment in world.dates:
            Attendance.objects.create(
                appointment=appointment, enrolment=enrolment, presence="present", noted_at=ends_at
            )
    if role == "admin":
        admin = MembershipFactory(partner=world.run.course.partner, role="admin").user
        client.force_login(admin)
    assert "Allen die Teilnahmebescheinigung ausstellen" in shown(client, world)
    assert client.post(f"{path(world)}ausstellen/").status_code == 303
    assert Certificate.objects.get().enrolment == ada
    page = shown(client, world)
    assert ("1 Bescheinigung ist neu ausgestellt. 1 Person muss" in page) is (role == "team")
    assert client.post(f"{path(world)}ausstellen/").status_code == 303
    assert Certificate.objects.count() == 1


def test_too_early_says_why(client, world):
    recognise(world.run)
    assert "Das geht nach dem letzten Treffen." in shown(client, world)
    client.post(f"{path(world)}ausstellen/")
    assert "nach dem letzten Treffen" in shown(client, world)
    assert not Certificate.objects.exists()


def test_the_report_names_no_person_and_no_small_number(client, world):
    somebody(world)
    for answer, number in {"female": 12, "male": 3, "age_under_50": 25}.items():
        LeaveCount.objects.create(run=world.run, answer=answer, number=number)
    response = client.get(f"{path(world)}angaben.csv")
    assert response["Content-Type"].startswith("text/csv")
    text = response.content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert rows[0] == ["Einrichtung", "Frage", "Antwort", "Anzahl"]
    told = {row[2]: row[3] for row in rows[1:]}
    assert (told["weiblich"], told["männlich"], told["30 bis 49 Jahre"]) == ("10", "", "25")
    assert "Müller" not in text


@pytest.mark.parametrize("case", ["stranger", "author", "anonymous", "self-paced"])
def test_for_others_it_is_closed(client, world, case):
    run = world.run
    if case == "stranger":
        client.force_login(UserFactory())
    elif case == "author":
        client.force_login(MembershipFactory(partner=run.course.partner).user)
    elif case == "anonymous":
        client.logout()
    else:
        run = run.course.runs.get(kind="self_paced")
    wanted = {"author": 403, "anonymous": 302}.get(case, 404)
    base = f"/de/plaetze/{run.key}/bildungszeit/"
    assert [client.get(one).status_code for one in (base, f"{base}angaben.csv")] == [wanted] * 2
    assert client.post(base, TYPED).status_code == wanted
    assert client.post(f"{base}ausstellen/").status_code == wanted
    assert not LeaveRecognition.objects.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_one_and_three(client, rows, django_assert_num_queries):
    world = some_run(dates=rows)
    recognise(world.run)
    client.force_login(world.member)
    with django_assert_num_queries(10):
        client.get(path(world))
