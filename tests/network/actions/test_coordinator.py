"""Naming coordinators."""

from datetime import UTC, date, datetime, timedelta

import pytest

from lms.common.errors import NotAllowedError
from lms.records.models import AuditEvent
from lms.taxonomy.models import ActionField
from network.actions.coordinator import (
    Appointment,
    CoordinatorDatesError,
    appoint_coordinator,
    end_coordinator,
)
from network.models import Coordinator
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 26)


def appointment(user, **facts):
    field = ActionField.objects.get(code="energy")
    return Appointment(**{"field": field, "user": user, "starts_on": TODAY, **facts})


def test_appointing_again_changes_the_one_row_and_is_recorded():
    user = UserFactory()
    appoint_coordinator(appointment=appointment(user), actor=None, at=NOW)
    appoint_coordinator(
        appointment=appointment(user, is_deputy=True, quarterly_quota=3), actor=None, at=NOW
    )
    row = Coordinator.objects.get()
    assert (row.is_deputy, row.quarterly_quota) == (True, 3)
    events = AuditEvent.objects.filter(action="coordinator.appoint", object_key=user.key)
    assert [event.data["is_deputy"] for event in events] == [True, False]


def test_whoever_coordinates_needs_a_second_factor():
    user = UserFactory()
    appoint_coordinator(appointment=appointment(user), actor=None, at=NOW)
    user.refresh_from_db()
    assert user.requires_second_factor


def test_only_city_staff_appoint_and_end():
    user = UserFactory()
    with pytest.raises(NotAllowedError):
        appoint_coordinator(appointment=appointment(user), actor=user, at=NOW)
    row = appoint_coordinator(
        appointment=appointment(user), actor=UserFactory(is_city_staff=True), at=NOW
    )
    with pytest.raises(NotAllowedError):
        end_coordinator(coordinator=row, on=TODAY, actor=user, at=NOW)
    assert Coordinator.objects.get().ends_on is None


def test_an_end_before_the_beginning_is_refused():
    with pytest.raises(CoordinatorDatesError):
        appoint_coordinator(
            appointment=appointment(UserFactory(), ends_on=TODAY - timedelta(days=1)),
            actor=None, at=NOW,
        )  # fmt: skip
    assert not Coordinator.objects.exists()


def test_ending_before_it_began_takes_it_back():
    begun = appoint_coordinator(appointment=appointment(UserFactory()), actor=None, at=NOW)
    later = appoint_coordinator(
        appointment=appointment(UserFactory(), starts_on=TODAY + timedelta(days=9)),
        actor=None, at=NOW,
    )  # fmt: skip
    end_coordinator(coordinator=begun, on=TODAY, actor=None, at=NOW)
    end_coordinator(coordinator=later, on=TODAY, actor=None, at=NOW)
    assert list(Coordinator.objects.values_list("pk", "ends_on")) == [(begun.pk, TODAY)]
