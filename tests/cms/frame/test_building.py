import re

import pytest
from django.core.management import call_command
from wagtail.models import Page, Site

from cms.frame import build_frame
from cms.models import ArticlePage, FrameLink, HomePage, SiteFrame, StandardPage
from tests.factories.courses import NOW

pytestmark = pytest.mark.django_db


def test_every_language_gets_the_same_tree():
    build_frame(languages=["de", "en"], at=NOW)
    homes = HomePage.objects.order_by("pk")
    assert [home.locale.language_code for home in homes] == ["de", "en"]
    assert homes[0].translation_key == homes[1].translation_key
    slugs = [sorted(p.slug for p in StandardPage.objects.child_of(home)) for home in homes]
    assert slugs == [
        ["barrierefreiheit", "datenschutz", "hilfe", "impressum"],
        ["accessibility", "help", "imprint", "privacy"],
    ]
    assert Site.objects.get(is_default_site=True).root_page.pk == homes[0].pk


def test_what_only_the_operator_knows_is_marked():
    build_frame(languages=["de", "en"], at=NOW)
    marked = StandardPage.objects.filter(is_placeholder=True).values_list("slug", flat=True)
    assert sorted(marked) == [
        "accessibility", "barrierefreiheit", "datenschutz", "impressum", "imprint", "privacy",
    ]  # fmt: skip


def test_building_again_changes_nothing_and_keeps_what_editors_wrote():
    build_frame(languages=["de", "en"], at=NOW)
    page = StandardPage.objects.get(slug="impressum")
    page.title = "Impressum der Stadt"
    page.is_placeholder = False
    page.save_revision().publish()
    FrameLink.objects.all().delete()
    pages = Page.objects.count()
    assert build_frame(languages=["de", "en"], at=NOW) == 0
    assert Page.objects.count() == pages
    assert StandardPage.objects.get(slug="impressum").title == "Impressum der Stadt"
    assert not FrameLink.objects.exists()


def test_a_site_that_had_no_page_about_privacy_for_its_forms_gets_one():
    build_frame(languages=["de", "en"], at=NOW)
    SiteFrame.objects.update(privacy_page=None)
    build_frame(languages=["de", "en"], at=NOW)
    assert SiteFrame.objects.get().privacy_page.slug == "datenschutz"


def test_prepared_language_gets_german_words():
    build_frame(languages=["de", "dsb"], at=NOW)
    home = HomePage.objects.get(locale__language_code="dsb")
    assert home.headline == HomePage.objects.get(locale__language_code="de").headline


def test_wagtails_welcome_is_gone(capsys):
    call_command("load_site")
    assert not Page.objects.filter(title__startswith="Welcome").exists()
    assert "pages made" in capsys.readouterr().out


def test_one_article_greets_in_every_language_and_stays_deleted():
    build_frame(languages=["de", "en"], at=NOW)
    first, second = ArticlePage.objects.order_by("pk")
    assert (first.slug, second.slug) == ("so-fangen-sie-an", "how-to-begin")
    assert first.translation_key == second.translation_key
    assert first.published_on == NOW.date()
    for article in (first, second):
        article.delete()
    build_frame(languages=["de", "en"], at=NOW)
    assert not ArticlePage.objects.exists()


@pytest.mark.parametrize("slug", ["hilfe", "help"])
def test_the_help_page_leads_to_pages_that_exist(client, slug):
    build_frame(languages=["de", "en"], at=NOW)
    page = StandardPage.objects.get(slug=slug)
    html = client.get(page.url).content.decode().split("<main")[1].split("</main>")[0]
    assert html.count("<h2") == 6
    links = set(re.findall(r'href="(/[^"#]+)"', html)) - {"/de/", "/en/"}
    assert len(links) == 6
    for link in links:
        assert client.get(link).status_code in {200, 302}, link
