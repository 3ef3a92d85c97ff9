"""Short questions about a listing: chosen by a run, asked by mail or page, answered with one click.

At most three are open for a listing, none comes again within a year, and "don't know" changes
nothing. A yes becomes a tag the partner confirmed, a no a tag it denied.
"""

import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from lms.accounts.models import User
from lms.common.errors import ConflictError
from lms.records.actions import record_event
from lms.taxonomy.models import ActionField, Competence, TargetGroup
from network.enums import Answer, TagGroup, TagState
from network.models import (
    Clarification,
    ClarificationLink,
    Listing,
    ListingTag,
    ResourceCategory,
)
from network.queries.clarifications import AT_ONCE, NOT_AGAIN, hashed
from network.queries.words import DIGCOMP
from network.signals import listing_changed

LINK_LASTS = timedelta(days=45)
Wanted = tuple[str, str, int]  # group, code, how many suggestions the answer would move


@transaction.atomic
def plan_questions(*, found: Mapping[str, Sequence[Wanted]], at: datetime) -> int:
    """Keep what a run finds worth asking, best first, by listing key.

    Plans of the run before go, unless they were asked meanwhile; nothing comes again within a
    year, and a listing never has more than three open.

    Returns:
        How many are planned now.
    """
    Clarification.objects.filter(asked_at=None).delete()
    listings = dict(Listing.objects.filter(key__in=found).values_list("key", "pk"))
    standing = {
        (row.listing_id, row.group, row.code): row
        for row in Clarification.objects.filter(listing__in=listings.values())
    }
    room = Counter(pk for (pk, _g, _c), row in standing.items() if row.answer == "")
    new, again = [], []
    for key, wanted in found.items():
        for group, code, affected in wanted:
            pk = listings.get(key)
            row = standing.get((pk, group, code)) if pk else None
            is_recent = (
                row is not None and row.asked_at is not None and row.asked_at > at - NOT_AGAIN
            )
            if pk is None or is_recent or room[pk] >= AT_ONCE:
                continue
            room[pk] += 1
            again += [row.pk] if row else []
            new.append(Clarification(listing_id=pk, group=group, code=code, affected=affected))
    Clarification.objects.filter(pk__in=again).delete()
    Clarification.objects.bulk_create(new, batch_size=500)
    return len(new)


@transaction.atomic
def ask_at_once(*, listing: Listing, tag: tuple[str, str], at: datetime) -> bool:
    """Open one question because somebody's no raised it, if it may be asked and there is room."""
    asked = listing.clarifications.exclude(asked_at=None)
    is_known = asked.filter(group=tag[0], code=tag[1], asked_at__gt=at - NOT_AGAIN).exists()
    is_full = asked.filter(answer="").count() >= AT_ONCE
    if is_known or is_full or tag in _settled(listing):
        return False
    planned = listing.clarifications.filter(asked_at=None).order_by("-affected", "pk")
    room = AT_ONCE - asked.filter(answer="").count() - 1
    Clarification.objects.filter(pk__in=[row.pk for row in planned[room:]]).delete()
    _plan(listing, *tag, affected=1, asked_at=at)
    return True


@transaction.atomic
def take_questions(*, listing: Listing, at: datetime) -> list[Clarification]:
    """The open questions of a listing, for a mail that leaves now: they count as asked."""
    questions = list(listing.clarifications.filter(answer="")[:AT_ONCE])
    new = [question.pk for question in questions if question.asked_at is None]
    Clarification.objects.filter(pk__in=new).update(asked_at=at)
    return questions


@transaction.atomic
def issue_link(*, listing: Listing, at: datetime) -> str:
    """The secret part of a link to the questions of this listing alone; only its hash is kept."""
    token = secrets.token_urlsafe(32)
    ClarificationLink.objects.create(
        listing=listing, token_hash=hashed(token), created_at=at, expires_at=at + LINK_LASTS
    )
    return token


