"""The demonstration's learning paths: through the actions, once, shown to everybody."""

from datetime import UTC, datetime

import pytest

from cms.demo.paths import load_paths
from courses.enums import PathState
from courses.models import LearningPath, PathAgreement
from courses.queries.labels import catalogue_stamp
from courses.queries.path.public import published_paths
from lms.records.models import AuditEvent
from tests.support.demonstration import demonstration
from tests.support.pages import words

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)


def test_two_paths_across_houses_stand_in_the_catalogue(client):
    demonstration()
    partners, city = published_paths(catalogue_stamp(), "de")
    if city.partner is not None:
        partners, city = city, partners
    assert city.partner is None
    assert len(city.offered) == 4
    assert len(city.partner_names) == 4
    assert [step.passage is not None for step in city.steps] == [False, True, False, False]
    assert all(step.transition for step in city.steps[1:])
    assert partners.partner.slug == "volkshochschule-spreeaue"
    assert [row.agrees for row in PathAgreement.objects.filter(path__key=partners.key)] == [True]
    events = AuditEvent.objects.filter(action="path.answer")
    assert [event.data for event in events] == [{"agrees": True}]
    load_paths({}, at=NOW)  # everything is there: no title is looked up
    assert LearningPath.objects.filter(state=PathState.PUBLISHED).count() == 2
    html = words(client.get(city.url))
    assert "Was die Kita mit Mustern und Robotern begann" in html
    assert "Schritt 4" in html
