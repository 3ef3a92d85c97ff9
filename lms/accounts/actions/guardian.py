"""Guardians: how they come in, by link or code, and how their access ends."""

from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _, override

from lms.accounts import codes, mails
from lms.accounts.actions.consent import refresh_pause
from lms.accounts.actions.recovery import drop_guardian_codes
from lms.accounts.consent.queries import guardian_with_code, is_pending
from lms.accounts.enums import AccountKind, AgeBand
from lms.accounts.models import Guardian, GuardianCode, User
from lms.common.errors import ConflictError, DomainError
from lms.common.throttle import count_try
from lms.records.actions import record_event
from lms.records.models import OutboxMessage

GROUPS = 4  # sixteen letters, about 77 bits: one code for the link and for typing
OWNER = "guardian-code"
CODE_LIFE = timedelta(days=7)
CLASS_CODE_LIFE = timedelta(days=14)  # it travels in a school bag
MOST_GUARDIANS = 4
MOST_MAILS = 10  # to one address in a day: nobody's mailbox is flooded through us
DAY = 24 * 3600  # seconds


class CodeError(DomainError):
    """The code is unknown, used or too old: the same words for all."""


@transaction.atomic
def name_guardian(*, child: User, email: str, at: datetime) -> Guardian:
    """Note whom to ask for consent; the same address again finds the same guardian.

    Without an address it is one more person, who will sign on paper.

    Raises:
        ConflictError: There are already as many as a child may name.
    """
    email = email.strip().lower()
    # In a row: two forms sent at once must not name one address twice.
    User.objects.select_for_update().get(pk=child.pk)
    rows = Guardian.objects.filter(child=child, ended_at=None, is_by_class=False)
    found = rows.filter(email=email).first() if email else None
    if found is not None:
        return found
    if rows.count() >= MOST_GUARDIANS:
        raise ConflictError(_("Mehr Personen können hier nicht genannt werden."))
    return Guardian.objects.create(child=child, email=email, created_at=at)


def ask_guardian(*, guardian: Guardian, at: datetime) -> None:
    """Mail a way in to the page of the child, unless the address had enough mails today."""
    matter = "asked" if is_pending(guardian.child) else "paused"
    send_code(guardian=guardian, template=f"email/guardian_{matter}", at=at)


@transaction.atomic
def send_code(
    *, guardian: Guardian, template: str, at: datetime, key: str = "", language: str = ""
) -> None:
    """Mail a guardian a fresh link and code with the words of ``template``.

    In the child's language, where the guardian's is not known.

    Nothing happens without an address, for a ``key`` that was sent already, and, silently, for
    an address that had ``MOST_MAILS`` in a day.
    """
    if not guardian.email or (key and OutboxMessage.objects.filter(key=key).exists()):
        return
    if count_try(f"guardian-mail:{guardian.email}", seconds=DAY) > MOST_MAILS:
        return
    code = draw_code(guardian=guardian, life=CODE_LIFE, at=at)
    language = language or mails.language_of(guardian.child)
    with override(language):
        link = mails.absolute(reverse("guardian:link", args=[code]))
        page = mails.absolute(reverse("guardian:enter"))
    mails.send(
        template,
        recipient=guardian.email,
        context={
            "username": guardian.child.username,
            "link": link,
            "code": code,
            "code_page": page,
            "days": CODE_LIFE.days,
        },
        language=language,
        key=key,
        at=at,
    )


@transaction.atomic
def draw_code(*, guardian: Guardian, life: timedelta, at: datetime) -> str:
    """Draw a code, the only time it exists in the clear."""
    code = codes.draw(GROUPS)
    GuardianCode.objects.create(
        guardian=guardian,
        code_hash=code_hash(code),
        created_at=at,
        expires_at=at + life,
    )
    return code


def code_hash(code: str) -> str:
    """What is stored of a code; the code alone must find its row."""
    return codes.hashed(code, owner=OWNER)


