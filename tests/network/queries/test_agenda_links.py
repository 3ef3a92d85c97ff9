"""Where items of an agenda lead."""

import pytest

from network.models import AgendaItem
from network.queries.agenda_links import linked
from tests.factories.meetings import DecisionFactory, MeetingFactory

pytestmark = pytest.mark.django_db


def item(meeting, kind, object_type="", key=""):
    return AgendaItem.objects.create(
        meeting=meeting, position=0, source="auto", kind=kind, title="X",
        object_type=object_type, object_key=key,
    )  # fmt: skip


def test_a_decision_leads_to_the_minutes_it_comes_from():
    decision, meeting = DecisionFactory(), MeetingFactory()
    rows = [
        item(meeting, "open_decisions", "decision", decision.key),
        item(meeting, "open_decisions", "decision", "weg"),
        item(meeting, "free"),
        item(meeting, "gaps", "unbekannt", "x"),
    ]
    addresses = [address for _row, address in linked(rows)]
    assert addresses == [f"/de/netzwerk/treffen/{decision.meeting.key}/mappe/", "", "", ""]
