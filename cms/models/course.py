"""Where authors write courses."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page

from cms.context import course_address, lesson_preview
from cms.models.base import BoundPage
from courses.enums import Level
from lms.taxonomy.models import (
    AccessibilityFeature,
    ActionField,
    Competence,
    EducationStage,
    Subject,
    TargetGroup,
)
from network.models import Partner

LICENCES = [
    ("CC-BY-4.0", _("CC BY 4.0: weitergeben und ändern mit Namensnennung")),
    ("CC-BY-SA-4.0", _("CC BY-SA 4.0: wie CC BY, Änderungen unter derselben Lizenz")),
    ("CC0-1.0", _("CC0: frei von Rechten")),
    ("CC-BY-NC-SA-4.0", _("CC BY-NC-SA 4.0: nicht für Geschäftliches")),
    ("LicenseRef-all-rights-reserved", _("Alle Rechte vorbehalten")),
]


class CourseIndexPage(BoundPage):
    """The introduction of the catalogue; its face is the catalogue."""

    intro = models.TextField(_("Einleitung"), blank=True, max_length=500)

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    parent_page_types = ["cms.HomePage"]
    subpage_types: list[str] = []
    template = "cms/intro_preview.html"

    class Meta:
        verbose_name = _("Einleitung des Kurskatalogs")

    def face(self) -> str | None:
        """The catalogue."""
        return reverse("courses:catalogue")


class CoursePage(BoundPage):
    """A course in one language; lessons stand below it. Publishing compiles it."""

    summary = models.CharField(
        _("Worum geht es?"),
        max_length=300,
        help_text=_("Ein, zwei Sätze; stehen auf der Karte im Katalog."),
    )
    description = RichTextField(
        _("Beschreibung"), blank=True, features=["bold", "italic", "link", "ol", "ul"]
    )
    goals = models.TextField(
        _("Was können Lernende danach?"), blank=True, help_text=_("Ein Ziel je Zeile.")
    )
    prerequisites = models.TextField(_("Was sollte man mitbringen?"), blank=True, max_length=600)
    image = models.ForeignKey(
        "wagtailimages.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Bild"),
    )
    image_alt = models.CharField(_("Bildbeschreibung"), max_length=300, blank=True)
    stages = ParentalManyToManyField(EducationStage, blank=True, verbose_name=_("Bildungsstufen"))
    action_fields = ParentalManyToManyField(
        ActionField, blank=True, verbose_name=_("Handlungsfelder")
    )
    target_groups = ParentalManyToManyField(TargetGroup, blank=True, verbose_name=_("Zielgruppen"))
    subjects = ParentalManyToManyField(Subject, blank=True, verbose_name=_("Schulfächer"))
    accessibility = ParentalManyToManyField(
        AccessibilityFeature, blank=True, verbose_name=_("Barrierefreiheit")
    )
    accessibility_notes = models.TextField(
        _("Hinweise zur Barrierefreiheit"), blank=True, max_length=600
    )
    level = models.CharField(
        _("Niveau"), max_length=12, choices=Level.choices, default=Level.BEGINNER
    )
    effort_hours = models.DecimalField(
        _("Aufwand in Stunden"),
        max_digits=5,
        decimal_places=1,
        default=1,
        validators=[MinValueValidator(0)],
    )
    licence = models.CharField(_("Lizenz"), max_length=40, choices=LICENCES, default="CC-BY-SA-4.0")
    required_percent = models.PositiveSmallIntegerField(
        _("Nötig für den Abschluss (Prozent der Lektionen)"),
        default=100,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    requires_quizzes = models.BooleanField(
        _("Tests, die zählen, müssen bestanden sein"), default=True
    )
    # Chosen when a changed rule is submitted: who has begun keeps the old one.
    keeps_rule = models.BooleanField(default=False, editable=False)

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("description"),
        FieldPanel("goals"),
        FieldPanel("prerequisites"),
        MultiFieldPanel([FieldPanel("image"), FieldPanel("image_alt")], heading=_("Titelbild")),
    ]
    audience_panels = [
        FieldPanel("stages"),
        FieldPanel("action_fields"),
        FieldPanel("target_groups"),
        FieldPanel("subjects"),
        FieldRowPanel([FieldPanel("level"), FieldPanel("effort_hours")]),
        InlinePanel("competences", heading=_("Kompetenzen"), label=_("Kompetenz")),
        FieldPanel("accessibility"),
        FieldPanel("accessibility_notes"),
    ]
    rule_panels = [
        FieldRowPanel([FieldPanel("required_percent"), FieldPanel("requires_quizzes")]),
        FieldPanel("licence"),
        InlinePanel("providers", heading=_("Weitere Anbieter"), label=_("Anbieter")),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Inhalt")),
            ObjectList(audience_panels, heading=_("Für wen und was")),
            ObjectList(rule_panels, heading=_("Abschluss und Rechte")),
            ObjectList(Page.promote_panels, heading=_("Adresse")),
        ]
    )
    parent_page_types = ["cms.PartnerPage"]
    subpage_types = ["cms.LessonPage"]

    class Meta:
        verbose_name = _("Kurs")

    def clean(self) -> None:
        """Refuse a picture without words for those who do not see it."""
        super().clean()
        if self.image_id and not self.image_alt.strip():
            message = _("Beschreiben Sie das Bild für alle, die es nicht sehen.")
            raise ValidationError({"image_alt": message})

    def face(self) -> str | None:
        """The course's public page, once it has been published."""
        return course_address(self.translation_key)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Show the first lesson as a learner would see it; nothing is stored."""
        lesson = self.get_children().order_by("path").specific().first()
        return lesson_preview(request, self, lesson)


class CoursePageCompetence(Orderable):
    """A competence the course teaches."""

    page = ParentalKey(CoursePage, on_delete=models.CASCADE, related_name="competences")
    competence = models.ForeignKey(
        Competence, on_delete=models.PROTECT, related_name="+", verbose_name=_("Kompetenz")
    )
    level = models.PositiveSmallIntegerField(
        _("Stufe (1 bis 8, 0 = offen)"), default=0, validators=[MaxValueValidator(8)]
    )

    panels = [FieldPanel("competence"), FieldPanel("level")]


class CoursePageProvider(Orderable):
    """A partner that provides the course together with the one whose page it stands below."""

    page = ParentalKey(CoursePage, on_delete=models.CASCADE, related_name="providers")
    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, related_name="+", verbose_name=_("Partner")
    )

    panels = [FieldPanel("partner")]


def course_of(page: Page) -> Page:
    """The course a page belongs to, else the page itself; one query."""
    return page.get_ancestors(inclusive=True).type(CoursePage).last() or page


def is_in_live_course(path: str) -> bool:
    """Tell whether a page at this tree path is, or lies below, a published course; one query."""
    above = [path[:end] for end in range(len(path), 0, -Page.steplen)]
    return bool(CoursePage.objects.filter(live=True, path__in=above).exists())
