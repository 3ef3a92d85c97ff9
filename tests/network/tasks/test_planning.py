"""Plans and the drawing of the network are worked out by tasks with names of their own."""

import pytest

from lms.celery import app
from network.actions.plan import keep_plan
from network.enums import Solving
from network.models import NetworkPicture, Plan
from network.queries.plan import Parameters
from network.tasks import draw_network_picture, solve_plan, solve_waiting_plans
from tests.support.chain import NEXT, NOW, THIS, cooperation, match, partner, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def houses():
    """A school that may work once, and three that fit it."""
    school = partner("Grundschule", "primary", capacity=1)
    others = [partner(name, "higher", capacity=2) for name in ("Hochschule", "Institut", "Labor")]
    for other, probability in zip(others, (0.4, 0.8, 0.6), strict=True):
        match(school, other, probability)
    return school, *others


def kept(quarter=NEXT):
    actor = staff(f"carla-{quarter.code}")
    return keep_plan(quarter=quarter, wanted=Parameters(limit=5), actor=actor, at=NOW)


def test_a_kept_plan_is_solved_once(houses):
    plan, other = kept(), kept(THIS)
    assert solve_plan(plan.key)
    assert not solve_plan(plan.key)
    states = dict(Plan.objects.values_list("key", "solving"))
    assert states == {plan.key: Solving.DONE, other.key: Solving.WAITING}


def test_an_unknown_plan_is_left_alone():
    assert not solve_plan("nobody")


def test_a_lost_message_is_made_up_for(houses):
    kept()
    assert solve_waiting_plans() == 1
    assert Plan.objects.get().method == "exact"
    assert solve_waiting_plans() == 0


def test_the_network_is_drawn_where_it_changed(houses):
    assert draw_network_picture()
    assert not draw_network_picture()
    cooperation(*houses[:2])
    assert draw_network_picture()
    assert set(NetworkPicture.objects.get().places) == {house.key for house in houses}


@pytest.mark.parametrize(
    ("task", "name"),
    [
        (solve_plan, "solve_plan"),
        (solve_waiting_plans, "solve_waiting_plans"),
        (draw_network_picture, "draw_network"),
    ],
)
def test_the_worker_knows_them_by_their_names(task, name):
    assert task.name == f"network.tasks.{name}"
    assert task.name in app.tasks
    planned = {entry["task"] for entry in app.conf.beat_schedule.values()}
    assert (task.name in planned) is (name != "solve_plan")  # that one is asked for
