"""Listens to events and calls one action each."""

from typing import Any

from django.dispatch import receiver

from lms.accounts.models import User
from lms.accounts.signals import staff_roles_changed
from network.actions.membership import refresh_second_factor


@receiver(staff_roles_changed, dispatch_uid="network.staff-roles-changed")
def keep_second_factor(user: User, **kwargs: Any) -> None:
    """Whoever leaves the city's staff keeps the duty only as a partner's admin."""
    refresh_second_factor(user=user)
