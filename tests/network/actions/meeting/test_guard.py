"""What every change of a meeting begins with."""

import pytest
from django.db import transaction

from lms.common.errors import ConflictError, NotAllowedError
from network.actions.meeting.guard import locked, stored
from network.models import Meeting, MeetingState
from network.queries.viewer import NOBODY
from tests.factories.meetings import NOW, MeetingFactory, staff

pytestmark = pytest.mark.django_db


def test_nobody_may_and_the_refusal_names_the_state():
    meeting = MeetingFactory(state=MeetingState.CANCELLED)
    with transaction.atomic():
        with pytest.raises(NotAllowedError):
            locked(meeting, NOBODY)
        with pytest.raises(ConflictError, match="abgesagt"):
            locked(meeting, staff(), states=(MeetingState.PLANNED,))


def test_what_calendars_learn_is_counted_apart():
    with transaction.atomic():
        row = locked(MeetingFactory(), staff())
        stored(row, NOW)
        stored(row, NOW, is_dated=True)
    assert Meeting.objects.values_list("version", "ics_sequence").get() == (2, 1)
