"""The front page of a language."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from cms.context import home_context


class HomePage(Page):
    """The front page; editors write its welcome, the rest is counted."""

    headline = models.CharField(_("Überschrift"), max_length=120)
    welcome = models.TextField(_("Begrüßung"), max_length=400)

    content_panels = [*Page.content_panels, FieldPanel("headline"), FieldPanel("welcome")]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "cms.StandardPage",
        "cms.ArticleIndexPage",
        "cms.PartnerIndexPage",
        "cms.CourseIndexPage",
    ]
    template = "cms/home_page.html"

    class Meta:
        verbose_name = _("Startseite")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add areas, fields, newest courses and counts."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | home_context(self.locale.language_code)
