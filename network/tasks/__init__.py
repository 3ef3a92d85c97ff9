"""Background work of the network; importing a module here lets Celery find its tasks."""

from network.tasks.cases import sweep_cases
from network.tasks.freshness import keep_fresh
from network.tasks.funding import build_consortium, sweep_consortia
from network.tasks.matches import STALE_PARTNER, match_network, refit_weights, rematch_stale
from network.tasks.planning import draw_network_picture, solve_plan, solve_waiting_plans

__all__ = [
    "STALE_PARTNER",
    "build_consortium",
    "draw_network_picture",
    "keep_fresh",
    "match_network",
    "refit_weights",
    "rematch_stale",
    "solve_plan",
    "solve_waiting_plans",
    "sweep_cases",
    "sweep_consortia",
]
