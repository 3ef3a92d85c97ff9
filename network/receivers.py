"""Listens to events and calls one action each."""

from typing import Any

from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver

from lms.accounts.models import User
from lms.accounts.signals import staff_roles_changed
from lms.taxonomy.models import (
    ActionField,
    Competence,
    District,
    EducationStage,
    TargetGroup,
)
from lms.taxonomy.signals import vocabularies_loaded
from network.actions.directory import renew_directory
from network.actions.membership import refresh_second_factor
from network.actions.vocabulary import load_network_vocabulary
from network.models import Listing, Need, Offer, Partner, PartnerText, Place, ResourceCategory

SHOWN = (Listing, Offer, Need, Partner, PartnerText, Place)
WORDS = (ActionField, Competence, District, EducationStage, TargetGroup, ResourceCategory)


@receiver(staff_roles_changed, dispatch_uid="network.staff-roles-changed")
def keep_second_factor(user: User, **kwargs: Any) -> None:
    """Whoever leaves the city's staff keeps the duty only as a partner's admin."""
    refresh_second_factor(user=user)


@receiver(vocabularies_loaded, dispatch_uid="network.vocabularies-loaded")
def load_own_vocabulary(**kwargs: Any) -> None:
    """The network's words come with the others, in the same transaction."""
    load_network_vocabulary()


def renew_after_commit(sender: Any, **kwargs: Any) -> None:
    """After the commit: a lock on the one row would make everybody who writes wait in line."""
    transaction.on_commit(renew_directory, robust=True)


for model in (*SHOWN, *WORDS):
    post_save.connect(renew_after_commit, sender=model)
    post_delete.connect(renew_after_commit, sender=model)
for model in (Listing, Partner):
    for relation in model._meta.many_to_many:
        m2m_changed.connect(renew_after_commit, sender=relation.remote_field.through)
