"""Where partners write about themselves."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.blocks import PageStreamBlock
from cms.models.base import BoundPage
from cms.rendering import sanitised
from network.models import Partner


class PartnerIndexPage(BoundPage):
    """The place below which every partner has its page; its face is the directory."""

    intro = models.TextField(_("Einleitung"), blank=True, max_length=500)

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.PartnerPage"]
    template = "cms/intro_preview.html"

    class Meta:
        verbose_name = _("Übersicht der Partner")

    def face(self) -> str | None:
        """The directory."""
        return reverse("network:partners")


class PartnerPage(BoundPage):
    """What a partner says about itself, in one language; its courses stand below it."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    summary = models.CharField(_("Kurz gesagt"), max_length=300, blank=True)
    logo = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Logo"),
    )
    body = StreamField(PageStreamBlock(), blank=True, verbose_name=_("Inhalt"))

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary", help_text=_("Steht auf der Karte im Partnerverzeichnis.")),
        FieldPanel("logo"),
        FieldPanel("body"),
    ]
    parent_page_types = ["cms.PartnerIndexPage"]
    subpage_types = ["cms.CoursePage"]
    template = "cms/partner_preview.html"

    class Meta:
        verbose_name = _("Partnerseite")

    def face(self) -> str | None:
        """The partner's public page."""
        return reverse("network:partner", args=[self.partner.slug])

    def html(self) -> str:
        """The body as clean HTML, the same for the directory and the preview."""
        with translation.override(self.locale.language_code):
            return sanitised("".join(str(child.render()) for child in self.body))