@transaction.atomic
def answer_by_link(*, link: ClarificationLink, answers: Mapping[str, Answer], at: datetime) -> int:
    """Answer the questions a link leads to; it works once.

    Raises:
        ConflictError: The link was used, or its time is over.
    """
    used = ClarificationLink.objects.filter(pk=link.pk, used_at=None, expires_at__gt=at)
    if not used.update(used_at=at):
        raise ConflictError(_("Dieser Link ist schon benutzt oder abgelaufen."))
    return answer_questions(listing=link.listing, answers=answers, actor=None, at=at)


@transaction.atomic
def answer_questions(
    *, listing: Listing, answers: Mapping[str, Answer], actor: User | None, at: datetime
) -> int:
    """Store answers by question key; keys of other listings and answered ones are passed over.

    Returns:
        How many were stored.
    """
    open_ones = listing.clarifications.select_for_update().filter(answer="", key__in=answers)
    stored = [_store(question, answers[question.key], at) for question in open_ones]
    if any(stored):
        listing_changed.send(sender=Listing, listing=listing, at=at)
    if stored:
        record_event(
            action="listing.answer",
            object_type="listing",
            object_key=listing.key,
            partner_key=listing.partner.key,
            actor_key=actor.key if actor else "",
            at=at,
            data={"answers": len(stored)},
        )
    return len(stored)


def _plan(
    listing: Listing, group: str, code: str, *, affected: int, asked_at: datetime | None = None
) -> None:
    Clarification.objects.update_or_create(
        listing=listing,
        group=group,
        code=code,
        defaults={
            "affected": affected,
            "asked_at": asked_at,
            "answer": "",
            "answered_at": None,
        },
    )


def _settled(listing: Listing) -> set[tuple[str, str]]:
    """Tags of which the partner said yes or no."""
    return carried_tags(listing) | set(
        listing.open_tags.filter(state=TagState.DENIED).values_list("group", "code")
    )


def carried_tags(listing: Listing) -> set[tuple[str, str]]:
    """Tags a listing carries as confirmed."""
    tags = {(TagGroup.CATEGORY.value, listing.category.code)} if listing.category else set()
    for group, related in _related(listing).items():
        tags |= {(group.value, code) for code in related.values_list("code", flat=True)}
    return tags


def _related(listing: Listing) -> dict[TagGroup, Any]:
    return {
        TagGroup.COMPETENCE: listing.competences,
        TagGroup.FIELD: listing.action_fields,
        TagGroup.TARGET_GROUP: listing.target_groups,
    }


def _store(question: Clarification, answer: Answer, at: datetime) -> bool:
    """Write one answer; tells whether it changed what is known of the listing."""
    question.answer = answer
    question.answered_at = at
    question.asked_at = question.asked_at or at
    question.save(update_fields=["answer", "answered_at", "asked_at"])
    if answer == Answer.UNKNOWN:
        return False
    _set_tag(question.listing, TagGroup(question.group), question.code, answer == Answer.YES)
    Listing.objects.filter(pk=question.listing_id).update(version=F("version") + 1)
    if answer == Answer.NO:
        ListingTag.objects.update_or_create(
            listing=question.listing,
            group=question.group,
            code=question.code,
            defaults={"state": TagState.DENIED, "answered_at": at},
        )
    return True


def _set_tag(listing: Listing, group: TagGroup, code: str, is_carried: bool) -> None:
    if is_carried:
        listing.open_tags.filter(group=group, code=code).delete()
    if group == TagGroup.CATEGORY:
        if is_carried or (listing.category and listing.category.code == code):
            listing.category = ResourceCategory.objects.get(code=code) if is_carried else None
            listing.save(update_fields=["category"])
        return
    rows = {
        TagGroup.COMPETENCE: Competence.objects.filter(framework__code__startswith=DIGCOMP),
        TagGroup.FIELD: ActionField.objects.all(),
        TagGroup.TARGET_GROUP: TargetGroup.objects.all(),
    }[group].filter(code=code)
    related = _related(listing)[group]
    if is_carried:
        if group == TagGroup.COMPETENCE:
            rows = rows.order_by("-framework__is_default")
        related.add(rows[0])
    else:
        related.remove(*rows)
