"""Words of a house for its certificates: kept, or given up for the usual ones."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from courses.models import CertificateTemplate
from lms.accounts.models import User
from lms.records.actions import record_event
from network.models import Partner

FIELDS = (
    "before_attendance",
    "after_attendance",
    "before_achievement",
    "after_achievement",
    "closing",
    "signatory_role",
)


@transaction.atomic
def save_certificate_template(
    *, partner: Partner, locale: str, words: Mapping[str, str], actor: User, at: datetime
) -> None:
    """Let certificates that are issued from now on carry these words.

    Args:
        partner: The house; the caller has checked the right to.
        locale: Language of the words, and of the certificates that will carry them.
        words: A text for each of ``FIELDS``, as ``WordingForm`` lets it through; "" for the usual.
        actor: Who does it.
        at: When.
    """
    texts = {name: words[name] for name in FIELDS}
    if not any(texts.values()):
        reset_certificate_template(partner=partner, locale=locale, actor=actor, at=at)
        return
    CertificateTemplate.objects.update_or_create(
        partner=partner, locale=locale, defaults={**texts, "changed_at": at}
    )
    _record("change", partner, locale, actor=actor, at=at)


@transaction.atomic
def reset_certificate_template(*, partner: Partner, locale: str, actor: User, at: datetime) -> None:
    """Go back to the usual words; nothing happens where there are no others."""
    number, _rows = CertificateTemplate.objects.filter(partner=partner, locale=locale).delete()
    if number:
        _record("reset", partner, locale, actor=actor, at=at)


def _record(action: str, partner: Partner, locale: str, *, actor: User, at: datetime) -> None:
    record_event(
        action=f"certificate_template.{action}",
        object_type="certificate_template",
        object_key=partner.key,
        at=at,
        actor_key=actor.key,
        partner_key=partner.key,
        data={"locale": locale},
    )
