"""The team of a run decides about requests and people; names only when asked for, and logged."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.actions.enrolment import enrol
from courses.actions.seat.approval import ask_for_seat
from courses.enums import Entrance
from courses.models import Enrolment, RunContact, SeatRequest
from lms.records.models import AuditEvent, OutboxMessage
from tests.factories.accounts import UserFactory
from tests.factories.runs import make_run, team_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def run():
    starts = timezone.now() + timedelta(days=30)
    return make_run(
        starts_at=starts, ends_at=starts + timedelta(days=1), entrance=Entrance.APPROVAL
    )


@pytest.fixture
def lead(client, run):
    user = team_of(run)
    client.force_login(user)
    return user


def ask(run, **values):
    user = UserFactory(display_name="Nadja Noack")
    return ask_for_seat(
        user=user, run=run, at=timezone.now(), contact_name="Frau Noack", note="Gern!", **values
    )


def base(run):
    return f"/de/plaetze/{run.key}/anfragen/"


@pytest.mark.parametrize("rows", [1, 3])
def test_numbers_first_names_when_asked_for(client, run, lead, rows, django_assert_num_queries):
    for _number in range(rows):
        ask(run)
        row = enrol(user=UserFactory(), run=run, at=timezone.now(), origin="team")
    RunContact.objects.create(enrolment=row, name="Bo Brandt")
    client.get(base(run))
    # user, run, roles, team; people, title, requests, other runs
    with django_assert_num_queries(8):
        html = client.get(base(run)).content.decode()
    assert html.count("Anfrage 1</strong>") == 1
    assert "Noack" not in html
    assert "Gern!" in html
    assert not AuditEvent.objects.filter(action="run.names").exists()
    named = client.post(base(run)).content.decode()
    assert "Anfrage 1: Frau Noack" in named
    assert "Bo Brandt" in named
    assert row.user.username not in named
    assert AuditEvent.objects.get(action="run.names").actor_key == lead.key


def test_yes_and_no(client, run, lead):
    first, second = ask(run), ask(run)
    yes = client.post(f"{base(run)}{first.key}/", {"act": "approve"})
    assert yes.status_code == 303
    assert Enrolment.objects.get().user == first.user
    without = client.post(f"{base(run)}{second.key}/", {"act": "refuse"})
    assert without.status_code == 422
    assert "wählen Sie einen Grund" in without.content.decode()
    no = client.post(f"{base(run)}{second.key}/", {"act": "refuse", "reason": "other_run"})
    assert no.status_code == 303
    assert SeatRequest.objects.get(pk=second.pk).state == "refused"
    assert OutboxMessage.objects.get(kind="seat_refused").recipient == second.user.email
    again = client.post(f"{base(run)}{second.key}/", {"act": "approve"})
    assert again.status_code == 409
    assert client.post(f"{base(run)}{second.key}/", {"act": "x"}).status_code == 422
    assert client.post(f"{base(run)}nichtsda22/", {"act": "approve"}).status_code == 404


def test_moving_and_taking_out(client, run, lead):
    other = make_run(course=run.course, starts_at=run.starts_at, ends_at=run.ends_at, capacity=0)
    row = enrol(user=UserFactory(), run=run, at=timezone.now(), origin="team")
    address = f"/de/plaetze/{run.key}/person/"
    move = {"act": "move", "enrolment": row.key, "to": other.key}
    assert client.post(address, move).status_code == 409  # full
    other.capacity = 1
    other.save()
    assert client.post(address, move).status_code == 303
    row.refresh_from_db()
    assert row.run == other
    assert client.post(address, move).status_code == 404  # no longer here
    back = enrol(user=UserFactory(), run=run, at=timezone.now(), origin="team")
    remove = {"act": "remove", "enrolment": back.key}
    assert client.post(address, remove).status_code == 303
    back.refresh_from_db()
    assert (back.state, back.left_reason) == ("left", "team")
    assert client.post(address, {"act": "remove"}).status_code == 422


def test_for_everybody_else_there_is_nothing(client, run):
    request = ask(run)
    client.force_login(UserFactory())
    assert client.get(base(run)).status_code == 404
    assert client.post(f"{base(run)}{request.key}/", {"act": "approve"}).status_code == 404
    assert client.post(f"/de/plaetze/{run.key}/person/", {}).status_code == 404
    assert SeatRequest.objects.get().state == "asked"
