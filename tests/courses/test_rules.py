from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from courses.enums import EnrolmentState, RunKind, RunState
from courses.models import Course, CourseRun, Enrolment, Lesson, Quiz, QuizAttempt, RunTeamMember
from courses.rules import (
    allowed_minutes,
    can_be_added,
    can_enrol,
    can_learn,
    can_look_after_run,
    can_make_path,
    can_offer,
    can_open_lesson,
    can_practise,
    can_try_as_pupil,
    can_try_lesson,
    can_wait,
    can_word_certificates,
    chosen_run,
    due_time,
    is_minor,
    is_old_enough,
    is_time_up,
    offered_runs,
    offers_end,
    run_state,
    seat_rights,
    suggested_run,
    years_of,
)
from lms.accounts.models import User
from network.queries.viewer import viewer_of
from tests.factories.accounts import UserFactory
from tests.factories.courses import CourseFactory
from tests.factories.meetings import staff
from tests.factories.network import NOW, MembershipFactory, PartnerFactory

DAY = timedelta(days=1)


@dataclass
class Dates:
    enrol_from: datetime | None = None
    enrol_until: datetime | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None


@pytest.mark.parametrize(
    ("dates", "state"),
    [
        (Dates(), RunState.OPEN),
        (Dates(enrol_from=NOW + DAY), RunState.UPCOMING),
        (Dates(enrol_from=NOW), RunState.OPEN),
        (Dates(enrol_until=NOW), RunState.RUNNING),
        (Dates(enrol_until=NOW + DAY), RunState.OPEN),
        (Dates(ends_at=NOW), RunState.ENDED),
        (Dates(enrol_from=NOW + DAY, ends_at=NOW - DAY), RunState.ENDED),
    ],
)
def test_a_run_stands_where_its_dates_say(dates, state):
    assert run_state(dates, NOW) == state


def test_only_who_left_cannot_learn():
    run = CourseRun()
    states = {state: can_learn(Enrolment(state=state, run=run), NOW) for state in EnrolmentState}
    assert states == {
        EnrolmentState.ACTIVE: True,
        EnrolmentState.COMPLETED: True,
        EnrolmentState.LEFT: False,
    }


def test_a_lesson_opens_in_its_course_while_it_is_taught():
    enrolment = Enrolment(course_id=1, run=CourseRun())
    assert can_open_lesson(enrolment, Lesson(course_id=1), NOW)
    assert not can_open_lesson(enrolment, Lesson(course_id=2), NOW)
    assert not can_open_lesson(enrolment, Lesson(course_id=1, retired_at=NOW), NOW)


@pytest.mark.parametrize(("until", "opens"), [(None, True), (NOW + DAY, True), (NOW, False)])
def test_lessons_stay_open_until_the_access_ends(until, opens):
    enrolment = Enrolment(course_id=1, run=CourseRun(access_until=until))
    assert can_open_lesson(enrolment, Lesson(course_id=1), NOW) is opens


def test_trying_and_practising():
    assert can_try_lesson(Lesson(is_open=True))
    assert not can_try_lesson(Lesson(is_open=False))
    assert not can_try_lesson(Lesson(is_open=True, retired_at=NOW))
    assert can_practise(Quiz(is_required=False))
    assert not can_practise(Quiz(is_required=True))


ANY_TIME = CourseRun(key="any", kind="self_paced")
SMALL = CourseRun(key="small", kind="dated", starts_at=NOW + 3 * DAY, capacity=1)
LATER = CourseRun(key="later", kind="dated", starts_at=NOW + 4 * DAY, enrol_from=NOW + DAY)


def test_runs_say_how_they_stand_the_self_paced_one_first():
    full = CourseRun(key="full", kind="dated", starts_at=NOW, capacity=2, seats_taken=2)
    offered = offered_runs([full, SMALL, LATER, ANY_TIME], NOW)
    assert [(one.run.key, one.state, one.is_full, one.can_choose) for one in offered] == [
        ("any", RunState.OPEN, False, True),
        ("full", RunState.OPEN, True, False),
        ("small", RunState.OPEN, False, True),
        ("later", RunState.UPCOMING, False, False),
    ]


@pytest.mark.parametrize(
    ("runs", "key", "chosen"),
    [
        ([SMALL, ANY_TIME], "small", SMALL),
        ([SMALL, ANY_TIME], "", None),
        ([LATER], "", LATER),  # enrolling will say why not
        ([SMALL], "other", None),
        ([], "", None),
    ],
)
def test_one_chooses_by_key_or_where_there_is_no_choice(runs, key, chosen):
    assert chosen_run(offered_runs(runs, NOW), key) is chosen


@pytest.mark.parametrize(
    ("runs", "suggested"),
    [([SMALL, ANY_TIME], ANY_TIME), ([LATER, SMALL], SMALL), ([LATER], None), ([], None)],
)
def test_the_first_that_takes_people_is_suggested(runs, suggested):
    assert suggested_run(offered_runs(runs, NOW)) is suggested


