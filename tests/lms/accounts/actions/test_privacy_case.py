from datetime import UTC, datetime, timedelta

import pytest

from lms.accounts.actions.privacy_case import (
    a_month_after,
    close_case,
    open_case,
    remind_of_cases,
)
from lms.accounts.enums import CaseKind
from lms.common.errors import ConflictError
from lms.records.models import AuditEvent, OutboxMessage
from tests.factories.accounts import StaffFactory, UserFactory
from tests.factories.courses import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("start", "end"),
    [((2026, 1, 31), (2026, 2, 28)), ((2026, 11, 24), (2026, 12, 24)),
     ((2026, 12, 5), (2027, 1, 5))],
)  # fmt: skip
def test_the_law_gives_a_month(start, end):
    assert a_month_after(datetime(*start, tzinfo=UTC)) == datetime(*end, tzinfo=UTC)


def test_a_case_is_closed_once():
    actor = StaffFactory()
    case = open_case(kind=CaseKind.OBJECTION, actor=actor, at=NOW)
    close_case(case=case, actor=actor, at=NOW + DAY)
    with pytest.raises(ConflictError):
        close_case(case=case, actor=actor, at=NOW + 2 * DAY)
    case.refresh_from_db()
    assert (case.closed_at, case.closed_by_key) == (NOW + DAY, actor.key)
    actions = AuditEvent.objects.order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["case.open", "case.close"]


def sent(at):
    remind_of_cases(at=at)
    rows = OutboxMessage.objects.order_by("pk").values_list("kind", "recipient")
    return [tuple(row) for row in rows]


def test_staff_are_reminded_on_day_20_the_officer_on_day_28():
    staff = StaffFactory()
    officer = UserFactory(is_data_protection_officer=True)
    case = open_case(kind=CaseKind.EXPORT, actor=staff, at=NOW)
    assert sent(NOW + 19 * DAY) == []
    first = ("privacy_case_due", staff.email)
    assert sent(NOW + 20 * DAY) == [first]
    assert sent(NOW + 27 * DAY) == [first], "once"
    urgent = [("privacy_case_urgent", staff.email), ("privacy_case_urgent", officer.email)]
    assert sent(NOW + 28 * DAY) == [first, *urgent]
    assert sent(NOW + 29 * DAY) == [first, *urgent]
    assert "24. Dezember 2026" in OutboxMessage.objects.last().text
    close_case(case=case, actor=staff, at=NOW + 29 * DAY)
    assert remind_of_cases(at=NOW + 40 * DAY) == 0
