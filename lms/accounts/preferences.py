"""Which mails people want: what they chose, else what holds for everybody."""

from collections.abc import Iterable

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from lms.accounts.enums import AccountKind, Decision, MailKind, Purpose
from lms.accounts.models import ConsentEvent, MailPreference, User

SALT = "lms.accounts.preferences.switch-off"
NEEDS_CONSENT = {MailKind.DIGEST}  # off until somebody agrees


def wants(user: User, kind: MailKind) -> bool:
    """Whether somebody wants a kind of mail; one query, two for what needs consent."""
    return bool(wanted_by([user], kind))


def wanted_by(people: Iterable[User], kind: MailKind) -> list[User]:
    """Those of the people who want a kind of mail; one query, two for what needs consent.

    Seats and groups of classes, who has no access and who waits for consent get nothing of that.
    """
    able = [user for user in people if _is_able(user)]
    rows = MailPreference.objects.filter(kind=kind, user__in={user.pk for user in able})
    chosen = dict(rows.values_list("user", "is_on"))
    if kind not in NEEDS_CONSENT:
        return [user for user in able if chosen.get(user.pk, True)]
    decided = _decisions(able)
    return [user for user in able if _is_agreed(chosen.get(user.pk), decided.get(user.key))]


def kinds_of(user: User) -> dict[MailKind, bool]:
    """Each kind of mail and whether somebody wants it; two queries."""
    chosen = dict(MailPreference.objects.filter(user=user).values_list("kind", "is_on"))
    decided = _decisions([user]).get(user.key)
    return {
        kind: _is_agreed(chosen.get(kind), decided)
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


def _is_agreed(chosen: bool | None, decided: str | None) -> bool:
    """Who agreed gets it until they switch it off; who refused or withdrew does not."""
    if decided in {Decision.REFUSED, Decision.WITHDRAWN}:
        return False
    return decided == Decision.GIVEN if chosen is None else chosen


def _decisions(people: list[User]) -> dict[str, str]:
    """The newest decision about the digest, by key; nothing of who never decided."""
    rows = ConsentEvent.objects.filter(
        purpose=Purpose.DIGEST, person_key__in={user.key for user in people}
    ).order_by("pk")
    return dict(rows.values_list("person_key", "decision"))
