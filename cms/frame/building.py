"""Makes the page tree in every language; what exists is left as it is."""

from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Locale, Page, Site

from cms.frame.texts import ARTICLE, FOOTER, HOME, INDEXES, PLACEHOLDERS
from cms.models import (
    ArticleIndexPage,
    ArticlePage,
    CourseIndexPage,
    FrameLink,
    HomePage,
    MenuPlace,
    PartnerIndexPage,
    SiteFrame,
    StandardPage,
)

INDEX_MODELS = {
    "partners": PartnerIndexPage,
    "courses": CourseIndexPage,
    "articles": ArticleIndexPage,
}
FALLBACK = "de"
PRIVACY = "datenschutz"  # of the pages in the footer


def build_frame(*, languages: list[str], at: datetime) -> int:
    """Make home, indexes, footer pages and menus where they are missing.

    Languages without words of their own get the German ones. Returns how many pages were made.
    """
    before = Page.objects.count()
    homes = {code: _home(code) for code in languages}
    had_articles = ArticleIndexPage.objects.exists()
    for name, model in INDEX_MODELS.items():
        _translated(model, homes, {c: _words(INDEXES[name], c) for c in languages})
    if not had_articles:
        _first_article(homes, at)
    footer = {
        name: _translated(
            StandardPage,
            homes,
            {code: _words(texts, code)[:2] for code in languages},
            bodies={code: _words(texts, code)[2] for code in languages},
        )
        for name, texts in FOOTER.items()
    }
    _drop_welcome()
    site = _site(homes[languages[0]])
    _menus(site, footer, HomePage.objects.get(pk=homes[languages[0]].pk))
    return int(Page.objects.count()) - int(before)


def _html(text: str) -> str:
    return f"<h2>{text[3:]}</h2>" if text.startswith("## ") else f"<p>{text}</p>"


def _words(texts: dict[str, Any], code: str) -> Any:
    return texts.get(code, texts[FALLBACK])


def _home(code: str) -> HomePage:
    locale, _new = Locale.objects.get_or_create(language_code=code)
    found: HomePage | None = HomePage.objects.filter(locale=locale).first()
    if found is not None:
        return found
    title, headline, welcome = _words(HOME, code)
    page = HomePage(
        title=title, slug=f"start-{code}", headline=headline, welcome=welcome, locale=locale
    )
    first = HomePage.objects.order_by("pk").first()
    if first is not None:
        page.translation_key = first.translation_key
    Page.get_first_root_node().add_child(instance=page)
    page.save_revision().publish()
    return page


def _translated(
    model: type[Page],
    homes: dict[str, HomePage],
    words: dict[str, tuple[str, str]],
    *,
    bodies: dict[str, list[str]] | None = None,
) -> Page:
    """Make one page below each home, as translations of each other; returns the first."""
    pages: list[Page] = []
    for code, home in homes.items():
        title, slug = words[code]
        page = model.objects.filter(slug=slug, locale=home.locale).child_of(home).first()
        if page is None:
            page = model(title=title, slug=slug, locale=home.locale)
            if pages:
                page.translation_key = pages[0].translation_key
            if bodies is not None:
                page.body = [("text", _html(text)) for text in bodies[code]]
                page.is_placeholder = bodies[code][0].startswith(PLACEHOLDERS)
            home.add_child(instance=page)
            page.save_revision().publish()
        pages.append(page)
    return pages[0]


def _first_article(homes: dict[str, HomePage], at: datetime) -> None:
    """One article per language, so that the list is not empty; editors may delete it."""
    first: ArticlePage | None = None
    for code, home in homes.items():
        index = ArticleIndexPage.objects.child_of(home).get()
        title, slug, intro, paragraphs = _words(ARTICLE, code)
        page = ArticlePage(
            title=title, slug=slug, intro=intro, published_on=at.date(), locale=home.locale
        )
        page.body = [("text", "".join(f"<p>{text}</p>" for text in paragraphs))]
        if first is not None:
            page.translation_key = first.translation_key
        index.add_child(instance=page)
        page.save_revision().publish()
        first = first or page


def _site(home: HomePage) -> Site:
    site, _new = Site.objects.get_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "root_page": home}
    )
    site.root_page = home
    site.save()
    return site


def _drop_welcome() -> None:
    """Wagtail's first migration leaves a page that says welcome."""
    plain = ContentType.objects.get_for_model(Page)
    welcome = Page.objects.filter(depth=2, content_type=plain)
    Site.objects.filter(root_page__in=welcome).update(root_page=HomePage.objects.first())
    for page in welcome:
        page.delete()


def _menus(site: Site, footer: dict[str, Page], home: HomePage) -> None:
    frame, is_new = SiteFrame.objects.get_or_create(
        site=site, defaults={"footer_text_de": "Lernkette", "footer_text_en": "Lernkette"}
    )
    if frame.privacy_page is None:
        frame.privacy_page = footer[PRIVACY]
        frame.save()
    if not is_new:
        return
    articles = ArticleIndexPage.objects.child_of(home).first()
    if articles is not None:
        FrameLink.objects.create(frame=frame, place=MenuPlace.MAIN, page=articles, sort_order=0)
    for order, page in enumerate(footer.values()):
        FrameLink.objects.create(frame=frame, place=MenuPlace.FOOTER, page=page, sort_order=order)
