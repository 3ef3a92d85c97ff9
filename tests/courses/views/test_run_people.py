"""Lists of a run's people, and people whom the team enters."""

import csv
from html.parser import HTMLParser
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from courses.actions.attendance import note_attendance
from courses.models import CourseRun, Enrolment, RunContact
from lms.records.models import AuditEvent
from tests.factories.accounts import UserFactory
from tests.factories.courses import NOW
from tests.support.runs import some_run

pytestmark = pytest.mark.django_db
KINDS = ("kontakte", "anwesenheit")


@pytest.fixture
def world(client):
    world = some_run(dates=2, capacity=4)
    client.force_login(world.member)
    return world


def base(world):
    return f"/de/bewerten/termin/{world.run.key}/"


class Cells(HTMLParser):
    """The rows of the one table of a page."""

    def __init__(self, html):
        super().__init__()
        self.rows, self.is_cell = [], False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.rows.append([])
        self.is_cell = tag in {"td", "th"}
        if self.is_cell:
            self.rows[-1].append("")

    def handle_endtag(self, tag):
        self.is_cell = False

    def handle_data(self, data):
        if self.is_cell:
            self.rows[-1][-1] += data


def file_rows(response):
    text = response.content.decode("utf-8-sig")
    return list(csv.reader(StringIO(text), delimiter=";"))


@pytest.mark.parametrize("kind", KINDS)
def test_the_file_equals_the_screen(client, world, kind):
    ada = world.person(display_name="Ada")
    RunContact.objects.create(enrolment=ada, name="Ada L.", email="a@example.org", phone="0355")
    world.person(display_name="Bo")
    note_attendance(
        appointment=world.dates[0], presences={ada.key: "present"}, actor=world.member, at=NOW
    )
    path = f"{base(world)}liste/{kind}/"
    assert "Ada L." not in client.get(path).content.decode()
    screen = Cells(client.post(path).content.decode()).rows
    assert screen == file_rows(client.post(f"{base(world)}liste/{kind}.csv"))
    assert len(screen) == 3
    assert screen[1][:2] == ["1", "Ada L."]
    assert ("anwesend" in screen[1]) is (kind == "anwesenheit")
    assert AuditEvent.objects.filter(action="run.names").count() == 2


def test_no_cell_of_the_file_is_a_formula(client, world):
    ada = world.person()
    RunContact.objects.create(enrolment=ada, name="=1+1", phone="+49355")
    rows = file_rows(client.post(f"{base(world)}liste/kontakte.csv"))
    assert rows[1][1:4] == ["'=1+1", "", "'+49355"]


def test_names_are_never_given_to_who_only_looks(client, world):
    assert client.get(f"{base(world)}liste/kontakte.csv").status_code == 405
    assert client.post(f"{base(world)}liste/alles/").status_code == 404
    assert not AuditEvent.objects.filter(action="run.names").exists()


@pytest.mark.parametrize("page", ["liste/kontakte/", "liste/anwesenheit/", "eintragen/"])
def test_for_others_it_is_absent(client, world, page):
    client.force_login(UserFactory(is_city_staff=True))
    assert client.get(base(world) + page).status_code == 404
    client.logout()
    assert client.get(base(world) + page).status_code == 302


def test_people_are_entered_one_by_one_as_a_list_and_from_a_file(client, world):
    file = SimpleUploadedFile("liste.csv", "Name;Telefon\nCy;0355 3\n".encode("cp1252"))
    typed = {
        "name": "Ada",
        "email": "ada@example.org",
        "people": "Bo; bo@example.org",
        "file": file,
    }
    response = client.post(f"{base(world)}eintragen/", typed)
    assert response.status_code == 303
    rows = RunContact.objects.order_by("pk").values_list("name", "email", "phone")
    assert list(rows) == [
        ("Ada", "ada@example.org", ""),
        ("Bo", "bo@example.org", ""),
        ("Cy", "", "0355 3"),
    ]
    assert "3 Personen" in client.get(f"{base(world)}eintragen/").content.decode()


def test_faults_stand_at_their_field_by_line_and_nothing_is_lost(client, world):
    file = SimpleUploadedFile("liste.csv", b"Name;E-Mail\nCy;cy@example.org\nDi;keine\n")
    typed = {"name": "Ada", "people": "Bo\n; ohne@example.org", "file": file}
    response = client.post(f"{base(world)}eintragen/", typed)
    html = response.content.decode()
    assert response.status_code == 422
    assert "Mehrere Personen: Zeile 2: Hier fehlt der Name." in html
    assert "CSV-Datei: Zeile 3:" in html
    assert 'value="Ada"' in html
    assert "Di;keine" in html  # the file cannot be sent again by itself
    assert not Enrolment.objects.exists()


def test_an_empty_form_says_what_is_missing(client, world):
    response = client.post(f"{base(world)}eintragen/", {})
    assert response.status_code == 422
    assert "Bitte tragen Sie jemanden ein." in response.content.decode()


def test_too_few_seats_are_told_and_what_was_typed_stays(client, world):
    people = "\n".join(f"Name {number}" for number in range(5))
    response = client.post(f"{base(world)}eintragen/", {"people": people})
    assert response.status_code == 409
    assert "Name 4" in response.content.decode()
    assert CourseRun.objects.get(pk=world.run.pk).seats_taken == 0
    assert not Enrolment.objects.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_costs_the_same_for_one_and_three(client, world, rows, django_assert_num_queries):
    for number in range(rows):
        RunContact.objects.create(enrolment=world.person(), name=f"Person-{number}")
    with django_assert_num_queries(12):
        html = client.post(f"{base(world)}liste/anwesenheit/").content.decode()
    assert html.count("Person-") == rows
