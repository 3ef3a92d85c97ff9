"""What becomes of questions of other systems, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.forms.question import FALLBACK, REASONS
from courses.formats.questions import FormatError, Outcome, Reason

OUTCOMES: dict[Outcome, Promise] = {
    Outcome.KEPT: _("wird übernommen"),
    Outcome.CHANGED: _("wird verändert übernommen"),
    Outcome.SKIPPED: _("wird ausgelassen"),
}
WORDS: dict[str, Promise] = {
    Reason.TOO_BIG: _("Die Datei ist zu groß. Bitte teilen Sie sie: höchstens 5 MB je Datei."),
    Reason.TOO_MANY: _("Die Datei enthält mehr als 1000 Fragen. Bitte teilen Sie sie."),
    Reason.NO_TEXT: _(
        "Das ist keine Datei mit Fragen. Möglich sind GIFT, Aiken, Moodle XML und QTI."
    ),
    Reason.NO_XML: _(
        "Die Datei ist beschädigt: Sie beginnt wie XML, lässt sich aber nicht lesen. Bitte "
        "exportieren Sie sie noch einmal."
    ),
    Reason.DOCTYPE: _(
        "Die Datei enthält eine DOCTYPE-Angabe. Aus Sicherheitsgründen lesen wir solche Dateien "
        "nicht. Bitte löschen Sie diese Angabe."
    ),
    Reason.DEEP: _("Die Datei ist zu tief verschachtelt. Bitte exportieren Sie sie noch einmal."),
    Reason.UNKNOWN_FORMAT: _(
        "Dieses Format kennen wir nicht. Möglich sind GIFT, Aiken, Moodle XML und QTI 2."
    ),
    Reason.ARCHIVE: _(
        "Dieses Zip-Paket können wir nicht sicher lesen. Bitte exportieren Sie es als QTI-Paket "
        "noch einmal, ohne es selbst neu zu packen."
    ),
    Reason.EMPTY: _("Hier steht keine Frage. Bitte prüfen Sie, ob es die richtige Datei ist."),
    Reason.NO_ANSWER: _("Eine Antwort ist leer."),
    Reason.NO_NUMBER: _("Eine Zahl ist nicht lesbar."),
    Reason.NO_PAIR: _("Bei einem Paar fehlt eine Seite oder der Pfeil ->."),
    Reason.NOTHING_RIGHT: _("Keine Antwort gibt die volle Punktzahl."),
    Reason.MANY_CHOICES: _("Es sind mehr als 26 Antworten."),
    Reason.BRACES: _("Eine geschweifte Klammer ist offen geblieben oder steht zu viel."),
    Reason.AIKEN: _("Es fehlt die Frage, eine Antwort mit Buchstaben oder die Zeile „ANSWER:“."),
    Reason.DESCRIPTION: _("Das ist ein Hinweis ohne Frage. Er gehört als Text in die Lektion."),
    Reason.FORMULA: _("Berechnete Fragen mit Formeln gibt es hier nicht."),
    Reason.UNKNOWN_TYPE: _("Diesen Fragetyp gibt es hier nicht."),
    Reason.RESPONSES: _("Diese Art zu antworten gibt es hier nicht, oder die Lösung fehlt."),
    Reason.FREE_TEXT: _("Freie Texte gibt es hier als Frage noch nicht."),
    Reason.LONG_TEXT: _("Ein Text ist zu lang."),
    Reason.MARKUP: _("Hervorhebungen, Listen oder Links werden zu einfachem Text."),
    Reason.MEDIA: _("Bilder und andere Dateien kommen nicht mit; nur die Beschreibung bleibt."),
    Reason.SCRIPT: _("Programmcode wurde entfernt."),
    Reason.SAME_TEXT: _("Zwei Texte sehen ohne Hervorhebungen gleich aus."),
    Reason.ANSWER_TWICE: _("Eine Antwort stand doppelt da; die erste gilt."),
    Reason.WILDCARD: _("Ein Sternchen in einer Antwort gilt hier als Sternchen."),
    Reason.POINTS: _("Die Punkte werden gerundet: Hier gibt es nur ganze Punkte."),
    Reason.HINTS: _("Nur der erste Tipp kommt mit."),
    Reason.UNITS: _("Nur die erste Einheit kommt mit."),
    Reason.COMBINED_FEEDBACK: _("Rückmeldungen nach Ergebnis (richtig, teilweise) entfallen."),
    Reason.SCORING: _("Eine eigene Bewertungsregel entfällt; es gilt die Regel dieser Plattform."),
    Reason.NO_GIFT: _("GIFT kennt diesen Fragetyp nicht."),
    Reason.NO_MOODLE: _("Moodle XML kennt diesen Fragetyp nicht."),
    Reason.ARROW: _("GIFT kann hier keinen Pfeil -> in der Antwort schreiben."),
}


def words_of(reason: str) -> Promise:
    """A reason in words, also one for which the grader cannot read a question."""
    return WORDS.get(reason) or REASONS.get(reason, FALLBACK)


def refusal_of(error: FormatError) -> str:
    """Why a file cannot be read, and where."""
    if not error.line:
        return str(words_of(error.reason))
    return str(_("Zeile %(line)s: %(words)s")) % {
        "line": error.line,
        "words": words_of(error.reason),
    }
