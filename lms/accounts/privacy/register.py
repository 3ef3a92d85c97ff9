"""Prints the register of processing activities (Art. 30) and the annex for its assessment."""

from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import override

from lms.accounts.privacy.registry import (
    EVERY_FIELD,
    Activity,
    Entry,
    How,
    Kind,
    activities,
    entries,
)
from lms.accounts.privacy.rules import RetentionRule, rules

# The printed register is a German legal paper, whatever the language of the reader.
KINDS = {Kind.PERSONAL: "personenbezogen", Kind.MINOR: "Minderjährige", Kind.SPECIAL: "besonders"}
ERASED = {
    How.DELETE: "wird gelöscht",
    How.CASCADE: "wird mit gelöscht",
    How.CLEAR: "Angaben werden geleert",
    How.ANONYMISE: "wird anonym",
    How.KEEP: "bleibt",
    How.NOTHING: "",
}
HEAD = """# Verzeichnis der Verarbeitungstätigkeiten

Gedruckt aus `lms/privacy/` mit `manage.py privacy_register`; von Hand wird hier nichts geändert.
Keine Rechtsberatung: Rechtsgrundlagen und Fristen bestätigt die oder der Datenschutzbeauftragte.
"""


class Processing(NamedTuple):
    """One activity with the tables it uses that hold people, and the rules that end them."""

    activity: Activity
    tables: list[Entry]
    rules: list[RetentionRule]

    @property
    def has_minors(self) -> bool:
        """Something about children or young people is among it."""
        return any(Kind.MINOR in entry.kinds.values() for entry in self.tables)

    @property
    def has_special(self) -> bool:
        """Something that needs particular care is among it."""
        return any(Kind.SPECIAL in entry.kinds.values() for entry in self.tables)


def register() -> list[Processing]:
    """Every activity that has to do with people."""
    found = []
    for activity in activities().values():
        tables = [e for e in entries().values() if e.activity == activity.code and e.holds_people]
        own = [rule for rule in rules() if rule.activity == activity.code]
        if tables:
            found.append(Processing(activity, tables, own))
    return found


def as_markdown() -> str:
    """The register and the annex as one document, in German."""
    with override("de"):
        return "\n".join([HEAD, *_register(), *_annex()]).rstrip() + "\n"


def erased(entry: Entry) -> str:
    """What becomes of a row, in words."""
    words = ERASED[entry.erase.how]
    return f"{words}: {entry.erase.reason}" if entry.erase.reason else words


def given(entry: Entry) -> str:
    """Who gets a copy of a row, in words: the person, and a child's guardian with less."""
    if not entry.person:
        return "kein Weg zu einer Person"
    kept = entry.kept_from_guardians
    if EVERY_FIELD in kept:
        return "ja, an Sorgeberechtigte nicht"
    return f"ja, an Sorgeberechtigte ohne {', '.join(kept)}" if kept else "ja"


def fields_in_words(entry: Entry) -> str:
    """The fields that say something about people, by class."""
    parts = []
    for kind, word in KINDS.items():
        names = [name for name, found in entry.kinds.items() if found == kind]
        if names:
            parts.append(f"{word}: {', '.join(names)}")
    return "; ".join(parts)


def _register() -> Iterator[str]:
    for activity, tables, ends in register():
        yield f"## {activity.title}\n"
        yield f"- **Zweck:** {activity.purpose}"
        yield f"- **Betroffene:** {activity.people}"
        yield f"- **Rechtsgrundlage:** {activity.basis}"
        yield f"- **Empfänger:** {activity.recipients}"
        yield f"- **Löschfrist:** {activity.retention}"
        yield from (f"- **Löschregel:** {rule.title}: {rule.period}" for rule in ends)
        yield "\n| Tabelle | Felder | Auskunft | Löschung |\n|---|---|---|---|"
        for entry in tables:
            yield (
                f"| {entry.label} | {fields_in_words(entry)} | {given(entry)} | {erased(entry)} |"
            )
        yield ""


def _annex() -> Iterator[str]:
    yield "# Anlage zur Datenschutz-Folgenabschätzung\n"
    yield "| Tätigkeit | Minderjährige | besondere Angaben | Risiko | Maßnahmen |"
    yield "|---|---|---|---|---|"
    for processing in register():
        activity = processing.activity
        minors = "ja" if processing.has_minors else "nein"
        special = "ja" if processing.has_special else "nein"
        yield f"| {activity.title} | {minors} | {special} | {activity.risk} | {activity.measures} |"
