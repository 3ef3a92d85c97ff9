"""Where authors write lessons."""

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.blocks import LessonStreamBlock
from cms.context import course_address, lesson_preview
from cms.models.base import BoundPage


class LessonPage(BoundPage):
    """One step of a course in one language. The order of pages is the order of teaching."""

    section = models.CharField(
        _("Abschnitt"),
        max_length=120,
        blank=True,
        help_text=_("Aufeinander folgende Lektionen mit gleichem Abschnitt stehen zusammen."),
    )
    minutes = models.PositiveSmallIntegerField(_("Dauer in Minuten"), default=10)
    is_required = models.BooleanField(_("Gehört zum Abschluss"), default=True)
    is_open = models.BooleanField(
        _("Zum Ausprobieren ohne Konto"),
        default=False,
        help_text=_("Alle können diese Lektion lesen; gespeichert wird nichts."),
    )
    body = StreamField(LessonStreamBlock(), blank=True, verbose_name=_("Inhalt"))

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("section"), FieldPanel("minutes")]),
                FieldRowPanel([FieldPanel("is_required"), FieldPanel("is_open")]),
            ],
            heading=_("Einordnung"),
        ),
        FieldPanel("body"),
    ]
    parent_page_types = ["cms.CoursePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("Lektion")

    def face(self) -> str | None:
        """The course's public page; a lesson's own address depends on who learns."""
        return course_address(self.get_parent().translation_key)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Show the draft as a learner would see it; nothing is stored."""
        return lesson_preview(request, self.get_parent().specific, self)
