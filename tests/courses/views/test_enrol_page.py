"""What the page of enrolling offers, run by run."""

from datetime import timedelta

import pytest

from courses.enums import Entrance
from courses.queries.course import course_text
from courses.views.enrol_page import enrol_page
from tests.factories.accounts import UserFactory
from tests.factories.courses import NOW, CourseFactory
from tests.factories.network import MembershipFactory
from tests.factories.runs import make_run, team_of

pytestmark = pytest.mark.django_db


def page(run, user=None, data=None):
    text = course_text(run.course.key, "de")
    return enrol_page(text=text, user=user or UserFactory(), key=run.key, data=data, at=NOW)


@pytest.mark.parametrize(("values", "act"), [
    ({}, "enrol"),
    ({"entrance": Entrance.KEY}, "enrol"),
    ({"entrance": Entrance.APPROVAL}, "ask"),
    ({"entrance": Entrance.APPROVAL, "capacity": 0}, "ask"),
    ({"entrance": Entrance.CLOSED}, ""),
    ({"capacity": 0}, "wait"),
    ({"capacity": 0, "has_waiting_list": False}, ""),
    ({"booking_url": "https://anbieter.example"}, ""),
    ({"enrol_from": NOW + timedelta(days=1)}, ""),
])  # fmt: skip
def test_the_button_does_what_the_run_allows(values, act):
    assert page(make_run(**values)).act == act


def test_who_lacks_something_may_ask_a_team_for_an_exception():
    run = make_run(course=CourseFactory(minimum_age=16))
    child = UserFactory(age_band="under_14")
    assert page(run, child).act == ""
    team_of(run)
    found = page(run, child)
    assert (found.act, list(found.form.fields)) == ("exception", ["name", "note"])


def test_at_any_time_an_exception_is_asked_for_without_a_name():
    run = CourseFactory(minimum_age=16).runs.select_related("course__partner").get()
    child = UserFactory(age_band="under_14")
    nobody = page(run, child)
    assert (nobody.act, nobody.lacks_decider) == ("", True)
    boss = MembershipFactory(partner=run.course.partner, role="admin").user
    found = page(run, child)
    assert (found.act, found.lacks_decider, list(found.form.fields)) == (
        "exception", False, ["note"],
    )  # fmt: skip
    assert "keinen Namen" in found.form.fields["note"].help_text
    assert page(run).act == "enrol"
    boss.age_band = "14_15"
    assert page(run, boss).lacks_decider
    run.course.runs.update(enrol_from=NOW + timedelta(days=1))
    later = page(run, child)
    assert (later.act, later.lacks_decider) == ("", False)


def test_choosing_is_all_where_nothing_costs_and_nobody_is_asked():
    run = make_run()
    text = course_text(run.course.key, "de")
    values = {"text": text, "user": UserFactory(), "key": "", "data": None, "at": NOW}
    found = enrol_page(**values)
    assert (found.chosen, found.form, found.is_direct) == (None, None, True)
    assert found.suggested.kind == "self_paced"
    make_run(course=run.course, price_text="20 Euro")
    assert not enrol_page(**values).is_direct


def test_a_team_of_a_course_without_dates_is_told_too():
    run = CourseFactory().runs.select_related("course__partner").get()
    assert not page(run).is_read
    team_of(run)
    found = page(run)
    assert (found.is_read, found.has_team, found.act, list(found.form.fields)) == (
        True, False, "enrol", [],
    )  # fmt: skip


def test_a_run_with_a_team_is_never_entered_by_the_way():
    run = make_run()
    team_of(run)
    text = course_text(run.course.key, "de")
    found = enrol_page(text=text, user=UserFactory(), key="", data=None, at=NOW)
    assert (found.has_team, found.is_direct) == (True, False)
