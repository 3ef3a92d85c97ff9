"""Who decides on exceptions where one learns at any time."""

import pytest

from courses.models import RunTeamMember
from courses.queries.deciders import can_decide, deciders, is_decided
from network.models import Membership
from tests.factories.accounts import UserFactory
from tests.factories.courses import NOW, CourseFactory
from tests.factories.network import MembershipFactory
from tests.factories.runs import make_run, team_of
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def run():
    return CourseFactory().runs.select_related("course__partner").get()


def test_the_admins_of_the_house_who_can_sign_in(run):
    house = run.course.partner
    first, second = (MembershipFactory(partner=house, role="admin").user for _number in range(2))
    MembershipFactory(partner=house, role="reviewer")
    MembershipFactory(role="admin")
    MembershipFactory(partner=house, role="admin", user=UserFactory(is_active=False))
    with expect_statements(1):
        assert deciders(run) == [first, second]
    assert is_decided(run, user=first)
    second.delete()
    assert not is_decided(run, user=first)


def test_the_team_goes_before_them_while_it_is_of_the_house(run):
    boss = MembershipFactory(partner=run.course.partner, role="admin").user
    RunTeamMember.objects.create(run=run, user=UserFactory())  # left the house
    assert deciders(run) == [boss]
    lead = team_of(run)
    assert deciders(run) == [lead]
    Membership.objects.filter(user=lead).delete()
    assert deciders(run) == [boss]


def test_nobody_decides_about_the_own_one_and_the_admins_step_in(run):
    boss = MembershipFactory(partner=run.course.partner, role="admin").user
    lead = team_of(run)
    assert deciders(run, asker=lead) == [boss]
    assert deciders(run, asker=boss) == deciders(run, asker=UserFactory()) == [lead]
    assert not can_decide(run, user=boss)
    run.requests.create(user=lead, state="asked", queued_at=NOW, needs_exception=True)
    with expect_statements(2):
        assert can_decide(run, user=boss)
        assert can_decide(run, user=lead)
    second = MembershipFactory(partner=run.course.partner, role="lead").user
    RunTeamMember.objects.create(run=run, user=second)
    assert deciders(run, asker=lead) == [second]
    assert not can_decide(run, user=boss)


def test_runs_with_dates_have_their_team_alone(run):
    dated = make_run(run.course)
    team_of(dated)
    with expect_statements(0):
        assert deciders(dated) == []
