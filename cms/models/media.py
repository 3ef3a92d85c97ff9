"""Images and files of partners, with what one must know before using them elsewhere."""

from typing import Any, ClassVar

from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from cms.models.licence import LICENCES

RIGHTS = ("creator", "source_url", "licence", "is_ai_made")


class MediumRights(models.Model):
    """Who made a medium, where it comes from and what others may do with it."""

    creator = models.CharField(
        _("Von wem ist das?"),
        max_length=200,
        blank=True,
        help_text=_("Name der Person oder Einrichtung, die es gemacht hat."),
    )
    source_url = models.CharField(
        _("Woher stammt es?"),
        max_length=500,
        blank=True,
        validators=[URLValidator(["https", "http"])],
        help_text=_("Adresse der Seite, auf der Sie es gefunden haben. Bei Eigenem leer lassen."),
    )
    licence = models.CharField(
        _("Lizenz"),
        max_length=40,
        choices=LICENCES,
        blank=True,
        help_text=_(
            "Was andere damit tun dürfen. Bei Fremdem steht es an der Quelle. Steht dort nichts, "
            "dürfen Sie es nicht verwenden. Ohne diese Angabe geht kein Kurs zur Freigabe."
        ),
    )
    is_ai_made = models.BooleanField(
        _("Mit künstlicher Intelligenz erzeugt"),
        default=False,
        help_text=_("Steht dann unter dem Bild oder Film."),
    )

    class Meta:
        abstract = True


class CourseImage(MediumRights, AbstractImage):
    """An image of a partner's library."""

    objects: ClassVar[models.Manager[Any]]
    admin_form_fields = (*Image.admin_form_fields, *RIGHTS)

    class Meta(AbstractImage.Meta):
        verbose_name = _("Bild")
        verbose_name_plural = _("Bilder")


class CourseRendition(AbstractRendition):
    """An image in one size and format, made ahead at publishing."""

    image = models.ForeignKey(CourseImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


class CourseFile(MediumRights, AbstractDocument):
    """A document, sound, film or file of captions of a partner's library."""

    objects: ClassVar[models.Manager[Any]]
    admin_form_fields = (*Document.admin_form_fields, *RIGHTS)

    class Meta(AbstractDocument.Meta):
        verbose_name = _("Datei")
        verbose_name_plural = _("Dateien")
