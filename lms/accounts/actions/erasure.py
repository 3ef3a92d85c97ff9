"""Erasing a person: asked for, thought over for fourteen days, done, and done again."""

import logging
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _, override

from lms.accounts import mails
from lms.accounts.actions.people import end_sessions
from lms.accounts.models import User
from lms.accounts.privacy.erasing import erase_rows
from lms.accounts.privacy.persons import addresses_of
from lms.accounts.queries import ASKED_TO_GO, erasure_asked_by, may_take_back, speaks_alone
from lms.accounts.signals import person_erasing
from lms.common.errors import ConflictError, NotAllowedError
from lms.records.actions import record_event
from lms.records.ledger import note_deletion
from lms.records.models import DeletionEntry
from lms.records.signals import deletion_replayed

logger = logging.getLogger("lms.accounts")
PENDING_EMAIL = "pending_email"  # session key of the code page (lms.accounts.adapters)
TIME_TO_THINK = timedelta(days=14)
# What the ledger calls a person; the second one wished their certificates to stay without a name.
PERSON = "user"
PERSON_KEEPING = "user-keeps-certificates"


@transaction.atomic
def request_erasure(
    *,
    user: User,
    keeps_certificates: bool,
    at: datetime,
    actor_key: str = "",
    role: str = "",
    case: str = "",
) -> datetime:
    """Ask for an account to go in fourteen days; until then it works as before.

    Args:
        user: Whose account.
        keeps_certificates: Leave them valid, without name and person.
        at: When.
        actor_key: Key of who asks on their behalf; "": the person.
        role: What they are to the person, such as ``city`` or ``guardian``.
        case: Number of the privacy case behind it.

    Returns:
        When it goes.

    Raises:
        ConflictError: It was asked for already.
    """
    locked = User.objects.select_for_update().get(pk=user.pk)
    if locked.erase_at is not None and not _joins(locked, actor_key):
        raise ConflictError(_("Das Löschen ist schon beantragt."))
    data = {"case": case, "role": role} if actor_key else {}
    _record(ASKED_TO_GO, user, at=at, actor_key=actor_key or user.key, data=data)
    goes_at = locked.erase_at or at + TIME_TO_THINK
    if locked.erase_at is None:
        locked.erase_at, locked.keeps_certificates = goes_at, keeps_certificates
        locked.save(update_fields=["erase_at", "keeps_certificates"])
        _confirm(locked, goes_at, at)
    user.erase_at, user.keeps_certificates = goes_at, locked.keeps_certificates
    return goes_at


def _joins(user: User, actor_key: str) -> bool:
    """A guardian wants what the child asked for: the day stays; the child alone keeps nothing."""
    return bool(actor_key) and not speaks_alone(user) and erasure_asked_by(user) == user.key


@transaction.atomic
def cancel_erasure(*, user: User, at: datetime, actor_key: str = "", role: str = "") -> None:
    """Keep an account whose erasure was asked for; keeping one nobody asked for changes nothing.

    Args:
        user: Whose account.
        at: When.
        actor_key: Key of who keeps it on their behalf; "": the person.
        role: What they are to the person, such as ``guardian``.

    Raises:
        NotAllowedError: Somebody else asked for it, and a child cannot overrule them.
    """
    locked = User.objects.select_for_update().get(pk=user.pk)
    who = actor_key or user.key
    if locked.erase_at is not None:
        if not may_take_back(locked, who):
            raise NotAllowedError(_("Das kann nur zurücknehmen, wer das Löschen verlangt hat."))
        locked.erase_at, locked.keeps_certificates = None, False
        locked.save(update_fields=["erase_at", "keeps_certificates"])
        data = {"case": "", "role": role} if actor_key else {}
        _record("person.keep-account", user, at=at, actor_key=who, data=data)
    user.erase_at, user.keeps_certificates = None, False


