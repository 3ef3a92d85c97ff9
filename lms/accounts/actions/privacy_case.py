"""Requests of people about their data: opened, answered within a month, reminded of."""

from calendar import monthrange
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _, override

from lms.accounts import mails
from lms.accounts.enums import CaseKind
from lms.accounts.models import PrivacyCase, User
from lms.common.errors import ConflictError
from lms.records.actions import record_event

REMIND_AFTER = timedelta(days=20)
ESCALATE_AFTER = timedelta(days=28)


@transaction.atomic
def open_case(*, kind: CaseKind, actor: User, at: datetime) -> PrivacyCase:
    """Open a case; its number goes on the letter, what was written stays on paper."""
    case = PrivacyCase.objects.create(
        kind=kind, opened_at=at, opened_by_key=actor.key, due_at=a_month_after(at)
    )
    _record("case.open", case, actor, at)
    return case


def a_month_after(moment: datetime) -> datetime:
    """The same day of the next month, or its last (Art. 12 (3) GDPR)."""
    year, month = divmod(moment.year * 12 + moment.month, 12)
    day = min(moment.day, monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)


@transaction.atomic
def close_case(*, case: PrivacyCase, actor: User, at: datetime) -> None:
    """Close a case that was answered.

    Raises:
        ConflictError: It is closed already.
    """
    changed = PrivacyCase.objects.filter(pk=case.pk, closed_at=None).update(
        closed_at=at, closed_by_key=actor.key
    )
    if not changed:
        raise ConflictError(_("Dieser Vorgang ist schon abgeschlossen."))
    _record("case.close", case, actor, at)


def remind_of_cases(*, at: datetime) -> int:
    """Remind city staff on day 20, on day 28 the data-protection officer, too; each once."""
    waiting = PrivacyCase.objects.filter(closed_at=None, opened_at__lte=at - REMIND_AFTER)
    for case in waiting:
        is_late = case.opened_at <= at - ESCALATE_AFTER
        _write(case, "case_due", Q(is_city_staff=True), at)
        if is_late:
            everybody = Q(is_city_staff=True) | Q(is_data_protection_officer=True)
            _write(case, "case_urgent", everybody, at)
    return len(waiting)


def _write(case: PrivacyCase, template: str, who: Q, at: datetime) -> None:
    people = User.objects.filter(who, is_active=True).exclude(email="").order_by("pk")
    for person in people:
        language = mails.language_of(person)
        with override(language):
            link = mails.absolute(reverse("privacy:cases"))
        mails.send(
            f"email/privacy_{template}",
            recipient=person.email,
            context={"user": person, "case": case, "link": link},
            language=language,
            key=f"{template}:{case.number}:{person.key}",
            person=person,
            at=at,
        )


def _record(action: str, case: PrivacyCase, actor: User, at: datetime) -> None:
    record_event(
        action=action,
        object_type="privacy-case",
        object_key=case.number,
        actor_key=actor.key,
        person_key=case.person_key,
        data={"role": "city"},
        at=at,
    )
