"""Files of questions in the formats other systems read."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.forms.question_reasons import words_of
from courses.formats.gift import write_gift, writing as gift
from courses.formats.moodle_xml import write_moodle_xml, writing as moodle
from courses.formats.questions import ImportedQuestion, UnfitError

Questions = Sequence[ImportedQuestion]


@dataclass(frozen=True)
class File:
    """A format to choose."""

    name: str
    loses: Promise
    file_name: str
    content_type: str
    try_one: Callable[[ImportedQuestion], object]
    write: Callable[[Questions], str | bytes]


@dataclass(frozen=True)
class Choosable:
    """What a file in a format would hold, and why it would not hold the rest."""

    kind: str
    file: File
    count: int
    left_out: list[tuple[Promise, int]]


FILES: dict[str, File] = {
    "gift": File(
        "GIFT",
        _("Punkte, Tipps, Einheiten und Regeln für falsche Kreuze kann GIFT nicht sagen."),
        "fragen.gift.txt",
        "text/plain; charset=utf-8",
        gift.write_question,
        write_gift,
    ),
    "moodle": File(
        "Moodle XML",
        _("Regeln für falsche Kreuze werden zu Prozenten; die Lücke im Satz wird zu Strichen."),
        "fragen.moodle.xml",
        "application/xml",
        moodle.write_question,
        write_moodle_xml,
    ),
}


def choosable(kind: str, questions: Questions) -> Choosable:
    """What a file of these questions would hold."""
    file = FILES[kind]
    kept, reasons = _divided(file, questions)
    left_out = [(words_of(reason), count) for reason, count in sorted(reasons.items())]
    return Choosable(kind, file, len(kept), left_out)


def as_file(kind: str, questions: Questions) -> HttpResponse:
    """The file itself; what the format cannot say is left out.

    Raises:
        Http404: There is no such format.
    """
    if kind not in FILES:
        raise Http404
    file = FILES[kind]
    kept, _reasons = _divided(file, questions)
    answer = HttpResponse(file.write(kept), content_type=file.content_type)
    answer["Content-Disposition"] = f'attachment; filename="{file.file_name}"'
    return answer


def _divided(file: File, questions: Questions) -> tuple[list[ImportedQuestion], Counter[str]]:
    kept, reasons = [], Counter[str]()
    for question in questions:
        try:
            file.try_one(question)
        except UnfitError as error:
            reasons[error.reason] += 1
        else:
            kept.append(question)
    return kept, reasons
