"""Which blocks a body may hold."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.layout import TableBlock
from cms.blocks.learning import QuizBlock, ReflectionBlock
from cms.blocks.media import AudioBlock, EmbedBlock, FileBlock, PictureBlock, VideoBlock
from cms.blocks.text import (
    AccordionBlock,
    CalloutBlock,
    CodeBlock,
    GlossaryBlock,
    HeadingBlock,
    QuoteBlock,
    TextBlock,
)

_WORDS = _("Text")
_SHOWN = _("Bild, Ton, Dateien")
_DONE = _("Mitmachen")


class PageStreamBlock(blocks.StreamBlock):
    """The body of a standard page, an article or a partner's page."""

    text = TextBlock(group=_WORDS)
    heading = HeadingBlock(group=_WORDS)
    callout = CalloutBlock(group=_WORDS)
    quote = QuoteBlock(group=_WORDS)
    accordion = AccordionBlock(group=_WORDS)
    table = TableBlock(group=_WORDS)
    picture = PictureBlock(group=_SHOWN)
    embed = EmbedBlock(group=_SHOWN)


class LessonStreamBlock(blocks.StreamBlock):
    """The body of a lesson."""

    text = TextBlock(group=_WORDS)
    heading = HeadingBlock(group=_WORDS)
    callout = CalloutBlock(group=_WORDS)
    quote = QuoteBlock(group=_WORDS)
    glossary = GlossaryBlock(group=_WORDS)
    accordion = AccordionBlock(group=_WORDS)
    table = TableBlock(group=_WORDS)
    code = CodeBlock(group=_WORDS)
    picture = PictureBlock(group=_SHOWN)
    video = VideoBlock(group=_SHOWN)
    audio = AudioBlock(group=_SHOWN)
    file = FileBlock(group=_SHOWN)
    embed = EmbedBlock(group=_SHOWN)
    quiz = QuizBlock(group=_DONE)
    reflection = ReflectionBlock(group=_DONE)
