"""The demonstration's dated runs are planned through the actions, once."""

import pytest

from cms.demo.runs import load_runs
from courses.models import Attendance, CourseRun, RunContact, SeatRequest
from tests.factories.accounts import UserFactory
from tests.support.school_class import lead_of
from tests.support.world import NOW, build

pytestmark = pytest.mark.django_db


def test_a_full_run_with_a_list_and_notes_and_loading_again_adds_nothing():
    built = build()
    lead_of(built.course.partner, username="rosa")
    UserFactory(username="noor", display_name="Noor")
    row = {
        "course": "konten", "team": ["rosa"], "in_days": -10, "evenings": 3, "topic": "Abend",
        "mode": "online", "capacity": 2, "required_attendance": "0.5", "price": "3 Euro",
        "withdrawal": "Vierzehn Tage lang.",
        "guests": [["Hanna", "hanna@example.org", ""], ["Piet", "", "0355 1"]], "waits": [],
    }  # fmt: skip
    for _ in range(2):
        load_runs({"runs": [row]}, {"konten": "Sichere Konten"}, at=NOW)
    run = CourseRun.objects.get(kind="dated")
    assert (run.seats_taken, run.price_text, run.appointments.count()) == (2, "3 Euro", 3)
    assert set(RunContact.objects.values_list("name", flat=True)) == {"Hanna", "Piet"}
    noted = Attendance.objects.order_by("appointment__starts_at", "enrolment_id")
    assert list(noted.values_list("presence", flat=True)) == ["excused", *["present"] * 3]


def test_who_waits_and_who_books_elsewhere():
    built = build()
    lead_of(built.course.partner, username="rosa")
    UserFactory(username="noor", display_name="Noor")
    full = {
        "course": "konten", "team": ["rosa"], "in_days": 20, "evenings": 1, "topic": "Abend",
        "mode": "online", "capacity": 1, "guests": [["Hanna", "", ""]], "waits": ["noor"],
    }  # fmt: skip
    other = {"course": "roboter", "in_days": 30, "evenings": 1, "mode": "online"}
    other["booking"] = "https://buchen.example/"
    titles = {"konten": "Sichere Konten", "roboter": "Roboter im Alltag"}
    load_runs({"runs": [full, other]}, titles, at=NOW)
    assert SeatRequest.objects.get().user.username == "noor"
    assert CourseRun.objects.get(course=built.plain, kind="dated").booking_url
    load_runs({}, {}, at=NOW)
    assert CourseRun.objects.filter(kind="dated").count() == 2
