"""Erasing a person: asked for, thought over for fourteen days, done, and done again."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _, override

from lms.accounts import mails
from lms.accounts.actions.people import end_sessions
from lms.accounts.models import User
from lms.accounts.privacy.erasing import erase_rows
from lms.accounts.privacy.persons import addresses_of
from lms.accounts.signals import person_erasing
from lms.common.errors import ConflictError
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
    goes_at = at + TIME_TO_THINK
    changed = User.objects.filter(pk=user.pk, erase_at=None).update(
        erase_at=goes_at, keeps_certificates=keeps_certificates
    )
    if not changed:
        raise ConflictError(_("Das Löschen ist schon beantragt."))
    user.erase_at, user.keeps_certificates = goes_at, keeps_certificates
    data = {"case": case, "role": role} if actor_key else {}
    _record("person.ask-erasure", user, at=at, actor_key=actor_key or user.key, data=data)
    if user.email:
        _confirm(user, goes_at, at)
    return goes_at


@transaction.atomic
def cancel_erasure(*, user: User, at: datetime, actor_key: str = "", role: str = "") -> None:
    """Keep an account whose erasure was asked for; keeping one nobody asked for changes nothing.

    Args:
        user: Whose account.
        at: When.
        actor_key: Key of who keeps it on their behalf; "": the person.
        role: What they are to the person, such as ``guardian``.
    """
    changed = User.objects.filter(pk=user.pk, erase_at__isnull=False).update(
        erase_at=None, keeps_certificates=False
    )
    user.erase_at, user.keeps_certificates = None, False
    if changed:
        data = {"case": "", "role": role} if actor_key else {}
        _record("person.keep-account", user, at=at, actor_key=actor_key or user.key, data=data)


@transaction.atomic
def erase_person(*, user: User, at: datetime) -> bool:
    """Erase a person everywhere, at once, and write it into the ledger; safe to run twice.

    The apps above do their part inside the transaction (``person_erasing``): free seats, anonymous
    certificates, files. What the registry declares is done for every other table.

    Returns:
        False where the person was gone already.
    """
    person = User.objects.select_for_update().filter(pk=user.pk).first()
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


def erase_all(*, people: Iterable[User], at: datetime) -> int:
    """Erase people one by one; whoever cannot be erased now stays due and stops nobody else."""
    erased = 0
    for user in people:
        try:
            erased += erase_person(user=user, at=at)
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
    return erase_all(people=list(back), at=at) + _replay_objects(at)


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
