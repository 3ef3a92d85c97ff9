"""Exceptions are decided without names: by a run's team, else by the admins of its house."""

import re

import pytest
from django.utils import timezone

from courses.actions.enrolment import enrol
from courses.actions.seat.approval import ask_for_seat
from courses.models import Course, CoursePrerequisite, Enrolment, RunTeamMember, SeatRequest
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
def test_short_labels_days_and_reasons(client, run, boss, rows, django_assert_num_queries):
    asked = [ask(run, note=f"Grund {number}") for number in range(rows)]
    client.get(base(run))
    # user, run, roles, team, deciders; the log; title, rules, their titles, requests, deciders
    with django_assert_num_queries(13):
        html = client.get(base(run)).content.decode()
    for number, one in enumerate(asked):
        assert f"Kürzel {one.key[:4].upper()}</strong>" in html
        assert f"<p>Grund {number}</p>" in html
    assert "Anfrage 1" not in html
    assert html.count("ab 16 Jahren") == html.count("Erste Schritte") == 1
    assert f"{timezone.localdate(asked[0].queued_at):%d.%m.%Y}" in html


def test_nothing_of_the_person_is_on_the_page(client, run, boss):
    request = ask(run, email="nadja@example.org", username="nadja-n")
    html, user = main_of(client.get(base(run))), request.user
    assert request.key in html
    for secret in ("Noack", "nadja@", "nadja-n", user.key, "14_15", "14 Jahre", "15 Jahre"):
        assert secret not in html, secret


def test_who_reads_the_list_is_in_the_log(client, run, boss):
    request = ask(run)
    client.get(base(run))
    event = AuditEvent.objects.get(action="run.exceptions")
    assert (event.actor_key, event.object_key) == (boss.key, run.key)
    assert (event.object_type, event.partner_key) == ("run", run.course.partner.key)
    client.post(f"{base(run)}{request.key}/", {"act": "refuse"})  # shows the list again
    assert AuditEvent.objects.filter(action="run.exceptions").count() == 2


def test_changing_what_a_course_asks_for_tells_nothing_of_who_asks(client, run, boss):
    request = ask(run)
    other = CourseFactory(text__title="Zweite Schritte")
    row = enrol(user=request.user, run=other.runs.get(), at=timezone.now())
    Enrolment.objects.filter(pk=row.pk).update(completed_at=timezone.now())
    before = item_of(client.get(base(run)))
    assert "Ich kann das schon." in before
    for years in (0, 14, 18):
        Course.objects.filter(pk=run.course_id).update(minimum_age=years)
        assert item_of(client.get(base(run))) == before
    CoursePrerequisite.objects.create(course=run.course, required_course=other)
    assert item_of(client.get(base(run))) == before
    CoursePrerequisite.objects.all().delete()
    Course.objects.filter(pk=run.course_id).update(minimum_age=0)
    assert item_of(client.get(base(run))) == before
    assert "Der Kurs verlangt" not in main_of(client.get(base(run)))
    SeatRequest.objects.all().delete()
    assert "Hier wartet keine Bitte auf eine Antwort." in main_of(client.get(base(run)))


def item_of(answer):
    """The one request of the page, without what is drawn anew for each answer."""
    form = re.sub(r"<input type=.hidden.[^>]*>", "", main_of(answer))
    return form.rpartition("<p><strong>")[2]


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


def test_who_became_the_only_team_is_answered_by_the_admins(client, run, boss):
    request, other = ask(run, note="Meins"), ask(run, note="Anderes")
    MembershipFactory(partner=run.course.partner, role="lead", user=request.user)
    RunTeamMember.objects.create(run=run, user=request.user)
    html = main_of(client.get(base(run)))  # the admin's
    assert ("Meins" in html, "Anderes" in html) == (True, False)
    assert client.post(f"{base(run)}{other.key}/", {"act": "approve"}).status_code == 404
    answered = client.post(f"{base(run)}{request.key}/", {"act": "approve"}, follow=True)
    assert answered.status_code == 200
    assert Enrolment.objects.get().user == request.user
    client.force_login(request.user)
    assert "Anderes" in main_of(client.get(base(run)))


def test_where_it_costs_something_yes_is_an_offer_with_the_button_that_says_so(client, run, boss):
    run.course.runs.update(price_text="20 Euro")
    request = ask(run)
    assert client.post(f"{base(run)}{request.key}/", {"act": "approve"}).status_code == 303
    assert not Enrolment.objects.exists()
    client.force_login(request.user)
    place = f"/de/lernen/anfrage/{request.key}/"
    html = main_of(client.get(place))
    assert "Preis: 20 Euro" in html
    assert "Zahlungspflichtig anmelden" in html
    assert "Platz annehmen" not in html
    assert client.post(place, {"act": "accept"}).status_code == 303
    assert Enrolment.objects.get().user == request.user


def test_the_own_one_is_for_somebody_else(client, run, boss):
    second = MembershipFactory(partner=run.course.partner, role="admin").user
    own = ask_for_seat(user=boss, run=run, at=timezone.now(), note="Meins", needs_exception=True)
    assert "Meins" not in client.get(base(run)).content.decode()
    assert client.post(f"{base(run)}{own.key}/", {"act": "approve"}).status_code == 404
    client.force_login(second)
    assert "Meins" in client.get(base(run)).content.decode()
