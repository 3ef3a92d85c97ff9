"""Meetings and bridges for the walk through all routes; made anew where a request was undone."""

from typing import Any

from courses.models import Bridge
from network.models import AgendaItem, Decision, Meeting
from tests.factories.courses import CourseFactory
from tests.factories.meetings import NOW, DecisionFactory, MeetingFactory


class MeetingThings:
    """One of each; ``world`` is the page tree with its two houses."""

    world: Any

    @property
    def meeting(self) -> Any:
        """A quarterly one."""
        return Meeting.objects.first() or MeetingFactory()

    @property
    def item(self) -> Any:
        """On its agenda."""
        facts = {"position": 0, "source": "manual", "kind": "free", "title": "Punkt"}
        found = AgendaItem.objects.first()
        return found or AgendaItem.objects.create(meeting=self.meeting, **facts)

    @property
    def decision(self) -> Any:
        """On that item."""
        found = Decision.objects.first()
        return found or DecisionFactory(meeting=self.meeting, item=self.item)

    @property
    def bridge(self) -> Any:
        """Between a course of house A and one of a third house."""
        found = Bridge.objects.first()
        if found is None:
            ends = {"before": CourseFactory(partner=self.world.a), "after": CourseFactory()}
            found = Bridge.objects.create(reason="Passt.", confirmed_at=NOW, **ends)
        return found
