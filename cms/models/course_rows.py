"""What belongs to a course page in rows: competences, requirements, further providers."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from cms.fields import CourseKey
from courses.models import Course
from lms.taxonomy.models import Competence
from network.models import Partner


class CoursePageCompetence(Orderable):
    """A competence the course teaches."""

    page = ParentalKey("cms.CoursePage", on_delete=models.CASCADE, related_name="competences")
    competence = models.ForeignKey(
        Competence,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("Kompetenz"),
        help_text=_(
            "Was Lernende danach können, in den Worten eines anerkannten Verzeichnisses. So finden "
            "andere Ihren Kurs, und das Zertifikat nennt es. Ein bis drei genügen."
        ),
    )
    level = models.PositiveSmallIntegerField(
        _("Stufe (1 bis 8, 0 = offen)"),
        default=0,
        validators=[MaxValueValidator(8)],
        help_text=_(
            "1 und 2: mit Anleitung. 3 und 4: selbstständig. 5 und 6: andere anleiten. "
            "7 und 8: Neues entwickeln. Im Zweifel 0."
        ),
    )

    panels = [FieldPanel("competence"), FieldPanel("level")]


class CoursePageRequirement(Orderable):
    """What one must have before: another course, or a competence at a level."""

    page = ParentalKey("cms.CoursePage", on_delete=models.CASCADE, related_name="requirements")
    required_course = CourseKey(
        Course,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("abgeschlossener Kurs"),
    )
    competence = models.ForeignKey(
        Competence,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("oder Kompetenz"),
    )
    level = models.PositiveSmallIntegerField(
        _("auf Stufe (1 bis 8, 0 = gleich welcher)"),
        default=0,
        validators=[MaxValueValidator(8)],
        help_text=_("Wer einen Kurs mit dieser Kompetenz abgeschlossen hat, hat sie."),
    )

    panels = [FieldPanel("required_course"), FieldPanel("competence"), FieldPanel("level")]

    @property
    def names_nothing(self) -> bool:
        """Neither a course nor a competence is named."""
        return self.required_course_id is None and self.competence_id is None

    def clean(self) -> None:
        """Refuse both at once, neither, and the course itself."""
        super().clean()
        if (self.required_course_id is None) == (self.competence_id is None):
            raise ValidationError(_("Nennen Sie einen Kurs oder eine Kompetenz, nicht beides."))
        course = self.required_course
        if course is not None and course.source_key == self.page.translation_key:
            raise ValidationError({"required_course": _("Das ist derselbe Kurs.")})


class CoursePageProvider(Orderable):
    """A partner that provides the course together with the one whose page it stands below."""

    page = ParentalKey("cms.CoursePage", on_delete=models.CASCADE, related_name="providers")
    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, related_name="+", verbose_name=_("Partner")
    )

    panels = [FieldPanel("partner")]
