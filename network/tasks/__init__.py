"""Background work of the network; importing a module here lets Celery find its tasks."""

from network.tasks.cases import sweep_cases

__all__ = ["sweep_cases"]
