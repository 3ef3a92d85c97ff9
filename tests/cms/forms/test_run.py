"""What is typed about a run becomes a plan."""

from datetime import UTC, datetime

from cms.forms.run import RunForm
from courses.actions.run import RunPlan
from courses.enums import Mode


def test_times_are_those_of_the_site():
    form = RunForm(
        {
            "starts_at": "2026-12-03T18:00", "ends_at": "2026-12-03T20:00", "mode": "on_site",
            "has_waiting_list": "on",
        }
    )  # fmt: skip
    assert form.is_valid()
    assert form.plan() == RunPlan(
        starts_at=datetime(2026, 12, 3, 17, 0, tzinfo=UTC),
        ends_at=datetime(2026, 12, 3, 19, 0, tzinfo=UTC),
        mode=Mode.ON_SITE,
    )


def test_pickers_of_the_browser_get_what_they_understand():
    form = RunForm(initial={"starts_at": datetime(2026, 12, 3, 17, 0, tzinfo=UTC)})
    html = str(form["starts_at"])
    assert 'type="datetime-local"' in html
    assert 'value="2026-12-03T18:00"' in html


def test_seats_are_counted_from_one():
    form = RunForm({"starts_at": "2026-12-03T18:00", "mode": "online", "capacity": "0"})
    assert list(form.errors) == ["ends_at", "capacity"]
