"""Partners translate their own courses through one page."""

import pytest

from cms.models import CoursePage
from tests.support import admin

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return admin.world()


def test_a_translation_is_made_and_leads_to_its_editors(world):
    url = f"/admin/uebersetzungen/{world.course.pk}/"
    client = admin.signed_in(world.people["author_a"])
    assert "Übersetzung anlegen" in client.get(url).content.decode()
    page = client.post(url, {"locale": "en"}, follow=True).content.decode()
    made = CoursePage.objects.get(locale__language_code="en")
    assert f"/admin/pages/{made.pk}/edit/" in page
    assert "aktuell" in page
    assert client.get(f"/admin/uebersetzungen/{made.pk}/").status_code == 200


@pytest.mark.parametrize(("locale", "status"), [("de", 409), ("xx", 404)])
def test_no_other_language(world, locale, status):
    client = admin.signed_in(world.people["author_a"])
    answer = client.post(f"/admin/uebersetzungen/{world.course.pk}/", {"locale": locale})
    assert answer.status_code == status
    assert CoursePage.objects.count() == 1
