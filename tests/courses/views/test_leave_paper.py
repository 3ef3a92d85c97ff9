"""Who takes Bildungszeit asks for papers, downloads them, and may answer the anonymous sheet."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.actions.certificate_pdf import render_certificate
from courses.models import Appointment, Attendance, Certificate, LeaveCount, LeaveRecognition
from lms.records.models import AuditEvent
from tests.factories.accounts import UserFactory
from tests.support.leave import NAME, leave_run, somebody
from tests.support.runs import some_run

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def world():
    return leave_run(dates=1)


@pytest.fixture
def ada(client, world):
    ada = somebody(world)
    client.force_login(ada.user)
    return ada


def base(enrolment):
    return f"/de/lernen/{enrolment.key}/bildungszeit/"


def it_is_over(world, *enrolments):
    """The only appointment was yesterday, and these were there."""
    ends_at = timezone.now() - DAY
    Appointment.objects.update(starts_at=ends_at - timedelta(hours=6), ends_at=ends_at)
    day = timezone.localdate(ends_at)
    LeaveRecognition.objects.update(valid_from=day - 9 * DAY, valid_until=day + 9 * DAY)
    for enrolment in enrolments:
        Attendance.objects.create(
            appointment=world.dates[0], enrolment=enrolment, presence="present", noted_at=ends_at
        )


def ask(client, enrolment, kind="leave_registration", **more):
    return client.post(base(enrolment), {"kind": kind, **more})


def test_a_registration_is_asked_for_and_downloaded(client, ada):
    page = client.get(base(ada)).content.decode()
    assert "spätestens am 10. Februar 2027" in page
    assert f"Gedruckt wird der Name {NAME}" in page
    assert "Aktenzeichen 33.12-51/27" in page
    assert ask(client, ada).status_code == 303
    paper = Certificate.objects.get()
    render_certificate(code=paper.code, at=timezone.now())
    link = f"{base(ada)}{paper.code}.pdf"
    page = client.get(base(ada)).content.decode()
    assert link in page
    assert "Kostenlos ausstellen" not in page
    response = client.get(link)
    assert response["Content-Type"] == "application/pdf"
    assert b"".join(response.streaming_content).startswith(b"%PDF-")


def test_it_is_found_from_learning_dates_and_certificate(client, ada):
    for page in (
        "/de/lernen/",
        f"/de/lernen/{ada.key}/termine/",
        f"/de/lernen/{ada.key}/zertifikat/",
    ):
        assert base(ada) in client.get(page).content.decode(), page
    LeaveRecognition.objects.all().delete()
    for page in (
        "/de/lernen/",
        f"/de/lernen/{ada.key}/termine/",
        f"/de/lernen/{ada.key}/zertifikat/",
    ):
        assert base(ada) not in client.get(page).content.decode(), page


def test_a_name_is_asked_once_and_what_was_typed_stays(client, world):
    bo = world.person()
    client.force_login(bo.user)
    page = client.get(base(bo)).content.decode()
    assert "Name auf dem Zertifikat" in page
    assert ask(client, bo, name="").status_code == 422
    wrong = ask(client, bo, name="bo@example.org")
    assert wrong.status_code == 422
    assert 'value="bo@example.org"' in wrong.content.decode()
    assert ask(client, bo, name="Bo Nowak-Čornak").status_code == 303
    assert Certificate.objects.get().holder_name == "Bo Nowak-Čornak"


def test_why_there_is_none_is_said(client, world, ada):
    page = client.get(base(ada)).content.decode()
    assert "nach dem letzten Treffen" in page
    assert "Dafür nötig: Mindestens 80 % der Stunden besucht." in page
    refused = ask(client, ada, "leave_attendance")
    assert refused.status_code == 409
    assert not Certificate.objects.exists()
    LeaveRecognition.objects.update(state="applied")
    page = client.get(base(ada)).content.decode()
    assert "Anerkennung als Bildungszeit in Brandenburg: beantragt." in page
    assert "Kostenlos ausstellen" not in page


def test_what_has_changed_is_told_and_replaced(client, ada):
    ask(client, ada)
    LeaveRecognition.objects.update(file_number="34.1")
    page = client.get(base(ada)).content.decode()
    assert "Inzwischen hat sich etwas geändert" in page
    ask(client, ada)
    states = dict(Certificate.objects.values_list("state", "revocation_reason"))
    assert states == {"valid": "", "replaced": ""}
    old = Certificate.objects.get(state="replaced")
    assert client.get(f"{base(ada)}{old.code}.pdf").status_code == 302


def test_the_sheet_is_offered_after_attending_and_once(client, world, ada):
    it_is_over(world, ada)
    assert client.post(f"{base(ada)}bogen/", {"age": "age_under_30"}).status_code == 404
    assert "Freiwillige Angaben" not in client.get(base(ada)).content.decode()
    assert ask(client, ada, "leave_attendance").status_code == 303
    logged = AuditEvent.objects.count()
    assert "Freiwillige Angaben" in client.get(base(ada)).content.decode()
    typed = {"age": "age_under_30", "gender": "", "qualification": "vocational"}
    assert client.post(f"{base(ada)}bogen/", {"age": "99"}).status_code == 422
    assert client.post(f"{base(ada)}bogen/", typed).status_code == 303
    assert dict(LeaveCount.objects.values_list("answer", "number")) == {
        "age_under_30": 1, "vocational": 1,
    }  # fmt: skip
    assert AuditEvent.objects.count() == logged
    assert "Freiwillige Angaben" not in client.get(base(ada)).content.decode()
    assert client.post(f"{base(ada)}bogen/", typed).status_code == 404


@pytest.mark.parametrize("case", ["stranger", "anonymous", "no recognition"])
def test_for_everybody_else_it_is_absent(client, world, ada, case):
    ask(client, ada)
    code = Certificate.objects.get().code
    if case == "stranger":
        client.force_login(UserFactory())
    elif case == "anonymous":
        client.logout()
    else:
        LeaveRecognition.objects.all().delete()
    wanted = 302 if case == "anonymous" else 404
    assert client.get(base(ada)).status_code == wanted
    assert client.get(f"{base(ada)}{code}.pdf").status_code == wanted
    assert ask(client, ada).status_code == wanted
    assert client.post(f"{base(ada)}bogen/").status_code == wanted
    assert Certificate.objects.count() == 1


def test_an_unknown_kind_and_other_peoples_papers_are_absent(client, world, ada):
    assert ask(client, ada, "achievement").status_code == 404
    ask(client, ada)
    code = Certificate.objects.get().code
    bo = somebody(world)
    client.force_login(bo.user)
    assert client.get(f"{base(bo)}{code}.pdf").status_code == 404
    assert client.get(f"/de/lernen/{ada.key}/zertifikat/{code}.pdf").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_one_and_three(client, rows, django_assert_num_queries):
    world = some_run(dates=rows)
    LeaveRecognition.objects.create(
        run=world.run, state="recognised", applied_on="2026-12-01", file_number="1",
        valid_from="2027-01-01", valid_until="2027-12-31",
    )  # fmt: skip
    ada = somebody(world)
    client.force_login(ada.user)
    ask(client, ada)
    with django_assert_num_queries(14):
        client.get(base(ada))
