"""Pages of text: imprint, help, articles."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.blocks import PageStreamBlock


class StandardPage(Page):
    """A page of text such as the imprint."""

    intro = models.TextField(_("Einleitung"), blank=True, max_length=500)
    body = StreamField(PageStreamBlock(), blank=True, verbose_name=_("Inhalt"))
    # Set by the first set-up; the operator's check warns until somebody has written the page.
    is_placeholder = models.BooleanField(_("Platzhalter, muss ersetzt werden"), default=False)

    content_panels = [
        *Page.content_panels,
        FieldPanel("intro"),
        FieldPanel("body"),
        FieldPanel("is_placeholder"),
    ]
    parent_page_types = ["cms.HomePage", "cms.StandardPage"]
    subpage_types = ["cms.StandardPage"]
    template = "cms/standard_page.html"

    class Meta:
        verbose_name = _("Textseite")


class ArticleIndexPage(Page):
    """The list of articles."""

    intro = models.TextField(_("Einleitung"), blank=True, max_length=500)

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.ArticlePage"]
    template = "cms/article_index_page.html"

    class Meta:
        verbose_name = _("Übersicht der Artikel")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the live articles, newest first."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        children = ArticlePage.objects.live().child_of(self).order_by("-published_on", "-pk")
        return context | {"articles": children}


class ArticlePage(Page):
    """One article."""

    published_on = models.DateField(_("Datum"))
    intro = models.TextField(_("Einleitung"), max_length=500)
    body = StreamField(PageStreamBlock(), blank=True, verbose_name=_("Inhalt"))

    content_panels = [
        *Page.content_panels,
        FieldPanel("published_on"),
        FieldPanel("intro"),
        FieldPanel("body"),
    ]
    parent_page_types = ["cms.ArticleIndexPage"]
    subpage_types: list[str] = []
    template = "cms/article_page.html"

    class Meta:
        verbose_name = _("Artikel")
