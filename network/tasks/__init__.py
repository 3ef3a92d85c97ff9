"""Background work of the network; importing a module here lets Celery find its tasks."""

from network.tasks.cases import sweep_cases
from network.tasks.freshness import keep_fresh
from network.tasks.funding import build_consortium
from network.tasks.planning import draw_network_picture, solve_plan

__all__ = [
    "build_consortium",
    "draw_network_picture",
    "keep_fresh",
    "solve_plan",
    "sweep_cases",
]
