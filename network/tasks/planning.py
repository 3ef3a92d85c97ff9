"""Background work of the network: exact plans, the picture of the network."""

from celery import shared_task
from celery.contrib.django.task import DjangoTask
from django.utils import timezone

from network.actions.picture import draw_network
from network.actions.plan import solve_plan as solve
from network.queries.plan import waiting_plans


@shared_task(base=DjangoTask, name="network.tasks.solve_plan")
def solve_plan(key: str) -> bool:
    """Solve one kept plan exactly; safe to run twice."""
    return solve(key=key, at=timezone.now())


@shared_task(base=DjangoTask, name="network.tasks.solve_waiting_plans")
def solve_waiting_plans() -> int:
    """Solve what a lost message or a stopped worker left waiting; returns how many."""
    waiting = waiting_plans(timezone.now())
    return sum(solve(key=key, at=timezone.now()) for key in waiting)


@shared_task(base=DjangoTask, name="network.tasks.draw_network")
def draw_network_picture() -> bool:
    """Lay the network out anew where it changed; tells whether it did."""
    return draw_network(at=timezone.now())
