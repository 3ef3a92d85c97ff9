"""The team of a run grades without names; for everybody else its pages are absent."""

from datetime import timedelta

import pytest

from courses.actions.enrolment import enrol, leave
from courses.actions.quiz import start_attempt, submit_attempt
from courses.actions.run_team import set_run_team
from courses.models import CourseRun, QuizAttempt, RunContact, TextGrade
from courses.queries.team import looked_after, unread_texts
from lms.records.models import AuditEvent
from network.models import Membership
from tests.factories.accounts import UserFactory
from tests.factories.network import MembershipFactory
from tests.support.world import NOW, SECRET, build

pytestmark = pytest.mark.django_db
GRADE = {"points-0": "2", "points-1": "1", "comment": "Fast.", "revision": "0"}
QUEUE = "/de/bewerten/"


@pytest.fixture
def run():
    course = build(kinds=["free_text"]).course
    return course.runs.select_related("course__partner").get()


@pytest.fixture
def grader(client, run):
    user = MembershipFactory(partner=run.course.partner, role="lead").user
    set_run_team(run=run, people=[user], actor=user, at=NOW)
    client.force_login(user)
    return user


def text(run, words="So etwa.", user=None):
    """A submitted text; returns its attempt and the address of the grader's page."""
    learner = user or UserFactory(display_name="Nadja Noack")
    enrolment = enrol(user=learner, run=run, at=NOW)
    quiz = run.course.lessons.get(slug="schritt-3").quizzes.get()
    attempt = start_attempt(enrolment=enrolment, quiz=quiz, at=NOW)
    submit_attempt(attempt=attempt, answers={0: words}, at=NOW)
    return attempt, f"{QUEUE}{attempt.key}/0/"


def test_the_queue_names_nobody_and_costs_the_same(client, run, grader, django_assert_num_queries):
    client.get(QUEUE)  # what is remembered for everybody is remembered now
    for count in (1, 2):
        for _ in range(count):
            text(run)
        with django_assert_num_queries(5):
            html = client.get(QUEUE).content.decode()
        assert html.count("Person ") == (1 if count == 1 else 3)
        assert "Noack" not in html
    assert f'href="{QUEUE}' in client.get("/de/lernen/").content.decode()


def test_a_text_is_graded_without_a_name(client, run, grader):
    attempt, address = text(run)
    page = client.get(address).content.decode()
    assert "Person 1" in page
    assert "So etwa." in page
    assert f"{SECRET} So etwa." in page  # the sample answer
    assert "Noack" not in page
    assert client.post(address, GRADE | {"points-0": "9"}).status_code == 422
    assert client.post(address, GRADE).status_code == 303
    attempt.refresh_from_db()
    assert (attempt.state, attempt.points) == ("submitted", 3)
    assert "Alles ist bewertet" in client.get(QUEUE).content.decode()
    assert TextGrade.objects.get().graded_by == grader


def test_two_graders_at_once_lose_nothing(client, run, grader):
    _attempt, address = text(run)
    client.post(address, GRADE)
    answer = client.post(address, GRADE | {"points-0": "3", "comment": "Anders gesehen."})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Anders gesehen." in page  # what was typed
    assert "Fast." in page  # what the other one wrote
    assert 'name="revision" value="1"' in page
    assert TextGrade.objects.get().points == [2, 1]
    client.post(address, GRADE | {"points-0": "3", "revision": "1"})
    assert TextGrade.objects.get().points == [3, 1]


def test_names_and_time_are_logged(client, run, grader):
    attempt, address = text(run)
    assert "Noack" not in client.post(f"{address}name/").content.decode()
    RunContact.objects.create(enrolment=attempt.enrolment, name="Nadja Noack")
    page = client.post(f"{address}name/").content.decode()
    assert "Nadja Noack" in page
    people = f"{QUEUE}termin/{run.key}/"
    assert "Noack" not in client.get(people).content.decode()
    assert "Noack" in client.post(people).content.decode()
    given = {"enrolment": attempt.enrolment.key, "allowance": "double"}
    assert "Gespeichert" in client.post(people, given).content.decode()
    attempt.enrolment.refresh_from_db()
    assert attempt.enrolment.time_allowance == "double"
    assert client.post(people, given | {"enrolment": "x"}).status_code == 404
    actions = AuditEvent.objects.filter(actor_key=grader.key).values_list("action", flat=True)
    assert {"attempt.name", "run.names", "enrolment.time"} <= set(actions)


