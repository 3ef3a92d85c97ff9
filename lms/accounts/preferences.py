"""Which mails people want: what they chose, else what holds for everybody."""

from collections.abc import Iterable

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from lms.accounts.consent.queries import consenting, has_consent
from lms.accounts.enums import AccountKind, MailKind, Purpose
from lms.accounts.models import MailPreference, User

SALT = "lms.accounts.preferences.switch-off"
# Comes only to who agrees to that purpose; agreeing and withdrawing are the switch.
NEEDS_CONSENT = {MailKind.DIGEST: Purpose.DIGEST}
CHOSEN_HERE = tuple(kind for kind in MailKind if kind not in NEEDS_CONSENT)


def wants(user: User, kind: MailKind) -> bool:
    """Whether somebody wants a kind of mail; one query, two for what needs consent."""
    return bool(wanted_by([user], kind))


def wanted_by(people: Iterable[User], kind: MailKind) -> list[User]:
    """Those of the people who want a kind of mail; one query, two for what needs consent.

    Seats and groups of classes, who has no access and who waits for consent get nothing of that.
    """
    able = [user for user in people if _is_able(user)]
    if kind in NEEDS_CONSENT:
        agreed = consenting(able, NEEDS_CONSENT[kind])
        return [user for user in able if user.key in agreed]
    rows = MailPreference.objects.filter(kind=kind, user__in={user.pk for user in able})
    chosen = dict(rows.values_list("user", "is_on"))
    return [user for user in able if chosen.get(user.pk, True)]


def kinds_of(user: User) -> dict[MailKind, bool]:
    """Each kind of mail and whether somebody wants it; three queries."""
    chosen = dict(MailPreference.objects.filter(user=user).values_list("kind", "is_on"))
    return {
        kind: has_consent(user, NEEDS_CONSENT[kind])
        if kind in NEEDS_CONSENT
        else chosen.get(kind, True)
        for kind in MailKind
    }


def switch_off_path(user: User, kind: MailKind) -> str:
    """Where somebody switches a kind off without signing in, in the active language."""
    token = Signer(salt=SALT).sign_object([user.key, kind.value])
    return reverse("accounts:mails-off", args=[token])


def read_switch(token: str) -> tuple[User, MailKind] | None:
    """Whose switch an address is; None where it was not made by us, or nobody is there any more."""
    try:
        key, kind = Signer(salt=SALT).unsign_object(token)
        user = User.objects.filter(key=key).first()
        return (user, MailKind(kind)) if user else None
    except (BadSignature, ValueError, TypeError):
        return None


def _is_able(user: User) -> bool:
    is_somebody = user.kind in {AccountKind.PERSONAL, AccountKind.GUEST}
    return is_somebody and user.is_active and not user.pause_reason
