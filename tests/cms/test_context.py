import pytest
from django.core.cache import cache
from django.test import RequestFactory
from django.utils import translation

from cms.context import forget_frame, site_parts
from cms.models import FrameLink, SiteFrame, StandardPage
from tests.factories.cms import frame
from tests.support.world import build

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _frame():
    frame()


def test_frame_speaks_the_active_language_and_costs_nothing_when_cached(
    django_assert_num_queries,
):
    request = RequestFactory().get("/")
    titles = {}
    for code in ("de", "en"):
        with translation.override(code):
            titles[code] = [link.title for link in site_parts(request)["menu_footer"]]
    assert titles["de"] == ["Impressum", "Datenschutz", "Barrierefreiheit", "Hilfe"]
    assert titles["en"] == ["Imprint", "Privacy", "Accessibility", "Help"]
    with django_assert_num_queries(0):
        site_parts(request)


def test_draft_pages_are_not_linked():
    StandardPage.objects.filter(slug="hilfe").update(live=False)
    cache.clear()
    titles = [link.title for link in site_parts(RequestFactory().get("/"))["menu_footer"]]
    assert "Hilfe" not in titles


def test_site_without_frame_still_shows_pages():
    SiteFrame.objects.all().delete()
    forget_frame()
    assert site_parts(RequestFactory().get("/"))["menu_footer"] == []


def test_changed_menu_is_seen_after_forgetting():
    request = RequestFactory().get("/")
    site_parts(request)
    FrameLink.objects.all().delete()
    forget_frame()
    assert site_parts(request)["menu_main"] == []


def test_home_counts_courses_by_area_and_field(client):
    build()
    page = client.get("/de/")
    assert page.status_code == 200
    areas = {tile.code: tile.count for tile in page.context["areas"]}
    fields = {tile.code: tile.count for tile in page.context["fields"]}
    assert areas == {"early": 0, "school": 0, "higher": 0, "adult": 2}
    assert fields["education"] == 2
    assert [card.title for card in page.context["newest"]]
    assert page.cookies == {}


@pytest.mark.parametrize("code", ["de", "en"])
def test_footer_leads_to_the_four_pages_everywhere(client, code):
    html = client.get(f"/{code}/kurse/").content.decode()
    slugs = {
        "de": ["impressum", "datenschutz", "barrierefreiheit", "hilfe"],
        "en": ["imprint", "privacy", "accessibility", "help"],
    }
    for slug in slugs[code]:
        assert f"/{code}/{slug}/" in html
        assert client.get(f"/{code}/{slug}/").status_code == 200
