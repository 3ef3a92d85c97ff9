from datetime import UTC, datetime

import pytest

from cms.forms.schedule import ScheduleForm

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("begin", "end", "wrong"),
    [("", "", []), ("2026-12-01T08:00", "", []), ("2026-12-01T08:00", "2026-12-02T08:00", []),
     ("2026-11-24T08:00", "", ["go_live_at"]), ("", "2020-01-01T08:00", ["expire_at"]),
     ("2026-12-02T08:00", "2026-12-01T08:00", ["expire_at"]), ("morgen", "", ["go_live_at"])],
)  # fmt: skip
def test_days_lie_ahead_and_in_order(begin, end, wrong):
    form = ScheduleForm({"go_live_at": begin, "expire_at": end}, at=NOON)
    assert sorted(form.errors) == wrong
