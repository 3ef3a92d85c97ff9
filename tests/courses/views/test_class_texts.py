"""The lead of a class grades its texts by alias; no team and no other lead reads them."""

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.actions.run_team import set_run_team
from courses.models import QuizAttempt, TextGrade
from lms.records.models import AuditEvent
from tests.factories.accounts import sign_in
from tests.factories.network import MembershipFactory
from tests.factories.runs import make_run
from tests.support.admin import begin_day
from tests.support.queries import expect_statements
from tests.support.school_class import asking, room, written
from tests.support.world import SECRET

pytestmark = pytest.mark.django_db
GRADE = {"points-0": "2", "points-1": "1", "comment": "Fast.", "revision": "0"}


@pytest.mark.parametrize(("seats", "statements"), [(1, 4), (3, 4)])
def test_the_list_shows_aliases(client, seats, statements):
    here = room(seats=seats)
    written(here)
    sign_in(client, here.lead)
    client.get(here.address("class-texts"))
    with expect_statements(statements):
        page = client.get(here.address("class-texts")).content.decode()
    for card in here.cards:
        assert f"{card.seat.alias}, Frage 1" in page
    assert "Wir fuhren." not in page


def test_the_lead_grades_and_the_attempt_is_decided(client):
    here = room(seats=1)
    (attempt,) = written(here)
    assert attempt.state == "waiting"
    sign_in(client, here.lead)
    seat = here.cards[0].seat
    assert "Text wartet auf Bewertung" in client.get(here.address("class-seat", seat.key)).text
    address = here.address("class-text", attempt.key, 0)
    page = client.get(address).text
    for words in (seat.alias, "Wir fuhren.", f"{SECRET} So etwa.", f'action="{address}"'):
        assert words in page
    assert client.post(address, GRADE | {"points-0": "9"}).status_code == 422
    assert client.post(address, GRADE).status_code == 303
    attempt = QuizAttempt.objects.get()
    assert (attempt.state, attempt.points) == ("submitted", 3)
    assert TextGrade.objects.get().graded_by == here.lead
    assert client.post(address, GRADE).status_code == 409
    assert "Zuletzt bewertet" in client.get(here.address("class-texts")).text
    event = AuditEvent.objects.get(action="attempt.grade")
    assert (event.partner_key, event.data) == (here.house.key, {"position": 0, "revision": 1})
    looks = AuditEvent.objects.filter(action="class.look", person_key=seat.user.key)
    assert looks.count() >= 4


def test_in_a_dated_run_the_text_is_the_leads_too(client):
    here = room(seats=1)
    run = make_run(course=here.course, starts_at=None, ends_at=None)
    member = MembershipFactory(partner=here.course.partner, role="lead").user
    set_run_team(run=run, people=[member], actor=member, at=timezone.now())
    (attempt,) = written(here, run=run)
    sign_in(client, here.lead)
    assert here.cards[0].seat.alias in client.get(here.address("class-texts")).text
    sign_in(client, member)
    queue = client.get(reverse("courses:grading-queue")).text
    assert "Alles ist bewertet" in queue
    for name in ("grading-answer", "grading-name"):
        address = reverse(f"courses:{name}", args=[attempt.key, 0])
        assert client.post(address, GRADE).status_code == 404
    assert client.get(here.address("class-texts")).status_code == 404
    assert client.get(here.address("class-text", attempt.key, 0)).status_code == 404


def test_another_class_and_a_seat_taken_out_are_absent(client):
    here, other = room(seats=1), room(seats=1)
    (attempt,) = written(here)
    sign_in(client, other.lead)
    assert client.get(other.address("class-text", attempt.key, 0)).status_code == 404
    here.school_class.seats.update(removed_at=timezone.now())
    sign_in(client, here.lead)
    assert client.get(here.address("class-text", attempt.key, 0)).status_code == 404


def test_who_writes_for_the_lead_is_not_told_that_nobody_reads(client):
    here = room(seats=1)
    quiz = asking(here)
    written(here, quiz=quiz)
    row = here.enrolment(here.cards[0])
    client.force_login(row.user)
    begin_day(client)
    address = reverse("courses:quiz", args=[row.key, quiz.lesson.slug, quiz.key])
    page = client.get(address).text
    assert "werden noch bewertet" in page
    assert "noch niemand benannt" not in page
