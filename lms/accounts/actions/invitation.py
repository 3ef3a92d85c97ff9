"""Inviting a person who will act for a partner or the city."""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _, override

from lms.accounts import mails
from lms.accounts.models import PendingConfirmation, User
from lms.accounts.queries import person_with_email
from lms.common.errors import ConflictError, DomainError
from lms.common.keys import new_key
from lms.records.actions import record_event

SALT = "lms.accounts.invitation"
INVITATION_LIFE = timedelta(days=14)


class InvitationError(DomainError):
    """The invitation is unknown, too old or already used."""


@transaction.atomic
def invite_person(
    *, email: str, display_name: str, invited_by: str, at: datetime, actor_key: str = ""
) -> User:
    """Find or create the account of an address and mail it a way in.

    Args:
        email: Where the invitation goes; one account per address.
        display_name: How the person is greeted; kept only for a new account.
        invited_by: Name of the house or person that invites, shown in the mail.
        at: When.
        actor_key: ``User.key`` of who did it, for the audit log.

    Raises:
        ConflictError: The account is deactivated.
    """
    email = email.strip().lower()
    user = person_with_email(email)
    if user is not None and not user.is_active:
        raise ConflictError(_("Dieses Konto ist gesperrt. Bitte zuerst wieder freischalten."))
    if user is None:
        user = _new_person(email, display_name)
    elif not _is_own(user):
        # Somebody registered this address and never confirmed it: their password must not count.
        user.set_unusable_password()
        user.display_name = display_name
        user.save(update_fields=["password", "display_name"])
        PendingConfirmation.objects.filter(user=user).delete()
    _send_invitation(user, invited_by, at)
    record_event(
        action="person.invite", object_type="user", object_key=user.key, at=at, actor_key=actor_key
    )
    return user


@transaction.atomic
def accept_invitation(*, user: User, password: str, display_name: str = "", at: datetime) -> None:
    """Set the password of an invited person; who has the mail has the address."""
    user.set_password(password)
    user.display_name = display_name.strip() or user.display_name
    user.save(update_fields=["password", "display_name"])
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    record_event(
        action="person.accept-invitation",
        object_type="user",
        object_key=user.key,
        at=at,
        actor_key=user.key,
    )


def invitation_token(user: User) -> str:
    """The secret part of the invitation's address; dies with the first password."""
    return signing.dumps([user.key, _state(user)], salt=SALT)


def invited_person(token: str) -> User:
    """Read an invitation.

    Raises:
        InvitationError: Unknown, older than 14 days, or used.
    """
    message = _("Diese Einladung gilt nicht mehr. Bitten Sie um eine neue.")
    try:
        key, state = signing.loads(token, salt=SALT, max_age=INVITATION_LIFE)
        user = User.objects.get(key=key, is_active=True)
    except (signing.BadSignature, ValueError, User.DoesNotExist):
        raise InvitationError(message) from None
    if state != _state(user):
        raise InvitationError(message)
    return user


def _state(user: User) -> str:
    return salted_hmac(SALT, f"{user.password}|{user.email}").hexdigest()[:20]


def _is_own(user: User) -> bool:
    """The account belongs to whoever reads the address's mail."""
    return bool(EmailAddress.objects.filter(user=user, verified=True).exists())


def _new_person(email: str, display_name: str) -> User:
    user = User(username=new_key(), email=email, display_name=display_name)
    user.set_unusable_password()
    user.save()
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=False)
    return user


def _send_invitation(user: User, invited_by: str, at: datetime) -> None:
    language = mails.language_of(user)
    with override(language):
        if user.has_usable_password():
            template = "email/access_granted"
            path = reverse("account_login")
        else:
            template = "email/invitation"
            path = reverse("accounts:invitation", args=[invitation_token(user)])
    mails.send(
        template,
        recipient=user.email,
        context={
            "user": user,
            "invited_by": invited_by,
            "link": mails.absolute(path),
            "days": INVITATION_LIFE.days,
        },
        language=language,
        key=f"invitation:{user.key}:{at.isoformat()}",
        person=user,
        at=at,
    )
