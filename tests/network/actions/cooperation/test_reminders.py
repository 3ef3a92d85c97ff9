"""Reminders of the end and of the next step."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from lms.records.models import OutboxMessage
from network.enums import CooperationState as S
from network.tasks import sweep_cases
from tests.support.cases import NOW, cast, coordinator

pytestmark = pytest.mark.django_db


def sweep(at, times=1):
    with pytest.MonkeyPatch.context() as clock:
        clock.setattr(timezone, "now", lambda: at)
        for _time in range(times):
            sweep_cases()


def kinds():
    return sorted(OutboxMessage.objects.values_list("kind", "recipient"))


def test_a_request_sent_again_is_reminded_of_again():
    from network.actions.cooperation import course, request

    scene = cast(S.REQUESTED)
    sweep(NOW + timedelta(days=21))
    later = NOW + timedelta(days=40)
    course.reopen(cooperation=scene.case, by=scene.by(note="Noch einmal"), at=later)
    request.request_cooperation(cooperation=scene.case, message="", by=scene.by(), at=later)
    OutboxMessage.objects.all().delete()
    sweep(later + timedelta(days=11), times=2)
    assert len(kinds()) == 2


def test_a_new_end_asks_anew():
    from network.actions.cooperation.terms import edit_case
    from tests.support.cases import terms

    scene = cast(S.RUNNING, ends_on=date(2026, 12, 31))
    sweep(datetime(2027, 2, 1, 12, tzinfo=UTC))
    edit_case(
        cooperation=scene.case, by=scene.by(), at=NOW,
        terms=terms(scene.a, scene.b, ends_on=date(2027, 3, 31)),
    )  # fmt: skip
    sweep(datetime(2027, 3, 1, 12, tzinfo=UTC))
    assert len(kinds()) == 1
    sweep(datetime(2027, 5, 1, 12, tzinfo=UTC), times=2)
    assert len(kinds()) == 2


@pytest.mark.parametrize("is_theirs", [True, False])
def test_the_next_step_is_recalled_once_on_its_day(is_theirs):
    from network.actions.cooperation.remarks import set_next_step

    scene = cast(S.IN_TALKS)
    coordinator("education", mailbox="bildung@example.org")
    set_next_step(
        cooperation=scene.case, step="Termin finden", due=date(2026, 12, 3),
        whose=scene.b if is_theirs else None, by=scene.by(), at=NOW,
    )  # fmt: skip
    sweep(datetime(2026, 12, 2, 12, tzinfo=UTC))
    assert kinds() == []
    sweep(datetime(2026, 12, 8, 12, tzinfo=UTC), times=2)  # five days down
    wanted = "birke@example.org" if is_theirs else "bildung@example.org"
    assert kinds() == [("case_step", wanted)]
    set_next_step(
        cooperation=scene.case, step="Raum finden", due=date(2026, 12, 10), whose=scene.b,
        by=scene.by(), at=NOW,
    )  # fmt: skip
    sweep(datetime(2026, 12, 10, 12, tzinfo=UTC), times=2)
    assert len(kinds()) == 2
