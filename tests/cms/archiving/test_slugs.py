import pytest

from cms.archiving.slugs import free_slug
from tests.factories.cms import course_page, framed_house


@pytest.mark.django_db
def test_no_two_pages_side_by_side_share_an_address():
    _partner, house = framed_house()
    assert free_slug(house, "Straße & Netz") == "strasse-netz"
    course_page(house, "Straße & Netz", slug="strasse-netz")
    assert free_slug(house, "Straße & Netz") == "strasse-netz-2"
    assert free_slug(house, "!") == "seite"