@transaction.atomic
def erase_person(*, user: User, at: datetime, due: QuerySet[User] | None = None) -> bool:
    """Erase a person everywhere, at once, and write it into the ledger; safe to run twice.

    The apps above do their part inside the transaction (``person_erasing``): free seats, anonymous
    certificates, files. What the registry declares is done for every other table.

    Args:
        user: Who.
        at: When.
        due: Who is to go, asked again under the lock; None: whoever it is.

    Returns:
        False where the person was gone already, or is due no longer.
    """
    rows = User.objects.all() if due is None else due
    person = rows.select_for_update().filter(pk=user.pk).first()
    if person is None:
        return False
    end_sessions(user=person)
    _forget_sessions(person)
    person_erasing.send(sender=User, user=person, at=at)
    erase_rows(person)
    kind = PERSON_KEEPING if person.keeps_certificates else PERSON
    note_deletion(object_type=kind, object_key=person.key, at=at)
    record_event(action="person.erase", object_type="user", object_key=person.key, at=at)
    return True


def erase_all(*, people: QuerySet[User], at: datetime) -> int:
    """Erase people one by one; whoever cannot be erased now stays due and stops nobody else.

    Who thought better of it while the others were erased is found no more, and stays.
    """
    erased = 0
    for user in people:
        try:
            erased += erase_person(user=user, at=at, due=people)
        except Exception:
            logger.exception("a person could not be erased", extra={"object_key": user.key})
    return erased


def replay_deletions(*, at: datetime) -> int:
    """After a restore: delete again what stands in the ledger.

    Objects that are no people, such as classes, are told to the apps above (``deletion_replayed``);
    one that fails is logged and stops no other.

    Returns:
        How many accounts were back and are gone again.
    """
    entries = DeletionEntry.objects.filter(object_type__in=[PERSON, PERSON_KEEPING])
    wishes = dict(entries.order_by("pk").values_list("object_key", "object_type"))
    keeping = [key for key, kind in wishes.items() if kind == PERSON_KEEPING]
    back = User.objects.filter(key__in=entries.values("object_key"))
    back.update(keeps_certificates=False)
    back.filter(key__in=keeping).update(keeps_certificates=True)
    return erase_all(people=back, at=at) + _replay_objects(at)


def _replay_objects(at: datetime) -> int:
    others = DeletionEntry.objects.exclude(object_type__in=[PERSON, PERSON_KEEPING])
    gone = 0
    for kind, key in others.order_by("pk").values_list("object_type", "object_key"):
        answers = deletion_replayed.send_robust(
            sender=DeletionEntry, object_type=kind, object_key=key, at=at
        )
        gone += sum(number for _receiver, number in answers if isinstance(number, int))
    return gone


def _forget_sessions(user: User) -> None:
    """Sessions nobody listed: begun before sign-in, with the address that was to be confirmed."""
    addresses = set(addresses_of(user))
    store: Any = import_module(settings.SESSION_ENGINE).SessionStore
    for session in Session.objects.iterator():
        data = session.get_decoded()
        is_own = data.get(SESSION_KEY) == str(user.pk)
        if is_own or str(data.get(PENDING_EMAIL, "")).lower() in addresses:
            store(session.session_key).delete()


def _record(action: str, user: User, *, at: datetime, actor_key: str, data: dict[str, str]) -> None:
    record_event(
        action=action,
        object_type="user",
        object_key=user.key,
        actor_key=actor_key,
        person_key="" if actor_key == user.key else user.key,
        data=data,
        at=at,
    )


def _confirm(user: User, goes_at: datetime, at: datetime) -> None:
    if not user.email:
        return
    language = mails.language_of(user)
    with override(language):
        link = mails.absolute(reverse("accounts:erase"))
    mails.send(
        "email/erasure_asked",
        recipient=user.email,
        context={"user": user, "link": link, "goes_at": goes_at},
        language=language,
        key=f"erasure:{user.key}:{at.isoformat()}",
        person=user,
        at=at,
    )
