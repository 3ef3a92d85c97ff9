"""What the frame of every page shows; edited in the admin."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Orderable


class MenuPlace(models.TextChoices):
    """Where a link stands."""

    MAIN = "main", _("Hauptmenü")
    FOOTER = "footer", _("Fußzeile")


@register_setting(icon="list-ul")
class SiteFrame(ClusterableModel, BaseSiteSetting):
    """Menus and foot of the site; a link leads to the page's translation in each language."""

    footer_text_de = models.CharField(_("Fußzeile (Deutsch)"), max_length=200, blank=True)
    footer_text_en = models.CharField(_("Fußzeile (Englisch)"), max_length=200, blank=True)

    # Where every form that asks for personal data leads (GDPR Art. 13).
    privacy_page = models.ForeignKey(
        "wagtailcore.Page",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Seite zum Datenschutz"),
        help_text=_("Jedes Formular, das nach Personen fragt, führt dorthin."),
    )

    is_editorial = True  # city staff may change it (cms.onboarding.groups)

    panels = [
        FieldPanel("footer_text_de"),
        FieldPanel("footer_text_en"),
        FieldPanel("privacy_page"),
        InlinePanel("links", heading=_("Links"), label=_("Link")),
    ]

    class Meta:
        verbose_name = _("Menüs und Fußzeile")


class FrameLink(Orderable):
    """A link to a page in a menu; its title is the page's."""

    frame = ParentalKey(SiteFrame, on_delete=models.CASCADE, related_name="links")
    place = models.CharField(_("Wo"), max_length=10, choices=MenuPlace.choices)
    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="+", verbose_name=_("Seite")
    )

    panels = [FieldPanel("place"), FieldPanel("page")]
