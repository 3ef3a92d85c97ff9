"""A form waits an hour, for the owner of its enrolment only."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore

from courses.actions.enrolment import leave
from courses.actions.kept import (
    KEY,
    MOST_BYTES,
    SECONDS,
    forget_form,
    hand_over,
    keep_form,
    kept_form,
)
from tests.factories.accounts import UserFactory
from tests.factories.courses import NOW, EnrolmentFactory
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db
LATE = NOW + timedelta(seconds=SECONDS + 1)


@pytest.fixture
def enrolment():
    return EnrolmentFactory()


@pytest.fixture
def session():
    return SessionStore()


def keep(session, enrolment, *, key="", **fields):
    arguments = {"enrolment": key or enrolment.key, "lesson": "l"}
    route = "courses:lesson-step"
    return keep_form(session, route=route, arguments=arguments, fields=list(fields.items()), at=NOW)


def test_the_owner_finds_it_for_an_hour(session, enrolment):
    assert keep(session, enrolment, note="Chóśebuz")
    form = kept_form(session, user=enrolment.user, at=NOW)
    assert (form.route, form.fields) == ("courses:lesson-step", [["note", "Chóśebuz"]])
    assert kept_form(session, user=enrolment.user, at=LATE) is None
    assert session.get_expiry_age() <= SECONDS


def test_a_second_form_takes_the_place_of_the_first(session, enrolment):
    keep(session, enrolment, note="eins")
    keep(session, enrolment, note="zwei")
    assert kept_form(session, user=enrolment.user, at=NOW).fields == [["note", "zwei"]]


def test_too_much_or_about_nothing_is_not_kept(session, enrolment):
    assert not keep(session, enrolment, note="ü" * (MOST_BYTES // 6))
    assert not keep(session, enrolment, key="bbbbbbbbbb", note="x")
    assert session.is_empty()


def test_after_the_log_in_it_stays_with_its_owner(session, enrolment):
    keep(session, enrolment, note="x")
    hand_over(session, user=enrolment.user, at=NOW)
    assert KEY in session
    assert session.get_expiry_age() > SECONDS


@pytest.mark.parametrize("late", [False, True])
def test_after_the_log_in_of_another_or_too_late_it_is_gone(session, enrolment, late):
    keep(session, enrolment, note="x")
    user, at = (enrolment.user, LATE) if late else (UserFactory(), NOW)
    hand_over(session, user=user, at=at)
    assert KEY not in session


def test_who_left_the_course_has_no_use_for_it(session, enrolment):
    keep(session, enrolment, note="x")
    leave(enrolment=enrolment, at=NOW)
    assert kept_form(session, user=enrolment.user, at=NOW) is None


def test_where_nothing_waits_nothing_is_asked(session, enrolment):
    with expect_statements(0):
        assert kept_form(session, user=enrolment.user, at=NOW) is None
        hand_over(session, user=enrolment.user, at=NOW)
        forget_form(session)
    keep(session, enrolment, note="x")
    forget_form(session)
    assert KEY not in session
