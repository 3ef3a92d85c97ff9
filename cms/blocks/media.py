"""Blocks that show, play or offer files; texts beside them are asked for."""

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from cms.blocks.playing import AUDIO, VIDEO, captions_fault, ending, is_what_it_says
from courses.queries.course import licence

# Platforms a lesson may point at; a link, never an embed: nothing is asked before the click.
PLATFORMS = {
    "www.youtube.com": "YouTube",
    "youtu.be": "YouTube",
    "vimeo.com": "Vimeo",
    "media.ccc.de": "media.ccc.de",
    "www.ardmediathek.de": "ARD Mediathek",
    "www.zdf.de": "ZDF",
    "learningapps.org": "LearningApps",
    "www.openstreetmap.org": "OpenStreetMap",
    "www.geogebra.org": "GeoGebra",
    "h5p.org": "H5P",
}


class PictureBlock(blocks.StructBlock):
    """An image with a description for those who do not see it."""

    image = ImageChooserBlock(label=_("Bild"))
    alt = blocks.CharBlock(
        label=_("Bildbeschreibung"),
        required=False,
        max_length=300,
        help_text=_("Was sieht man, was soll man daraus lernen? Wird vorgelesen."),
    )
    is_decorative = blocks.BooleanBlock(
        label=_("Nur Schmuck, sagt nichts aus"), required=False, default=False
    )
    caption = blocks.CharBlock(label=_("Bildunterschrift"), required=False, max_length=300)
    credit = blocks.CharBlock(
        label=_("Andere Nennung"),
        required=False,
        max_length=200,
        help_text=_("Steht sonst beim Bild selbst, unter „Bilder“, und erscheint von allein."),
    )

    class Meta:
        icon = "image"
        label = _("Bild")
        template = "cms/blocks/picture.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Add who made the image and what one may do with it."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        return context | attribution(value.get("image"))

    def clean(self, value: Any) -> Any:
        """Refuse an image that neither has a description nor is named decoration."""
        cleaned = super().clean(value)
        if not cleaned["is_decorative"] and not cleaned["alt"].strip():
            message = gettext("Beschreiben Sie das Bild, oder kreuzen Sie an, dass es Schmuck ist.")
            raise StructBlockValidationError(block_errors={"alt": ValidationError(message)})
        return cleaned


class _PlayedBlock(blocks.StructBlock):
    """A document that is played; subclasses name its endings."""

    endings: dict[str, str] = {}

    def clean(self, value: Any) -> Any:
        """Refuse a file no browser plays, by its name or its first bytes."""
        cleaned = super().clean(value)
        fault = ""
        if ending(cleaned["file"]) not in self.endings:
            names = ", ".join(self.endings)
            fault = gettext("Bitte wählen Sie eine Datei dieser Art: %(names)s") % {"names": names}
        elif not is_what_it_says(cleaned["file"]):
            fault = gettext("In der Datei steckt etwas anderes, als ihr Name sagt.")
        if fault:
            raise StructBlockValidationError(block_errors={"file": ValidationError(fault)})
        return cleaned

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Add the media type, who made it and what one may do with it."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        context["media_type"] = self.endings.get(ending(value.get("file")), "")
        return context | attribution(value.get("file"))


class VideoBlock(_PlayedBlock):
    """A film of one's own with captions and a transcript."""

    endings = VIDEO
    title = blocks.CharBlock(label=_("Titel"), max_length=150)
    file = DocumentChooserBlock(label=_("Film (MP4 oder WebM)"))
    captions = DocumentChooserBlock(
        label=_("Untertitel (WebVTT)"),
        required=False,
        help_text=_("Für alle, die nicht hören oder den Ton nicht anschalten können."),
    )
    transcript = blocks.TextBlock(
        label=_("Text zum Film"),
        help_text=_("Was gesagt und gezeigt wird, als Text."),
    )

    class Meta:
        icon = "media"
        label = _("Film")
        template = "cms/blocks/video.html"

    def clean(self, value: Any) -> Any:
        """Refuse captions no browser shows."""
        cleaned = super().clean(value)
        fault = captions_fault(cleaned["captions"]) if cleaned["captions"] else ""
        if fault:
            raise StructBlockValidationError(block_errors={"captions": ValidationError(fault)})
        return cleaned


class AudioBlock(_PlayedBlock):
    """A sound recording with its text."""

    endings = AUDIO
    title = blocks.CharBlock(label=_("Titel"), max_length=150)
    file = DocumentChooserBlock(label=_("Ton (MP3, M4A oder OGG)"))
    transcript = blocks.TextBlock(label=_("Text zum Ton"))

    class Meta:
        icon = "media"
        label = _("Ton")
        template = "cms/blocks/audio.html"


class FileBlock(blocks.StructBlock):
    """A document to take away."""

    title = blocks.CharBlock(label=_("Titel"), max_length=150)
    file = DocumentChooserBlock(label=_("Datei"))
    description = blocks.CharBlock(label=_("Worum geht es?"), required=False, max_length=300)

    class Meta:
        icon = "doc-full"
        label = _("Datei")
        template = "cms/blocks/file.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Add who made the file and what one may do with it."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        return context | attribution(value.get("file"))


class EmbedBlock(blocks.StructBlock):
    """A link to something on another platform; nothing is loaded from there before the click."""

    title = blocks.CharBlock(label=_("Titel"), max_length=150)
    url = blocks.URLBlock(label=_("Adresse"))
    description = blocks.CharBlock(
        label=_("Was erwartet mich dort?"), required=False, max_length=300
    )

    class Meta:
        icon = "link-external"
        label = _("Inhalt einer anderen Plattform")
        template = "cms/blocks/embed.html"

    def clean(self, value: Any) -> Any:
        """Refuse platforms that are not on the list."""
        cleaned = super().clean(value)
        if provider(cleaned["url"]) is None:
            message = gettext("Möglich sind: %(names)s") % {
                "names": ", ".join(sorted(set(PLATFORMS.values())))
            }
            raise StructBlockValidationError(block_errors={"url": ValidationError(message)})
        return cleaned

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Add the platform's name."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        context["provider"] = provider(value.get("url", ""))
        return context


def attribution(medium: Any) -> dict[str, Any]:
    """Who made a medium, its licence with address, its source, and whether by a machine."""
    if medium is None:
        return {}
    name, address = licence(medium.licence) if medium.licence else ("", "")
    return {
        "medium": medium,
        "licence_name": name,
        "licence_url": address,
    }


def provider(url: str) -> str | None:
    """Name the platform of an https address, or None when it is not on the list."""
    parts = urlsplit(url)
    return PLATFORMS.get(parts.hostname or "") if parts.scheme == "https" else None
