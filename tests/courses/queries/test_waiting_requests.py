"""Requests that wait for an answer: in which runs, and for whom."""

import pytest

from courses.models import SeatRequest
from courses.queries.waiting_requests import runs_with_requests, waiting_for
from tests.factories.accounts import UserFactory
from tests.factories.courses import NOW, CourseFactory
from tests.factories.network import MembershipFactory
from tests.factories.runs import make_run, team_of
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db


def ask(run, number, **values):
    for _number in range(number):
        SeatRequest.objects.create(
            run=run, user=UserFactory(), state="asked", queued_at=NOW, **values
        )


@pytest.mark.parametrize("rows", [1, 3])
def test_a_team_answers_requests_and_exceptions(rows):
    run = CourseFactory().runs.get()
    ask(run, rows)
    ask(run, rows + 1, needs_exception=True)
    MembershipFactory(partner=run.course.partner, role="admin")
    lead = team_of(run)
    with expect_statements(1):
        (found,) = runs_with_requests(NOW)
    with expect_statements(3):
        waiting = list(waiting_for(found))
    assert [(one.user, one.requests, one.exceptions) for one in waiting] == [(lead, rows, rows + 1)]


def test_without_a_team_admins_answer_exceptions_alone():
    run, dated = CourseFactory().runs.get(), make_run()
    ask(run, 2)
    ask(run, 1, needs_exception=True)
    boss = MembershipFactory(partner=run.course.partner, role="admin").user
    (found,) = waiting_for(run)
    assert (found.user, found.requests, found.exceptions) == (boss, 0, 1)
    MembershipFactory(partner=dated.course.partner, role="admin")
    ask(dated, 1, needs_exception=True)
    assert list(waiting_for(dated)) == []


def test_what_the_only_one_of_the_team_asks_waits_for_the_admins():
    run = CourseFactory().runs.get()
    lead = team_of(run)
    boss = MembershipFactory(partner=run.course.partner, role="admin").user
    SeatRequest.objects.create(
        run=run, user=lead, state="asked", queued_at=NOW, needs_exception=True
    )
    ask(run, 2, needs_exception=True)
    waiting = {one.user: one.exceptions for one in waiting_for(run)}
    assert waiting == {lead: 2, boss: 1}


def test_what_was_answered_waits_no_more():
    run = make_run()
    team_of(run)
    ask(run, 2)
    SeatRequest.objects.update(state="refused")
    assert list(runs_with_requests(NOW)) == []
    assert list(waiting_for(run)) == []
