"""Listens to events and calls one action each."""

from typing import Any

from django.dispatch import receiver

from lms.accounts.models import User
from lms.accounts.signals import staff_roles_changed
from lms.taxonomy.signals import vocabularies_loaded
from network.actions.membership import refresh_second_factor
from network.actions.vocabulary import load_network_vocabulary


@receiver(staff_roles_changed, dispatch_uid="network.staff-roles-changed")
def keep_second_factor(user: User, **kwargs: Any) -> None:
    """Whoever leaves the city's staff keeps the duty only as a partner's admin."""
    refresh_second_factor(user=user)


@receiver(vocabularies_loaded, dispatch_uid="network.vocabularies-loaded")
def load_own_vocabulary(**kwargs: Any) -> None:
    """The network's words come with the others, in the same transaction."""
    load_network_vocabulary()
