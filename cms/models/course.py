"""Where authors write courses."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.fields import RichTextField
from wagtail.models import Page

from cms.context import course_address, lesson_preview
from cms.models.admission import AGES
from cms.models.base import BoundPage
from cms.models.licence import LICENCES
from courses.enums import Level
from lms.taxonomy.models import (
    AccessibilityFeature,
    ActionField,
    EducationStage,
    Subject,
    TargetGroup,
)

# Under these other partners may take a course over; under some the copy must stay the same.
FREE_LICENCES = ("CC-BY-4.0", "CC-BY-SA-4.0", "CC0-1.0", "CC-BY-NC-SA-4.0")
SHARE_ALIKE = ("CC-BY-SA-4.0", "CC-BY-NC-SA-4.0")
# Source: FernUSG §§ 1, 7, 12; the three marks as the courts read them (BGH, III ZR 109/24).
DISTANCE_HELP = _(
    "Treffen die ersten drei Punkte alle zu, ist der Kurs Fernunterricht. Er braucht dann eine "
    "staatliche Zulassung, sonst sind Verträge mit Teilnehmenden nichtig. Ist der Kurs kostenlos, "
    "lassen Sie alles leer."
)


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


MONTHS: dict[str, Any] = {
    "null": True,
    "blank": True,
    "validators": [MinValueValidator(1), MaxValueValidator(120)],
    "help_text": _("Ohne Angabe: für immer. Danach zeigt die Prüfseite es als abgelaufen."),
}


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
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Bild"),
    )
    image_alt = models.CharField(_("Bildbeschreibung"), max_length=300, blank=True)
    has_legible_images = models.BooleanField(
        _("Schrift in Bildern ist gut lesbar"),
        default=False,
        help_text=_(
            "Ich habe alle Bilder des Kurses angesehen: Schrift darin ist groß, hebt sich vom "
            "Hintergrund ab, und was sie sagt, steht auch im Text oder in der Bildbeschreibung. "
            "Gilt auch, wenn in keinem Bild Schrift vorkommt."
        ),
    )
    stages = ParentalManyToManyField(EducationStage, blank=True, verbose_name=_("Bildungsstufen"))
    action_fields = ParentalManyToManyField(
        ActionField, blank=True, verbose_name=_("Handlungsfelder")
    )
    target_groups = ParentalManyToManyField(TargetGroup, blank=True, verbose_name=_("Zielgruppen"))
    subjects = ParentalManyToManyField(Subject, blank=True, verbose_name=_("Schulfächer"))
    accessibility = ParentalManyToManyField(
        AccessibilityFeature,
        blank=True,
        verbose_name=_("Barrierefreiheit"),
        help_text=_("Was die Prüfung selbst feststellt, kommt beim Veröffentlichen dazu."),
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
    licence = models.CharField(
        _("Lizenz"),
        max_length=40,
        choices=LICENCES,
        default="CC-BY-SA-4.0",
        help_text=_(
            "Was andere mit Ihrem Kurs tun dürfen. Unser Vorschlag: CC BY-SA 4.0. Dann dürfen sie "
            "ihn weitergeben und ändern, wenn sie Ihren Namen nennen und ihre Fassung ebenso "
            "freigeben. Bilder und Dateien tragen ihre eigene Lizenz."
        ),
    )
    required_percent = models.PositiveSmallIntegerField(
        _("Nötig für den Abschluss (Prozent der Lektionen)"),
        default=100,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    requires_quizzes = models.BooleanField(
        _("Tests, die zählen, müssen bestanden sein"), default=True
    )
    certificate_months = models.PositiveSmallIntegerField(
        _("Zertifikat gilt so viele Monate"), **MONTHS
    )
    is_dates_only = models.BooleanField(
        _("Nur Treffen: Der Kurs hat keine Lektionen"),
        default=False,
        help_text=_("Die Termine planen Sie, sobald der Kurs veröffentlicht ist."),
    )
    minimum_age = models.PositiveSmallIntegerField(
        _("Mindestalter"),
        choices=AGES,
        null=True,
        blank=True,
        help_text=_("Ohne Angabe: ab 16, wo nur Erwachsenenbildung gewählt ist, sonst für alle."),
    )
    # Source: BbgEBG § 1 (2): adult education is open from 16 on; a lower age needs a reason.
    minimum_age_reason = models.CharField(
        _("Warum ein anderes Mindestalter als 16 in der Erwachsenenbildung?"),
        max_length=300,
        blank=True,
    )
    # Chosen when a changed rule is submitted: who has begun keeps the old one.
    keeps_rule = models.BooleanField(default=False, editable=False)
    # Where a copy comes from, the first source first: title, provider, address, licence, copied_on.
    origins = models.JSONField(default=list, blank=True, editable=False)

    is_paid = models.BooleanField(_("Die Teilnahme kostet Geld"), default=False)
    is_mostly_asynchronous = models.BooleanField(
        _("Gelernt wird überwiegend allein und zu eigener Zeit"),
        default=False,
        help_text=_("Mehr als die Hälfte, auch mit Aufzeichnungen. Treffen zählen nicht dazu."),
    )
    is_individually_assessed = models.BooleanField(
        _("Jemand prüft den Lernerfolg der einzelnen Person"),
        default=False,
        help_text=_("Etwa durch Tests, Aufgaben mit Rückmeldung oder Antworten auf Fachfragen."),
    )
    zfu_number = models.CharField(
        _("Zulassungsnummer der ZFU"),
        max_length=40,
        blank=True,
        help_text=_("Vergibt die Staatliche Zentralstelle für Fernunterricht."),
    )
    zfu_exemption = models.TextField(
        _("Oder: warum keine Zulassung nötig ist"), max_length=600, blank=True
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("description"),
        FieldPanel("goals"),
        FieldPanel("prerequisites"),
        MultiFieldPanel([FieldPanel("image"), FieldPanel("image_alt")], heading=_("Titelbild")),
        FieldPanel("has_legible_images"),
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
        FieldRowPanel([FieldPanel("certificate_months"), FieldPanel("is_dates_only")]),
        MultiFieldPanel(
            [FieldPanel("minimum_age"), FieldPanel("minimum_age_reason")], heading=_("Alter")
        ),
        InlinePanel(
            "requirements", heading=_("Was man vorher haben muss"), label=_("Voraussetzung")
        ),
        FieldPanel("licence"),
        MultiFieldPanel(
            [
                HelpPanel(DISTANCE_HELP),
                FieldPanel("is_paid"),
                FieldPanel("is_mostly_asynchronous"),
                FieldPanel("is_individually_assessed"),
                FieldPanel("zfu_number"),
                FieldPanel("zfu_exemption"),
            ],
            heading=_("Fernunterricht"),
        ),
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
        """Refuse a picture without words, and a licence the sources do not allow."""
        super().clean()
        bound = {origin["licence"] for origin in self.origins} & set(SHARE_ALIKE)
        if bound - {self.licence}:
            message = _("Der Kurs beruht auf einem anderen und behält dessen Lizenz: %(licence)s.")
            raise ValidationError({"licence": message % {"licence": ", ".join(sorted(bound))}})
        if self.image_id and not self.image_alt.strip():
            message = _("Beschreiben Sie das Bild für alle, die es nicht sehen.")
            raise ValidationError({"image_alt": message})

    def face(self) -> str | None:
        """The course's public page, once it has been published."""
        return course_address(self.translation_key)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Show the first lesson as a learner would see it; nothing is stored."""
        first = self.get_children().order_by("path").specific().first()
        lesson = first.get_latest_revision_as_object() if first else None
        return lesson_preview(request, self, lesson)


def course_of(page: Page) -> Page:
    """The course a page belongs to, else the page itself; one query."""
    return page.get_ancestors(inclusive=True).type(CoursePage).last() or page