def test_who_leaves_the_run_takes_the_texts_along(client, run, grader):
    attempt, address = text(run)
    leave(enrolment=attempt.enrolment, at=NOW)
    assert client.get(address).status_code == 404
    assert "Person " not in client.get(QUEUE).content.decode()


@pytest.mark.parametrize("case", ["stranger", "author", "over", "left the house", "anonymous"])
def test_for_everybody_else_it_is_absent(client, run, grader, case):
    _attempt, address = text(run)
    if case == "stranger":
        client.force_login(UserFactory())
    elif case == "author":
        client.force_login(MembershipFactory(partner=run.course.partner).user)
    elif case == "over":
        CourseRun.objects.update(ends_at=NOW - timedelta(days=70))
    elif case == "left the house":
        Membership.objects.filter(user=grader).delete()
    else:
        client.logout()
    status = 302 if case == "anonymous" else 404
    for path in (QUEUE, address, f"{QUEUE}termin/{run.key}/"):
        assert client.get(path).status_code == status, path
    for path in (address, f"{address}name/", f"{QUEUE}termin/{run.key}/"):
        assert client.post(path, GRADE).status_code == status, path
    assert QuizAttempt.objects.get().state == "waiting"


def test_without_a_team_learners_and_their_house_are_told(client, run):
    member = MembershipFactory(partner=run.course.partner, role="lead").user
    (attempt, _address), *_more = [text(run) for _number in range(4)]
    result = f"/de/lernen/{attempt.enrolment.key}/schritt-3/quiz/{attempt.quiz.key}/"
    assert unread_texts(run.course) == {run.pk: 0}  # fewer than five are not told
    text(run)
    assert unread_texts(run.course) == {run.pk: 5}
    client.force_login(attempt.enrolment.user)
    assert "noch niemand benannt" in client.get(result).content.decode()
    set_run_team(run=run, people=[member], actor=member, at=NOW)
    assert unread_texts(run.course) == {}
    assert list(looked_after(CourseRun.objects.all())) == [run]
    assert "noch niemand benannt" not in client.get(result).content.decode()


def test_who_begins_a_text_is_told_that_nobody_reads_it_yet(client, run):
    user = UserFactory()
    enrolment = enrol(user=user, run=run, at=NOW)
    quiz = run.course.lessons.get(slug="schritt-3").quizzes.get()
    start_attempt(enrolment=enrolment, quiz=quiz, at=NOW)
    client.force_login(user)
    page = client.get(f"/de/lernen/{enrolment.key}/schritt-3/quiz/{quiz.key}/").content.decode()
    assert "noch niemand benannt" in page


def test_nobody_grades_the_own_text_or_one_not_submitted(client, run, grader):
    _attempt, address = text(run, user=grader)
    assert client.get(address).status_code == 404
    quiz = run.course.lessons.get(slug="schritt-3").quizzes.get()
    enrolment = enrol(user=UserFactory(), run=run, at=NOW)
    running = start_attempt(enrolment=enrolment, quiz=quiz, at=NOW)
    assert client.get(f"{QUEUE}{running.key}/0/").status_code == 404


def test_what_was_asked_for_is_shown_only_when_it_helps_with_no_other_try(client, run, grader):
    attempt, address = text(run)
    quiz = attempt.quiz
    result = f"/de/lernen/{attempt.enrolment.key}/schritt-3/quiz/{quiz.key}/"
    learner = attempt.enrolment.user
    client.force_login(learner)
    page = client.get(result).content.decode()
    assert "werden noch bewertet" in page
    assert f"{SECRET} verständlich" not in page
    assert f"{SECRET} So etwa." not in page
    client.force_login(grader)
    client.post(address, GRADE | {"points-0": "1", "points-1": "0"})
    client.force_login(learner)
    page = client.get(result).content.decode()
    for words in ("Kriterium 1: 1 von 3 Punkten", "Kriterium 2: 0 von 2 Punkten", "Fast."):
        assert words in page
    assert f"{SECRET} verständlich" not in page
    assert f"{SECRET} So etwa." not in page
    client.force_login(grader)
    client.post(address, GRADE | {"revision": "1"})
    client.force_login(learner)
    page = client.get(result).content.decode()
    for words in ("3 von 5 Punkten", f"{SECRET} verständlich", "Fast.", f"{SECRET} So etwa."):
        assert words in page
