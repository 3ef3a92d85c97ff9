"""Team and admins look after seats; authors may not, strangers find nothing."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from courses.actions.enrolment import enrol
from courses.actions.guests import add_guests
from courses.actions.seat.queue import join_waiting_list
from courses.enums import Entrance
from courses.formats.people_list import Entry
from courses.models import CourseRun, Enrolment, SeatRequest
from tests.factories.accounts import UserFactory, sign_in
from tests.factories.network import MembershipFactory
from tests.factories.runs import make_run, people, team_of
from tests.support.school_class import assigned, room

pytestmark = pytest.mark.django_db


@pytest.fixture
def run():
    starts = timezone.now() + timedelta(days=30)
    return make_run(
        capacity=1, starts_at=starts, ends_at=starts + timedelta(days=1),
        entrance=Entrance.OPEN,
    )  # fmt: skip


@pytest.fixture
def admin(client, run):
    user = MembershipFactory(partner=run.course.partner, role="admin").user
    client.force_login(user)
    return user


def words(answer):
    return " ".join(strip_tags(answer.text).split())


def fill(run):
    enrol(user=UserFactory(display_name="Nadja Noack"), run=run, at=timezone.now())
    return [join_waiting_list(user=user, run=run, at=timezone.now()) for user in people(2)]


def test_admins_see_counts_and_no_names(client, run, admin):
    fill(run)
    answer = client.get(f"/de/plaetze/{run.key}/")
    html, facts = answer.text, words(answer)
    assert "Angemeldet weniger als 5 von 1" in facts
    assert "Auf der Warteliste weniger als 5" in facts
    assert "Noack" not in html
    assert "Anfragen und Personen" not in html
    assert client.get(f"/de/plaetze/{run.key}/anfragen/").status_code == 404


def test_the_team_knows_the_numbers(client, run):
    fill(run)
    client.force_login(team_of(run))
    facts = words(client.get(f"/de/plaetze/{run.key}/"))
    assert "Angemeldet 1 von 1" in facts
    assert "Auf der Warteliste 2" in facts
    refused = client.post(f"/de/plaetze/{run.key}/anzahl/", {"capacity": "0"})
    assert "Es ist schon 1 Person angemeldet." in refused.text


def test_admins_know_by_fives(client, run, admin):
    CourseRun.objects.update(capacity=9)
    for user in people(7):
        enrol(user=user, run=run, at=timezone.now())
    assert "Angemeldet mindestens 5 von 9" in words(client.get(f"/de/plaetze/{run.key}/"))
    assert "mindestens 5" in words(client.get(f"/de/plaetze/{run.key}/absagen/"))


def test_more_seats_are_offered_and_too_few_are_refused(client, run, admin):
    fill(run)
    assert client.post(f"/de/plaetze/{run.key}/anzahl/", {"capacity": "2"}).status_code == 303
    assert SeatRequest.objects.filter(state="offered").count() == 1
    refused = client.post(f"/de/plaetze/{run.key}/anzahl/", {"capacity": "0"})
    assert refused.status_code == 409
    html = refused.content.decode()
    assert "Es sind schon mehr Personen angemeldet." in html
    assert 'value="0"' in html
    assert client.post(f"/de/plaetze/{run.key}/anzahl/", {"capacity": "x"}).status_code == 422
    assert CourseRun.objects.get(pk=run.pk).capacity == 2


def test_the_key_is_shown_with_its_link(client, run, admin):
    CourseRun.objects.filter(pk=run.pk).update(entrance=Entrance.KEY)
    assert "Noch gibt es keinen Schlüssel" in client.get(f"/de/plaetze/{run.key}/").content.decode()
    assert client.post(f"/de/plaetze/{run.key}/schluessel/").status_code == 303
    code = CourseRun.objects.get(pk=run.pk).entry_code
    html = client.get(f"/de/plaetze/{run.key}/").content.decode()
    assert f"/de/einladung/{code}/" in html


def test_cancelling_says_what_it_does_and_does_it_once(client, run, admin):
    fill(run)
    address = f"/de/plaetze/{run.key}/absagen/"
    page = words(client.get(address))
    assert "Angemeldet: weniger als 5" in page
    assert "erfährt es nur vom Team" in page
    assert CourseRun.objects.get(pk=run.pk).cancelled_at is None
    assert client.post(address).status_code == 303
    assert Enrolment.objects.get().left_reason == "cancelled"
    assert "ist abgesagt" in client.get(f"/de/plaetze/{run.key}/").content.decode()
    any_time = run.course.runs.get(kind="self_paced")
    assert client.post(f"/de/plaetze/{any_time.key}/absagen/").status_code == 409


def test_who_has_no_address_must_be_called_before_cancelling(client, run):
    address, now, lead = f"/de/plaetze/{run.key}/absagen/", timezone.now(), team_of(run)
    client.force_login(lead)
    CourseRun.objects.filter(pk=run.pk).update(capacity=9)
    enrol(user=UserFactory(), run=run, at=now)
    assert "Rufen Sie" not in client.get(address).content.decode()
    guests = [Entry(1, "Borwin", "", "0355 1"), Entry(2, "Cy", "cy@example.org")]
    add_guests(run=run, people=guests, actor=lead, at=now)
    page = client.get(address).content.decode()
    assert "3 Personen sind angemeldet." in page
    assert "1 Person hat keine E-Mail-Adresse. Rufen Sie sie an" in page
    assert "Borwin" not in page.partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize(("role", "status"), [
    ("admin", 200), ("author", 403), ("reviewer", 403), ("lead", 404), (None, 404),
])  # fmt: skip
def test_who_may_open_it(client, run, role, status):
    user = MembershipFactory(partner=run.course.partner, role=role).user if role else UserFactory()
    client.force_login(user)
    for path in ("", "gutscheine/", "absagen/"):
        assert client.get(f"/de/plaetze/{run.key}/{path}").status_code == status
    stranger = MembershipFactory(role="admin").user
    client.force_login(stranger)
    assert client.get(f"/de/plaetze/{run.key}/").status_code == 404
    client.force_login(team_of(run))
    assert client.get(f"/de/plaetze/{run.key}/").status_code == 200
    assert client.get("/de/plaetze/nichtsda22/").status_code == 404


def test_seats_of_a_class_are_no_business_of_the_house_of_the_course(client):
    here = assigned(room(seats=3))
    run = CourseRun.objects.get(school_class=here.school_class)
    for user in (
        MembershipFactory(partner=here.course.partner, role="admin").user,
        UserFactory(is_city_staff=True),
    ):
        sign_in(client, user)
        assert client.get(reverse("courses:run-seats", args=[run.key])).status_code == 404
        values = {"capacity": 3}
        answer = client.post(reverse("courses:run-capacity", args=[run.key]), values)
        assert answer.status_code == 404
    run.refresh_from_db()
    assert run.capacity is None