@pytest.mark.django_db
@pytest.mark.parametrize(("days", "may"), [(59, True), (60, False)])
def test_a_run_is_looked_after_by_its_team_until_60_days_after_its_end(days, may):
    run = CourseRun.objects.create(
        course=CourseFactory(), kind=RunKind.DATED, ends_at=NOW - timedelta(days=days)
    )
    member, stranger, gone = UserFactory(), UserFactory(), UserFactory()
    for user in (member, gone):
        RunTeamMember.objects.create(run=run, user=user)
    MembershipFactory(partner=run.course.partner, user=member, role="lead")
    assert can_look_after_run(run, member, NOW) is may
    assert not can_look_after_run(run, gone, NOW)  # left the house
    assert not can_look_after_run(run, stranger, NOW)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "seats", "is_known"),
    [("admin", True, False), ("author", False, True), ("reviewer", False, True),
     ("lead", False, False)],
)  # fmt: skip
def test_admins_look_after_seats_without_seeing_people(role, seats, is_known):
    run = CourseRun.objects.create(course=CourseFactory(), kind=RunKind.DATED)
    user = MembershipFactory(partner=run.course.partner, role=role).user
    found = seat_rights(run, user, NOW)
    assert (found.people, found.seats, found.is_known) == (False, seats, is_known)
    assert seat_rights(run, UserFactory(is_city_staff=True), NOW).seats
    RunTeamMember.objects.create(run=run, user=user)
    assert seat_rights(run, user, NOW).people


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "decides"), [("admin", True), ("author", False), ("lead", False)])
def test_exceptions_without_dates_are_the_admins_until_there_is_a_team(role, decides):
    run = CourseFactory().runs.select_related("course").get()
    user = MembershipFactory(partner=run.course.partner, role=role).user
    assert seat_rights(run, user, NOW).exceptions is decides
    assert not seat_rights(run, UserFactory(is_city_staff=True), NOW).exceptions
    lead = MembershipFactory(partner=run.course.partner, role="lead").user
    RunTeamMember.objects.create(run=run, user=lead)
    assert seat_rights(run, lead, NOW).exceptions
    assert not seat_rights(run, user, NOW).exceptions
    dated = CourseRun.objects.create(course=run.course, kind=RunKind.DATED)
    assert not seat_rights(dated, user, NOW).exceptions


@pytest.mark.parametrize(
    ("values", "enrol", "add", "wait"),
    [
        ({}, True, True, True),
        ({"cancelled_at": NOW}, False, False, False),
        ({"kind": "class"}, False, True, False),
        ({"booking_url": "https://x.example"}, False, True, False),
        ({"starts_at": NOW}, True, True, False),
        ({"enrol_from": NOW + DAY}, False, True, False),
        ({"ends_at": NOW}, False, False, False),
        ({"has_waiting_list": False}, True, True, False),
    ],
)
def test_who_may_come_into_a_run_and_who_may_wait(values, enrol, add, wait):
    run = CourseRun(**values)
    assert (can_enrol(run, NOW), can_be_added(run, NOW), can_wait(run, NOW)) == (enrol, add, wait)


def test_offers_end_with_whatever_comes_first():
    run = CourseRun(enrol_until=NOW + DAY, starts_at=NOW + 2 * DAY, ends_at=NOW + 3 * DAY)
    assert offers_end(run) == NOW + DAY
    assert (can_offer(run, NOW), can_offer(run, NOW + DAY)) == (True, False)
    assert offers_end(CourseRun()) is None


@pytest.mark.parametrize(
    ("band", "years", "minor"),
    [("", 18, False), ("under_14", 0, True), ("14_15", 14, True), ("16_17", 16, True),
     ("adult", 18, False)],
)  # fmt: skip
def test_nobody_is_older_than_the_beginning_of_the_band(band, years, minor):
    user = User(age_band=band)
    assert (years_of(user), is_minor(user)) == (years, minor)
    assert is_old_enough(user, Course(minimum_age=years))
    assert not is_old_enough(user, Course(minimum_age=years + 1))


def test_what_is_more_than_a_click_is_never_done_by_the_way():
    asks = [
        {},
        {"entrance": "key"},
        {"price_text": "20 Euro"},
        {"booking_url": "https://x.example"},
    ]
    found = [offered_runs([CourseRun(**values)], NOW)[0].is_direct for values in asks]
    assert found == [True, False, False, False]
    assert offered_runs([CourseRun(kind="class"), CourseRun(cancelled_at=NOW)], NOW) == []


def test_time_is_up_after_the_seconds_of_grace():
    assert allowed_minutes(0, "double") is None
    assert due_time(NOW, 0, "usual") is None
    attempt = QuizAttempt(due_at=due_time(NOW, 5, "half"))
    assert attempt.due_at == NOW + timedelta(minutes=8)  # whole minutes, rounded up
    assert not is_time_up(attempt, attempt.due_at + timedelta(seconds=30))
    assert is_time_up(attempt, attempt.due_at + timedelta(seconds=31))
    assert not is_time_up(QuizAttempt(), NOW)


@pytest.mark.django_db
def test_who_makes_paths_for_whom():
    house = PartnerFactory()
    author = viewer_of(MembershipFactory(partner=house).user, NOW.date())
    assert can_make_path(author, house.pk)
    assert not can_make_path(author, None)
    assert not can_make_path(author, PartnerFactory().pk)
    assert can_make_path(staff(), None)
    assert can_make_path(staff(), house.pk)


@pytest.mark.django_db
def test_admins_word_the_certificates_of_their_house():
    house = PartnerFactory()
    admin, author = (
        viewer_of(MembershipFactory(partner=house, role=role).user, NOW.date())
        for role in ("admin", "author")
    )
    assert can_word_certificates(admin, house.pk)
    assert not can_word_certificates(admin, PartnerFactory().pk)
    assert not can_word_certificates(author, house.pk)
    assert can_word_certificates(staff(), house.pk)


@pytest.mark.django_db
def test_leads_of_listed_houses_try_as_pupils():
    lead = MembershipFactory(role="lead")
    assert can_try_as_pupil(lead.user)
    assert not can_try_as_pupil(MembershipFactory().user)
    assert not can_try_as_pupil(AnonymousUser())
    lead.partner.state = "archived"
    lead.partner.save()
    assert not can_try_as_pupil(lead.user)
