"""The freshness cycle: one mail for a partner's due entries, ends that pass, what is forgotten.

Each step is written down with the entry and its due date, so a job that runs twice, or that was
down for days, does it once.
"""

import hashlib
from datetime import date, datetime, timedelta
from typing import Any, cast

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _, override

from lms.accounts.mails import absolute, send
from lms.common.keys import new_token, token_hash
from network.actions.clarification import issue_link, take_questions
from network.actions.listing_facts import follow_up
from network.actions.partner import set_partner_state
from network.enums import FreshnessStage, ListingState, PartnerState
from network.models import ConfirmationLink, FreshnessStep, Listing, Partner
from network.queries.clarifications import open_questions
from network.queries.freshness import (
    ASK_BEFORE,
    TOGETHER,
    asked_already,
    due_entries,
    listings_forgotten,
    listings_over,
    partners_forgotten,
)

LINK_LIFE = timedelta(days=60)  # from two weeks before the date until after it is hidden
Entry = Partner | Listing


@transaction.atomic
def ask_to_confirm(*, partner: Partner, at: datetime) -> bool:
    """Mail a partner's mailbox one list of what must be confirmed, with a link for each entry.

    Nothing goes unless something new is due within two weeks; what is due within thirty days
    joins it, so that a house with ten entries gets one mail and not ten. Up to three short
    questions about an offer or need come with it, behind a link of their own.

    Returns:
        Whether a mail was queued.
    """
    partner = Partner.objects.select_for_update().get(pk=partner.pk)
    today = localdate(at)
    asked = asked_already(partner)
    due = [
        entry
        for entry in due_entries(partner, today + TOGETHER, today)
        if (entry.key, entry.confirm_due) not in asked
    ]
    if not any(_date(entry) <= today + ASK_BEFORE for entry in due):
        return False
    FreshnessStep.objects.bulk_create(_step(entry, FreshnessStage.ASKED, at) for entry in due)
    with override(settings.LANGUAGE_CODE):
        context = {
            "partner": partner,
            "entries": [{**_line(entry, at), **_questions(entry, at)} for entry in due],
            "edit_url": absolute(reverse("network:own-house", args=[partner.key])),
        }
    send(
        "email/confirm_entries",
        recipient=partner.contact_mailbox,
        context=context,
        language=settings.LANGUAGE_CODE,
        key=f"confirm-entries:{partner.key}:{_digest(due)}",
        at=at,
    )
    return True


@transaction.atomic
def expire(*, entry: Listing, at: datetime) -> bool:
    """Let an offer or need end whose last day has passed; whether it did.

    Not if somebody prolonged or ended it since the caller read it.
    """
    return _move(entry, listings_over(localdate(at)), ListingState.EXPIRED, at)


@transaction.atomic
def archive_listing(*, entry: Listing, at: datetime) -> bool:
    """Archive what nobody confirmed for a year after it was due, nor just now; whether it was."""
    is_moved = _move(entry, listings_forgotten(localdate(at)), ListingState.ARCHIVED, at)
    if is_moved:
        _note(entry, at)
    return is_moved


@transaction.atomic
def archive_partner(*, entry: Partner, at: datetime) -> bool:
    """The same of a partner."""
    forgotten = partners_forgotten(localdate(at)).select_for_update().filter(pk=entry.pk)
    partner = forgotten.first()
    if partner is None:
        return False
    _note(partner, at)
    set_partner_state(partner=partner, state=PartnerState.ARCHIVED, actor=None, at=at)
    return True


def _move(listing: Listing, due: QuerySet[Listing], state: ListingState, at: datetime) -> bool:
    """Change the state of what is still due; the update asks again and then holds the row."""
    if not due.filter(pk=listing.pk).update(state=state):
        return False
    listing.refresh_from_db(fields=["state", "confirm_due"])
    follow_up("listing.set-state", listing, actor=None, at=at, state=str(state))
    return True


def _note(entry: Entry, at: datetime) -> None:
    step = _step(entry, FreshnessStage.ARCHIVED, at)
    FreshnessStep.objects.bulk_create([step], ignore_conflicts=True)


def _step(entry: Entry, stage: FreshnessStage, at: datetime) -> FreshnessStep:
    return FreshnessStep(
        object_type="partner" if isinstance(entry, Partner) else "listing",
        object_key=entry.key,
        stage=stage,
        due=_date(entry),
        at=at,
    )


def _line(entry: Entry, at: datetime) -> dict[str, Any]:
    token = new_token()
    ConfirmationLink.objects.create(
        partner=entry if isinstance(entry, Partner) else None,
        listing=entry if isinstance(entry, Listing) else None,
        token_hash=token_hash(token),
        expires_at=at + LINK_LIFE,
    )
    title = _("Profil der Einrichtung") if isinstance(entry, Partner) else entry.title
    kind = "" if isinstance(entry, Partner) else entry.get_kind_display()
    url = absolute(reverse("network:confirm", args=[token]))
    return {"title": title, "kind": kind, "due": _date(entry), "url": url}


def _questions(entry: Entry, at: datetime) -> dict[str, Any]:
    """What is asked about an entry, in words, and where a yes or no is given."""
    if not isinstance(entry, Listing) or not take_questions(listing=entry, at=at):
        return {"questions": [], "answer_url": ""}
    (asked,) = open_questions([entry])
    url = absolute(reverse("network:question-link", args=[issue_link(listing=entry, at=at)]))
    return {"questions": [one.text for one in asked.questions], "answer_url": url}


def _date(entry: Entry) -> date:
    return cast("date", entry.confirm_due)  # the queries choose entries by it


def _digest(entries: list[Entry]) -> str:
    names = sorted(f"{entry.key}:{_date(entry).isoformat()}" for entry in entries)
    return hashlib.sha256(" ".join(names).encode()).hexdigest()[:32]
