"""Blocks that are words."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

FEATURES = ["bold", "italic", "link", "ol", "ul"]
# Highlighting is not done: a name helps screen readers and those who copy.
CODE_LANGUAGES = [
    ("text", _("Text")),
    ("python", "Python"),
    ("html", "HTML"),
    ("css", "CSS"),
    ("javascript", "JavaScript"),
    ("sql", "SQL"),
    ("shell", "Shell"),
]


class TextBlock(blocks.RichTextBlock):
    """Paragraphs, lists, emphasis and links."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("features", FEATURES)
        super().__init__(**kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Text")


class HeadingBlock(blocks.StructBlock):
    """A heading below the lesson's title; its anchor makes it linkable."""

    text = blocks.CharBlock(label=_("Überschrift"), max_length=150)
    level = blocks.ChoiceBlock(
        label=_("Ebene"),
        choices=[("2", _("Abschnitt")), ("3", _("Unterabschnitt")), ("4", _("Zwischentitel"))],
        default="2",
        help_text=_("Keine Ebene überspringen: auf einen Abschnitt folgt ein Unterabschnitt."),
    )

    class Meta:
        icon = "title"
        label = _("Überschrift")
        template = "cms/blocks/heading.html"


class QuoteBlock(blocks.StructBlock):
    """Somebody's words, with their source."""

    text = blocks.TextBlock(label=_("Zitat"))
    source = blocks.CharBlock(label=_("Quelle"), required=False, max_length=200)

    class Meta:
        icon = "openquote"
        label = _("Zitat")
        template = "cms/blocks/quote.html"


class CalloutBlock(blocks.StructBlock):
    """A box that stands out: hint, tip, warning, example."""

    kind = blocks.ChoiceBlock(
        label=_("Art"),
        choices=[
            ("info", _("Hinweis")),
            ("tip", _("Tipp")),
            ("warning", _("Achtung")),
            ("example", _("Beispiel")),
        ],
        default="info",
    )
    title = blocks.CharBlock(label=_("Titel"), required=False, max_length=120)
    text = TextBlock()

    class Meta:
        icon = "info-circle"
        label = _("Kasten")
        template = "cms/blocks/callout.html"


class CodeBlock(blocks.StructBlock):
    """Source code or commands, shown as written."""

    language = blocks.ChoiceBlock(label=_("Sprache"), choices=CODE_LANGUAGES, default="text")
    code = blocks.TextBlock(label=_("Code"))

    class Meta:
        icon = "code"
        label = _("Code")
        template = "cms/blocks/code.html"


class GlossaryBlock(blocks.StructBlock):
    """A word and what it means."""

    term = blocks.CharBlock(label=_("Begriff"), max_length=120)
    definition = blocks.TextBlock(label=_("Erklärung"))

    class Meta:
        icon = "help"
        label = _("Begriff")
        template = "cms/blocks/glossary.html"


class AccordionBlock(blocks.StructBlock):
    """Parts that open on demand."""

    items = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("title", blocks.CharBlock(label=_("Titel"), max_length=150)),
                ("text", TextBlock()),
            ]
        ),
        label=_("Teile"),
    )

    class Meta:
        icon = "list-ul"
        label = _("Aufklappbare Teile")
        template = "cms/blocks/accordion.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Name the parts: ``value.items`` would be the mapping's own method in a template."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        context["parts"] = value["items"]
        return context
