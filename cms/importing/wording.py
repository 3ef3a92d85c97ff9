"""Says in sentences what was lost and what cannot be read."""

from django.utils.translation import gettext as _, gettext_lazy, ngettext

from courses.formats.docx import DocxError, DocxFault
from courses.formats.markdown_course import CourseFormatError, Loss, LossKind

_LOSSES = {
    LossKind.SCRIPT: gettext_lazy("Skript entfernt"),
    LossKind.HANDLER: gettext_lazy("Ereignis-Attribut entfernt"),
    LossKind.STYLE: gettext_lazy("Gestaltung entfernt"),
    LossKind.FRAME: gettext_lazy("Eingebettete Seite entfernt, stattdessen ein Link"),
    LossKind.PLUGIN: gettext_lazy("Eingebettetes Objekt entfernt"),
    LossKind.FORM: gettext_lazy("Formularelement entfernt, sein Text bleibt"),
    LossKind.MEDIA: gettext_lazy("Film oder Ton entfernt, bitte mit Textfassung neu einfügen"),
    LossKind.DRAWING: gettext_lazy("Zeichnung oder Formel entfernt"),
    LossKind.ELEMENT: gettext_lazy("Unbekanntes Element entfernt, sein Text bleibt"),
    LossKind.UNSAFE_LINK: gettext_lazy("Unsichere Adresse entfernt"),
    LossKind.RELATIVE_LINK: gettext_lazy("Verweis innerhalb des Ordners ist jetzt nur noch Text"),
    LossKind.IMAGE_MISSING: gettext_lazy("Bild fehlt im Ordner"),
    LossKind.IMAGE_REMOTE: gettext_lazy("Bild liegt auf einem fremden Server, nicht übernommen"),
    LossKind.IMAGE_FORMAT: gettext_lazy("Bild ist kaputt oder weder PNG noch JPG, GIF, WebP"),
    LossKind.IMAGE_TEXT: gettext_lazy("Bild ohne Beschreibung, als Schmuck übernommen"),
    LossKind.COVER_TEXT: gettext_lazy("Titelbild ohne Beschreibung (image_alt), weggelassen"),
    LossKind.TABLE_MARKUP: gettext_lazy("Tabelle vereinfacht: nur noch Text in den Zellen"),
    LossKind.QUOTE_MARKUP: gettext_lazy("Zitat vereinfacht: Links und Listen sind jetzt Text"),
    LossKind.ENCODING: gettext_lazy("Datei ist nicht UTF-8, Umlaute bitte prüfen"),
    LossKind.QUIZ_LESSON: gettext_lazy("Frage nennt eine fremde Lektion und steht am Ende"),
    LossKind.FOOTNOTE: gettext_lazy("Fußnoten stehen jetzt als Liste am Ende"),
    LossKind.COMMENT: gettext_lazy("Kommentar weggelassen"),
    LossKind.TRACKED: gettext_lazy("Gelöschter Text aus der Änderungsverfolgung weggelassen"),
    LossKind.TEXT_BOX: gettext_lazy("Text aus einem Textfeld steht jetzt zwischen den Absätzen"),
    LossKind.MARGIN: gettext_lazy("Kopf- oder Fußzeile weggelassen"),
}
# Of these something is left, though not as it was.
CHANGES = {
    LossKind.FRAME,
    LossKind.FORM,
    LossKind.ELEMENT,
    LossKind.RELATIVE_LINK,
    LossKind.IMAGE_TEXT,
    LossKind.TABLE_MARKUP,
    LossKind.QUOTE_MARKUP,
    LossKind.ENCODING,
    LossKind.QUIZ_LESSON,
    LossKind.FOOTNOTE,
    LossKind.TEXT_BOX,
}
_DOCX_REASONS = {
    DocxFault.NO_DOCX: gettext_lazy("Das ist kein Word-Dokument, oder es ist beschädigt."),
    DocxFault.TOO_LARGE: gettext_lazy(
        "Der Text des Dokuments ist zu lang. Bitte teilen Sie es auf."
    ),
    DocxFault.XML: gettext_lazy(
        "Das Dokument enthält etwas, das Word nie schreibt, und wird abgelehnt."
    ),
}
_REASONS = {
    "no_folder": gettext_lazy("Das ist kein Ordner."),
    "lesson_count": gettext_lazy("Der Ordner enthält keine Lektion (.md, .html) oder zu viele."),
    "lesson_missing": gettext_lazy("Diese Lektion gibt es im Ordner nicht."),
    "file_missing": gettext_lazy("Diese Datei gibt es im Ordner nicht."),
    "too_large": gettext_lazy("Die Datei ist zu groß."),
    "no_yaml": gettext_lazy("Der Kopf der Datei ist kein gültiges YAML."),
    "front_value": gettext_lazy("Diese Angabe im Kopf der Datei ist von der falschen Art."),
    "no_json": gettext_lazy("Die Datei ist kein gültiges JSON."),
    "no_questions": gettext_lazy("Die Datei enthält keine Liste „questions“."),
    "quiz_settings": gettext_lazy("„attempts“ oder „pass_share“ stimmen nicht."),
    "question_type": gettext_lazy("Diese Frage hat eine unbekannte Art."),
    "question_content": gettext_lazy("Diese Frage ist unvollständig oder widersprüchlich."),
    "unknown_code": gettext_lazy("Diese Angabe steht in keinem Verzeichnis."),
}


def loss_in_words(loss: Loss) -> str:
    """One line of the report: file, line, what happened, to what."""
    place = f"{loss.file}:{loss.line}" if loss.line else loss.file
    detail = f" ({loss.detail})" if loss.detail else ""
    return f"{place}: {_LOSSES[loss.kind]}{detail}"


def error_in_words(error: CourseFormatError) -> str:
    """Why nothing was imported."""
    detail = f" ({error.detail})" if error.detail else ""
    return f"{error.file}: {_REASONS[error.reason]}{detail}"


def docx_error_in_words(error: DocxError) -> str:
    """Why a Word document was not read."""
    return str(_DOCX_REASONS[error.reason])


def summary_in_words(*, lessons: int, questions: int, pictures: int) -> str:
    """How much was imported."""
    parts = [
        ngettext("%(number)d Lektion", "%(number)d Lektionen", lessons) % {"number": lessons},
        ngettext("%(number)d Frage", "%(number)d Fragen", questions) % {"number": questions},
        ngettext("%(number)d Bild", "%(number)d Bilder", pictures) % {"number": pictures},
    ]
    return _("Übernommen: %(parts)s.") % {"parts": ", ".join(parts)}
