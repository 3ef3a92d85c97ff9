"""Exceptions are decided under numbers: by a run's team, else by the admins of its house."""

import pytest
from django.utils import timezone

from courses.actions.seat.approval import ask_for_seat
from courses.models import CoursePrerequisite, Enrolment, SeatRequest
from lms.records.models import AuditEvent, OutboxMessage
from tests.factories.accounts import UserFactory
from tests.factories.courses import CourseFactory
from tests.factories.network import MembershipFactory
from tests.factories.runs import make_run, team_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def run():
    course = CourseFactory(minimum_age=16)
    before = CourseFactory(text__title="Erste Schritte")
    CoursePrerequisite.objects.create(course=course, required_course=before)
    return course.runs.select_related("course__partner").get()


@pytest.fixture
def boss(client, run):
    user = MembershipFactory(partner=run.course.partner, role="admin").user
    client.force_login(user)
    return user


def ask(run, note="Ich kann das schon.", **values):
    values = {"age_band": "14_15", "display_name": "Nadja Noack"} | values
    return ask_for_seat(
        user=UserFactory(**values), run=run, at=timezone.now(), note=note, needs_exception=True
    )


def base(run):
    return f"/de/plaetze/{run.key}/ausnahmen/"


def main_of(answer):
    return answer.text.partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize("rows", [1, 3])
def test_numbers_reasons_and_rules(client, run, boss, rows, django_assert_num_queries):
    asked = [ask(run, note=f"Grund {number}") for number in range(rows)]
    client.get(base(run))
    # user, run, roles, team, deciders; the log; title, requests, unmet, titles of courses
    with django_assert_num_queries(12):
        html = client.get(base(run)).content.decode()
    assert html.count("</strong>, ") == rows + 1
    assert f"Anfrage {rows}</strong>" in html
    assert html.count("Mindestalter: 16 Jahre") == html.count("Erste Schritte") == rows
    assert f"<p>Grund {rows - 1}</p>" in html
    assert f"{timezone.localdate(asked[0].queued_at):%d.%m.%Y}" in html


def test_nothing_of_the_person_is_on_the_page(client, run, boss):
    request = ask(run, email="nadja@example.org", username="nadja-n")
    html, user = main_of(client.get(base(run))), request.user
    for secret in ("Noack", "nadja@", "nadja-n", user.key, "14_15", "14", "15 Jahre"):
        assert secret not in html.replace(request.key, "").replace(run.key, ""), secret


def test_who_reads_the_list_is_in_the_log(client, run, boss):
    request = ask(run)
    client.get(base(run))
    event = AuditEvent.objects.get(action="run.exceptions")
    assert (event.actor_key, event.object_key) == (boss.key, run.key)
    assert (event.object_type, event.partner_key) == ("run", run.course.partner.key)
    client.post(f"{base(run)}{request.key}/", {"act": "refuse"})  # shows the list again
    assert AuditEvent.objects.filter(action="run.exceptions").count() == 2


def test_what_is_fulfilled_is_not_missing(client, run, boss):
    ask(run, age_band="16_17")
    html = client.get(base(run)).content.decode()
    assert "Mindestalter" not in html
    assert "Erste Schritte" in html
    CoursePrerequisite.objects.all().delete()
    assert "Inzwischen fehlt nichts mehr." in client.get(base(run)).content.decode()
    SeatRequest.objects.all().delete()
    assert "Niemand bittet um eine Ausnahme." in client.get(base(run)).content.decode()


def test_yes_and_no(client, run, boss):
    first, second = ask(run), ask(run)
    yes = client.post(f"{base(run)}{first.key}/", {"act": "approve"})
    assert (yes.status_code, yes["Location"]) == (303, base(run))
    assert Enrolment.objects.get().user == first.user
    without = client.post(f"{base(run)}{second.key}/", {"act": "refuse"})
    assert without.status_code == 422
    assert "wählen Sie einen Grund" in without.content.decode()
    no = client.post(f"{base(run)}{second.key}/", {"act": "refuse", "reason": "age"})
    assert no.status_code == 303
    assert OutboxMessage.objects.get(kind="seat_refused").recipient == second.user.email
    again = client.post(f"{base(run)}{second.key}/", {"act": "approve"})
    assert again.status_code == 409
    assert "schon beantwortet" in again.content.decode()
    assert client.post(f"{base(run)}{second.key}/", {"act": "x"}).status_code == 422
    assert client.get(f"{base(run)}{second.key}/").status_code == 405


@pytest.mark.parametrize(("role", "status"), [
    ("admin", 200), ("author", 403), ("reviewer", 403), ("lead", 404), (None, 404),
])  # fmt: skip
def test_who_may_open_it(client, run, role, status):
    user = MembershipFactory(partner=run.course.partner, role=role).user if role else UserFactory()
    MembershipFactory(partner=run.course.partner, role="admin")
    request = ask(run)
    client.force_login(user)
    assert client.get(base(run)).status_code == status
    refused = client.post(f"{base(run)}{request.key}/", {"act": "refuse"})
    assert refused.status_code == (422 if status == 200 else status)
    assert SeatRequest.objects.get().state == "asked"


def test_other_houses_the_city_and_other_runs_find_nothing(client, run, boss):
    request = ask(run)
    other = CourseFactory(partner=run.course.partner).runs.get()
    dated = make_run(run.course)
    absent = client.get("/de/plaetze/nichtsda22/ausnahmen/")
    assert main_of(client.get(base(dated))) == main_of(absent)
    for place in (dated, other):
        decided = client.post(f"{base(place)}{request.key}/", {"act": "approve"})
        assert decided.status_code == 404
    for user in (MembershipFactory(role="admin").user, UserFactory(is_city_staff=True)):
        client.force_login(user)
        assert client.get(base(run)).status_code == absent.status_code == 404
        decided = client.post(f"{base(run)}{request.key}/", {"act": "approve"})
        assert decided.status_code == 404
    assert SeatRequest.objects.get().state == "asked"


def test_a_team_decides_in_place_of_the_admins(client, run, boss):
    request = ask(run)
    lead = team_of(run)
    assert client.get(base(run)).status_code == 404
    assert "Bitten um Ausnahmen" not in client.get(f"/de/plaetze/{run.key}/").content.decode()
    client.force_login(lead)
    seats = client.get(f"/de/plaetze/{run.key}/").content.decode()
    assert f'href="{base(run)}"' in seats
    people = f"/de/plaetze/{run.key}/anfragen/"
    assert "Niemand fragt oder wartet." in client.post(people).content.decode()
    assert client.post(f"{people}{request.key}/", {"act": "approve"}).status_code == 404
    assert client.post(f"{base(run)}{request.key}/", {"act": "approve"}).status_code == 303


def test_admins_find_the_way_from_the_seats(client, run, boss):
    html = client.get(f"/de/plaetze/{run.key}/").content.decode()
    assert f'href="{base(run)}"' in html
    dated = client.get(f"/de/plaetze/{make_run(run.course).key}/").content.decode()
    assert "Bitten um Ausnahmen" not in dated


def test_the_own_one_is_for_somebody_else(client, run, boss):
    second = MembershipFactory(partner=run.course.partner, role="admin").user
    own = ask_for_seat(user=boss, run=run, at=timezone.now(), note="Meins", needs_exception=True)
    assert "Meins" not in client.get(base(run)).content.decode()
    assert client.post(f"{base(run)}{own.key}/", {"act": "approve"}).status_code == 404
    client.force_login(second)
    assert "Meins" in client.get(base(run)).content.decode()
