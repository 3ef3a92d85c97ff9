"""Blocks in which the learner does something."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.fields import QuestionVersionBlock
from courses.enums import FeedbackTiming

MOST_MINUTES = 600
LONGEST_PAUSE = 14 * 24 * 60  # minutes


class QuizPartBlock(blocks.StructBlock):
    """One question, named by its exact version: what was approved is what is asked."""

    version = QuestionVersionBlock(
        label=_("Frage"),
        help_text=_("Fragen schreiben Sie vorher unter „Fragen“. Hier wählen Sie eine davon aus."),
    )

    class Meta:
        icon = "help"
        label = _("Frage")


class DrawBlock(blocks.StructBlock):
    """Questions drawn by chance from those of the partner that carry a word."""

    tag = blocks.CharBlock(
        label=_("Schlagwort"),
        max_length=60,
        help_text=_("Gezogen wird aus allen Fragen Ihrer Einrichtung mit diesem Schlagwort."),
    )
    number = blocks.IntegerBlock(label=_("Wie viele?"), min_value=1, max_value=50, default=3)

    class Meta:
        icon = "order"
        label = _("Ziehung")


class QuizBlock(blocks.StructBlock):
    """A test: settings and questions."""

    title = blocks.CharBlock(label=_("Titel"), max_length=150, default=_("Test"))
    is_required = blocks.BooleanBlock(
        label=_("Zählt für den Abschluss"),
        required=False,
        default=True,
        help_text=_("Abgewählt ist es eine Übung: ohne Folgen, beliebig oft."),
    )
    pass_percent = blocks.IntegerBlock(
        label=_("Bestanden ab (Prozent der Punkte)"),
        min_value=1,
        max_value=100,
        default=60,
        help_text=_("60 ist üblich. Bei einer Übung ohne Bedeutung."),
    )
    attempts = blocks.IntegerBlock(
        label=_("Versuche"),
        min_value=0,
        max_value=50,
        default=0,
        help_text=_(
            "0 bedeutet: beliebig viele. Die richtigen Antworten sieht, wer bestanden oder keinen "
            "Versuch mehr hat."
        ),
    )
    time_limit = blocks.IntegerBlock(
        label=_("Zeit in Minuten"),
        min_value=0,
        max_value=MOST_MINUTES,
        default=0,
        help_text=_(
            "0 bedeutet: ohne Zeitgrenze. Das ist für die meisten Tests das Richtige. Einzelnen "
            "Personen kann das Team des Termins mehr Zeit geben."
        ),
    )
    cool_down = blocks.IntegerBlock(
        label=_("Pause zwischen zwei Versuchen (Minuten)"),
        min_value=0,
        max_value=LONGEST_PAUSE,
        default=0,
        help_text=_("0 bedeutet: Man darf es sofort noch einmal versuchen."),
    )
    feedback = blocks.ChoiceBlock(
        label=_("Rückmeldung zu den Antworten"),
        choices=FeedbackTiming.choices,
        default=FeedbackTiming.SUBMISSION,
        help_text=_(
            "„Nach jeder Antwort“: Lernende prüfen jede Antwort einzeln und können sie dann nicht "
            "mehr ändern. „Erst ab einem Zeitpunkt“: Bis dahin sehen sie nur ihre Punkte, etwa "
            "damit alle denselben Test schreiben können."
        ),
    )
    feedback_at = blocks.DateTimeBlock(
        label=_("Rückmeldung ab"),
        required=False,
        help_text=_("Nur für „erst ab einem Zeitpunkt“."),
    )
    shuffles = blocks.BooleanBlock(
        label=_("Reihenfolge mischen"),
        required=False,
        default=False,
        help_text=_("Jede Person bekommt die Fragen in anderer Folge."),
    )
    parts = blocks.ListBlock(
        QuizPartBlock(),
        label=_("Fragen"),
        help_text=_("Diese Fragen bekommen alle. Drei bis acht sind ein guter Anfang."),
    )
    draws = blocks.ListBlock(
        DrawBlock(),
        label=_("Zufällig gezogene Fragen"),
        default=[],
        help_text=_("Welche zur Wahl stehen, wird beim Veröffentlichen festgelegt."),
    )

    class Meta:
        icon = "clipboard-list"
        label = _("Test")

    def clean(self, value: Any) -> Any:
        """Refuse a test without questions, the same question twice, and feedback without date."""
        cleaned = super().clean(value)
        if not cleaned["parts"] and not cleaned["draws"]:
            message = gettext("Wählen Sie mindestens eine Frage.")
            raise StructBlockValidationError(non_block_errors=[ValidationError(message)])
        ids = [part["version"] for part in cleaned["parts"]]
        if len(ids) != len(set(ids)):
            message = gettext("Dieselbe Frage steht zweimal im Test.")
            raise StructBlockValidationError(non_block_errors=[ValidationError(message)])
        if cleaned["feedback"] == FeedbackTiming.CLOSE and not cleaned["feedback_at"]:
            message = gettext("Bitte geben Sie an, ab wann die Rückmeldung zu sehen ist.")
            raise StructBlockValidationError(block_errors={"feedback_at": ValidationError(message)})
        return cleaned


class ReflectionBlock(blocks.StructBlock):
    """A question to oneself; what is written stays with the learner."""

    prompt = blocks.TextBlock(label=_("Worüber sollen Lernende nachdenken?"), max_length=500)

    class Meta:
        icon = "edit"
        label = _("Notiz für mich")
