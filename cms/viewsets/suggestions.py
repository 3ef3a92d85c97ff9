"""What is worth improving next, as sentences with the way to the block that holds it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cms.viewsets.report import Material
from courses.grading.advice import Advice, Reason


@dataclass(frozen=True)
class Suggestion:
    """One thing to do: ``about`` names it, ``why`` says what the figures say."""

    about: str
    why: str
    block_url: str  # the lesson in the editor, at the block where there is one
    question_url: str = ""


def suggestions(found: Iterable[Advice], of: Material) -> list[Suggestion]:
    """In the given order."""
    return [_question(one, of) if one.item else _lesson(one, of) for one in found]


def _lesson(one: Advice, of: Material) -> Suggestion:
    why = _(
        "Hier hören die meisten auf: etwa %(number)d Personen weniger als davor. Vielleicht ist "
        "die Lektion zu lang oder zu schwer, oder ein Beispiel fehlt."
    )
    return Suggestion(
        about=of.lessons[one.lesson],
        why=why % {"number": one.lost},
        block_url=of.lesson_url(one.lesson),
    )


def _question(one: Advice, of: Material) -> Suggestion:
    quiz, version = one.item or (0, 0)
    return Suggestion(
        about=of.prompt(version),
        why=_reasons()[one.reason],
        block_url=of.quiz_url(quiz),
        question_url=of.question_url(version),
    )


def _reasons() -> dict[Reason, str]:
    return {
        Reason.BACKWARDS: _(
            "Wer sonst viel weiß, liegt hier nicht öfter richtig. Oft stimmt die hinterlegte "
            "Antwort nicht, oder die Frage lässt sich anders verstehen."
        ),
        Reason.HARD: _(
            "Die wenigsten beantworten diese Frage richtig. Kommt die Antwort in der Lektion vor?"
        ),
        Reason.WEAK: _(
            "Diese Frage unterscheidet kaum, wer den Stoff kann. Vielleicht verraten die Antworten "
            "zu viel, oder es kommt auf anderes an."
        ),
    }
