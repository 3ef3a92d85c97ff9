import pytest
from django.core.cache import cache
from django.test import RequestFactory
from django.utils import translation

from cms.context import forget_frame, site_parts
from cms.models import (
    CourseIndexPage,
    FrameLink,
    PartnerIndexPage,
    SiteFrame,
    StandardPage,
)
from courses.models import Course
from tests.factories.cms import course_page, document, frame, lesson_page, partner_with_page
from tests.factories.courses import QuestionVersionFactory
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


def test_forms_lead_to_the_page_about_privacy_in_the_active_language():
    found = {}
    for code in ("de", "en"):
        with translation.override(code):
            found[code] = site_parts(RequestFactory().get("/"))["privacy_url"]
    assert found == {"de": "/de/datenschutz/", "en": "/en/privacy/"}


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


def preview(page):
    return page.make_preview_request().content.decode()


def test_preview_shows_the_draft_through_the_players_look():
    course = course_page(partner_with_page()[1])
    assert "Dieser Kurs hat noch keine Lektion." in preview(course)
    version, film = QuestionVersionFactory(), document("film.mp4", b"0000", "Film")
    quiz = {"title": "Probe", "is_required": True, "pass_percent": 60, "attempts": 0,
            "shuffles": False, "parts": [{"version": version.pk}],
            "draws": [{"tag": "Konto", "number": 2}]}  # fmt: skip
    body = [
        ("text", "<p>Entwurf<script>alert(1)</script></p>"),
        ("video", {"title": "Film", "file": film, "captions": None, "transcript": "Gesagtes"}),
        ("quiz", quiz),
        ("reflection", {"prompt": "Und Sie?"}),
    ]
    lesson = lesson_page(course, "Erste Schritte", body)
    lesson_page(course, "Zweite Schritte", [])
    html = preview(lesson)
    for expected in (
        "Entwurf", film.url, "Probe", "Ein Test mit einer Frage.", "„Konto“", "Und Sie?",
        "<strong>Erste Schritte</strong>", "Zweite Schritte", "Vorschau",
    ):  # fmt: skip
        assert expected in html, expected
    assert "alert(1)" not in html
    assert "%%file" not in html
    assert version.content["prompt"] not in html
    assert "<strong>Erste Schritte</strong>" in preview(course)
    assert not Course.objects.exists()


def test_preview_of_an_empty_lesson_says_so():
    course = course_page(partner_with_page()[1])
    assert "Diese Lektion ist noch leer." in preview(lesson_page(course, body=[]))


@pytest.mark.parametrize(
    ("model", "path"), [(CourseIndexPage, "kurse"), (PartnerIndexPage, "partner")]
)
def test_introductions_stand_above_the_lists(client, model, path):
    page = model.objects.get(locale__language_code="de")
    page.intro = "Einleitung aus Chóśebuz"
    page.save_revision().publish()
    assert "Einleitung aus Chóśebuz" in client.get(f"/de/{path}/").content.decode()
    assert "Einleitung aus Chóśebuz" not in client.get(f"/en/{path}/").content.decode()
