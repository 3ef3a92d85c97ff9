"""Listens to events and calls one action each."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver
from django.utils import timezone

from lms.accounts.models import User
from lms.accounts.signals import erasure_asked, person_erasing, staff_roles_changed
from lms.records.actions import mark_stale
from lms.taxonomy.models import (
    ActionField,
    Competence,
    District,
    EducationStage,
    TargetGroup,
)
from lms.taxonomy.signals import vocabularies_loaded
from network.actions.directory import renew_directory
from network.actions.leaving import ask_to_hand_over, tell_admin_gone
from network.actions.match_decision import note_declined, note_progress
from network.actions.membership import refresh_second_factor
from network.actions.vocabulary import load_network_vocabulary
from network.actions.weights import ensure_shipped_weights
from network.models import (
    Cooperation,
    Listing,
    Need,
    Offer,
    Partner,
    PartnerText,
    Place,
    ResourceCategory,
)
from network.queries.matches import current_run
from network.signals import (
    cooperation_changed,
    cooperation_declined,
    listing_changed,
    partner_changed,
    partner_created,
)
from network.tasks import STALE_PARTNER, rematch_stale

SHOWN = (Listing, Offer, Need, Partner, PartnerText, Place)
WORDS = (ActionField, Competence, District, EducationStage, TargetGroup, ResourceCategory)


@receiver(staff_roles_changed, dispatch_uid="network.staff-roles-changed")
def keep_second_factor(user: User, **kwargs: Any) -> None:
    """Whoever leaves the city's staff keeps the duty only as a partner's admin."""
    refresh_second_factor(user=user)


@receiver(erasure_asked, dispatch_uid="network.erasure-asked")
def hold_last_admin(user: User, **kwargs: Any) -> list[str]:
    """Whoever alone administers a house hands it over first."""
    return ask_to_hand_over(user=user)


@receiver(person_erasing, dispatch_uid="network.erase-person")
def tell_of_last_admin(user: User, at: datetime, **kwargs: Any) -> None:
    """Where they go all the same, the city hears of it."""
    tell_admin_gone(user=user, at=at)


@receiver(vocabularies_loaded, dispatch_uid="network.vocabularies-loaded")
def load_own_vocabulary(**kwargs: Any) -> None:
    """The network's words come with the others, in the same transaction."""
    load_network_vocabulary()
    ensure_shipped_weights(at=timezone.now())


@receiver(partner_created, dispatch_uid="network.match-created")
@receiver(partner_changed, dispatch_uid="network.match-changed")
def rematch_changed(partner: Partner, at: datetime, **kwargs: Any) -> None:
    """Its matches are out of date: one mark however often it changes, mended after the commit."""
    if current_run() is None:
        return  # nothing to mend; the nightly run reads everything
    mark_stale(object_type=STALE_PARTNER, object_key=partner.key, at=at)
    transaction.on_commit(rematch_stale.delay, robust=True)


@receiver(listing_changed, dispatch_uid="network.match-listing")
def rematch_owner(listing: Listing, at: datetime, **kwargs: Any) -> None:
    """What a partner offers or seeks decides whom it fits."""
    rematch_changed(partner=listing.partner, at=at)


@receiver(cooperation_changed, dispatch_uid="network.match-cooperation")
def follow_case(cooperation: Cooperation, moved: bool, at: datetime, **kwargs: Any) -> None:
    """A case is no suggestion any more, and takes capacity; notes and dates change neither."""
    if not moved:
        return
    note_progress(cooperation=cooperation, at=at)
    for partner in cooperation.partners.all():
        rematch_changed(partner=partner, at=at)


@receiver(cooperation_declined, dispatch_uid="network.match-declined")
def learn_from_no(
    cooperation: Cooperation, partner: Partner, reason: str, at: datetime, **kwargs: Any
) -> None:
    """A no with a reason mends the data."""
    note_declined(cooperation=cooperation, partner=partner, reason=reason, at=at)
    rematch_changed(partner=partner, at=at)


def renew_after_commit(sender: Any, **kwargs: Any) -> None:
    """After the commit: a lock on the one row would make everybody who writes wait in line."""
    transaction.on_commit(renew_directory, robust=True)


for model in (*SHOWN, *WORDS):
    post_save.connect(renew_after_commit, sender=model)
    post_delete.connect(renew_after_commit, sender=model)
for model in (Listing, Partner):
    for relation in model._meta.many_to_many:
        m2m_changed.connect(renew_after_commit, sender=relation.remote_field.through)