@transaction.atomic
def use_code(*, code: str, at: datetime) -> Guardian:
    """Use a code up and return whose it is; who has the mail has proved the address.

    Raises:
        CodeError: Unknown, used or too old.
    """
    guardian = guardian_with_code(code_hash(code), at)
    taken = GuardianCode.objects.filter(code_hash=code_hash(code), used_at=None).update(used_at=at)
    if guardian is None or not taken:
        raise CodeError(_("Dieser Code gilt nicht oder nicht mehr. Bitten Sie um einen neuen."))
    if guardian.confirmed_at is None:
        guardian.confirmed_at = at
        guardian.save(update_fields=["confirmed_at"])
    return guardian


def send_new_links(*, email: str, at: datetime) -> None:
    """Mail a new link for each child this address stands for, in the language of the page.

    An address nobody named is told so by mail, as at a reset of the password: that takes as long.
    """
    email, language = email.strip().lower(), mails.language_of(None)
    rows = list(Guardian.objects.filter(email=email, ended_at=None).select_related("child"))
    for guardian in rows:
        send_code(guardian=guardian, template="email/guardian_link", at=at, language=language)
    if not rows and count_try(f"guardian-mail:{email}", seconds=DAY) <= MOST_MAILS:
        mails.send(
            "email/guardian_unknown",
            recipient=email,
            context={},
            language=language,
            at=at,
        )


@transaction.atomic
def invite_guardian_of_seat(*, seat: User, actor_key: str, at: datetime) -> tuple[Guardian, str]:
    """Let the guardian of a pupil look at the seat; the class lead hands the code out.

    The class rests on the school's task, so this guardian is asked for no consent.

    Raises:
        ConflictError: Not the seat of a class, or as many look at it as may.
    """
    if seat.kind != AccountKind.SEAT:
        raise ConflictError(_("Das ist kein Platz einer Klasse."))
    User.objects.select_for_update().get(pk=seat.pk)
    if Guardian.objects.filter(child=seat, ended_at=None).count() >= MOST_GUARDIANS:
        raise ConflictError(_("Mehr Personen können hier nicht genannt werden."))
    guardian = Guardian.objects.create(child=seat, is_by_class=True, created_at=at)
    return guardian, _code_of_seat(guardian, actor_key, at)


@transaction.atomic
def renew_code_of_seat(*, guardian: Guardian, actor_key: str, at: datetime) -> str:
    """Draw a guardian of a seat another code; one that was not used ends.

    A code opens the page once, and this guardian has no address to send the next one to.
    """
    guardian.codes.filter(used_at=None).update(used_at=at)
    return _code_of_seat(guardian, actor_key, at)


def _code_of_seat(guardian: Guardian, actor_key: str, at: datetime) -> str:
    record_event(
        action="guardian.invite",
        object_type="guardian",
        object_key=guardian.key,
        at=at,
        actor_key=actor_key,
        person_key=guardian.child.key,
    )
    return draw_code(guardian=guardian, life=CLASS_CODE_LIFE, at=at)


@transaction.atomic
def end_guardian(*, guardian: Guardian, actor_key: str, at: datetime) -> None:
    """End somebody's access to a child; from now on the others decide."""
    guardian.ended_at = at
    guardian.email = ""  # nothing more is ever sent there
    guardian.save(update_fields=["ended_at", "email"])
    guardian.codes.filter(used_at=None).update(used_at=at)
    guardian.forms.filter(entered_at=None).delete()
    drop_guardian_codes(user=guardian.child)
    record_event(
        action="guardian.end",
        object_type="guardian",
        object_key=guardian.key,
        at=at,
        actor_key=actor_key,
        person_key=guardian.child.key,
    )
    refresh_pause(user=guardian.child, at=at)


@transaction.atomic
def end_grown_up(*, user: User, at: datetime) -> None:
    """End every guardian's access once the person is of age (P09)."""
    if user.age_band != AgeBand.ADULT:
        return
    for guardian in Guardian.objects.filter(child=user, ended_at=None):
        end_guardian(guardian=guardian, actor_key="", at=at)
