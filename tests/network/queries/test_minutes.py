"""Minutes to read."""

from datetime import date

import pytest

from network.models import MinutesVersion
from network.queries.minutes import live_content, minutes_of
from tests.factories.meetings import NOW, START, DecisionFactory, MeetingFactory
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("number", [1, 3])
def test_as_they_stand_until_they_are_final(number):
    meeting = MeetingFactory()
    for position in range(number):
        item = meeting.items.create(
            position=position, source="manual", kind="free", title=f"P{position}"
        )
        DecisionFactory(meeting=meeting, item=item, due=date(2027, 2, 1))
    meeting.items.create(position=9, source="manual", kind="free", title="weg", is_dropped=True)
    with expect_statements(5):
        found = minutes_of(meeting)
    assert found.version is None
    assert found.content["meeting"]["starts_at"] == START
    assert [item["title"] for item in found.content["items"]] == [f"P{n}" for n in range(number)]
    assert found.content["items"][0]["decisions"][0]["due"] == date(2027, 2, 1)


def test_versions():
    meeting = MeetingFactory()
    for number in (1, 2):
        MinutesVersion.objects.create(
            meeting=meeting, number=number, content=live_content(meeting), at=NOW, actor_role="city"
        )
    with expect_statements(1):
        assert minutes_of(meeting).version.number == 2
    assert minutes_of(meeting, 1).version.number == 1
    assert minutes_of(meeting, 3) is None
