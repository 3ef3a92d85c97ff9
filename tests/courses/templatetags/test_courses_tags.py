"""Courses on the pages of apps below."""

import pytest

from tests.support.world import build

pytestmark = pytest.mark.django_db


def test_partner_page_lists_its_published_courses_only(client):
    world = build()
    own = client.get(f"/de/partner/{world.partner.slug}/").content.decode()
    assert "Sichere Konten" in own
    assert f"/de/kurse/{world.course.key}-" in own
    assert "Roboter im Alltag" not in own
    other = client.get(f"/de/partner/{world.other.slug}/").content.decode()
    assert "Roboter im Alltag" in other
    assert "Sichere Konten" not in other
