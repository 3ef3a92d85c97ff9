"""Children, guardians and decisions, made through the actions."""

import re
from datetime import UTC, datetime, timedelta

from lms.accounts.actions import record_consent, register_child
from lms.accounts.actions.guardian import CODE_LIFE, draw_code
from lms.accounts.enums import AgeBand, Decision, Purpose
from lms.accounts.models import Guardian
from tests.factories.accounts import PASSWORD
from tests.support.mails import mails_to

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
DAY = timedelta(days=1)
ANNE, BEN = "anne@example.org", "ben@example.org"
NEW_TEXT = {
    "de": {"title": "Neue Fassung", "text": "Ganz neu."},
    "en": {"title": "New version", "text": "Brand new."},
}


def child(band=AgeBand.UNDER_14, emails=(ANNE,), at=NOW):
    """Just registered, so it waits."""
    return register_child(
        band=band, password=PASSWORD, guardian_emails=list(emails), language="de", at=at
    )


def confirmed(user, email=ANNE, at=NOW):
    """A guardian who has opened the link."""
    guardian = Guardian.objects.get(child=user, email=email)
    guardian.confirmed_at = guardian.confirmed_at or at
    guardian.save()
    return guardian


def decide(user, decision=Decision.GIVEN, *, guardian=None, version=1, at=NOW):
    record_consent(
        user=user, purpose=Purpose.ACCOUNT, decision=decision, version=version,
        guardian=guardian, at=at,
    )  # fmt: skip
    user.refresh_from_db()


def learning_child(band=AgeBand.UNDER_14, emails=(ANNE,), at=NOW):
    """A child everybody has agreed to."""
    user = child(band, emails, at)
    if band == AgeBand.FROM_14:
        decide(user, at=at)
    for email in emails:
        decide(user, guardian=confirmed(user, email, at), at=at)
    assert user.pause_reason == ""
    return user


def code_for(guardian, at=NOW):
    return draw_code(guardian=guardian, life=CODE_LIFE, at=at)


def typed_code(message):
    """The code of a guardian's mail."""
    return re.search(r"^\s+(\w{4}-\w{4}-\w{4}-\w{4})$", message.text, re.MULTILINE)[1]


def newest_mail(address=ANNE):
    return mails_to(address)[-1]
