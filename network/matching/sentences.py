"""The words of reasons and questions in German and English. Labels come from the vocabulary."""

from collections.abc import Callable, Mapping
from typing import Any

from network.matching.explanation import GROUP_OF, Reason
from network.matching.records import Label, Vocabulary

CLOSE_BY = 0.1  # kilometres; also two places of which only the same district is known
Sentence = Callable[[Mapping[str, Any], Vocabulary, str], str]
PROBABLY = Label(
    " (vermutlich, aus dem Text erkannt – bitte bestätigen)",
    " (probably, recognised in the text – please confirm)",
)
FIXED: Mapping[str, Label] = {
    "mutual": Label("Beide Seiten haben etwas davon.", "Both sides benefit."),
    "more": Label("Es passt noch mehr zusammen.", "More of what you offer and need fits."),
    "history": Label("Eine frühere Kooperation lief gut.", "An earlier cooperation went well."),
    "experience": Label("Erfahrung mit ähnlichen Anfragen.", "Experience with similar requests."),
    "undisclosed": Label(
        "Weitere Angaben, die nicht für Sie freigegeben sind.",
        "Further details that are not released to you.",
    ),
    "open_window": Label("Offen: Ein Zeitraum fehlt.", "Open: a period is missing."),
    "open_place": Label(
        "Offen: Ob vor Ort oder online, ist nicht gesagt.",
        "Open: on site or online is not said.",
    ),
}
WITH_TAGS: Mapping[str, tuple[Label, Label]] = {  # with shared tags, without
    "category": (
        Label("Gesuch und Angebot gehören zusammen: {names}.", "Need and offer match: {names}."),
        Label("Die Art der Unterstützung passt ungefähr.", "The kind of support roughly fits."),
    ),
    "competence": (
        Label("Deckt die gesuchte Kompetenz ab: {names}.", "Covers the competence: {names}."),
        Label("Verwandte Kompetenzen.", "Related competences."),
    ),
    "field": (
        Label("Gemeinsames Handlungsfeld: {names}.", "Common field of action: {names}."),
        Label("Benachbarte Handlungsfelder.", "Neighbouring fields of action."),
    ),
    "target": (
        Label("Passt zur Zielgruppe: {names}.", "Fits the target group: {names}."),
        Label("Die Zielgruppe ist nur ähnlich.", "The target group is only similar."),
    ),
}


def text(reason: Reason, vocabulary: Vocabulary, language: str = "de") -> str:
    """The sentence of a reason in ``de`` or ``en``."""
    if reason.code in FIXED:
        return FIXED[reason.code].text(language)
    if reason.code in GROUP_OF:
        return _tags(reason, vocabulary, language)
    return _SENTENCES[reason.code](reason.params, vocabulary, language)


def _tags(reason: Reason, vocabulary: Vocabulary, language: str) -> str:
    group = GROUP_OF[reason.code]
    named, unnamed = WITH_TAGS[reason.code]
    codes = reason.params.get("codes", [])
    if not codes:
        return unnamed.text(language)
    unsure = set(reason.params.get("suggested", ()))
    names = ", ".join(
        _name(code, group, vocabulary, language)
        + (PROBABLY.text(language) if code in unsure else "")
        for code in codes
    )
    return named.text(language).format(names=names)


def _name(code: str, group: str, vocabulary: Vocabulary, language: str) -> str:
    label = vocabulary.labels[group, code].text(language)
    return f"{code} {label}" if group == "competence" else label


def kilometres(value: float, language: str) -> str:
    """1,2 or 1.2."""
    shown = f"{value:.1f}"
    return shown if language == "en" else shown.replace(".", ",")


def _near(params: Mapping[str, Any], _vocabulary: Vocabulary, language: str) -> str:
    if params.get("online"):
        return Label(
            "Beide können online zusammenarbeiten.", "Both can work together online."
        ).text(language)
    if "km" not in params:
        return Label("Der Ort ist nicht angegeben.", "The place is not given.").text(language)
    if params["km"] < CLOSE_BY:
        return Label("Ganz in der Nähe.", "Close by.").text(language)
    km = kilometres(params["km"], language)
    return Label(f"{km} km Luftlinie.", f"{km} km as the crow flies.").text(language)


def _wish(params: Mapping[str, Any], vocabulary: Vocabulary, language: str) -> str:
    stages = ", ".join(vocabulary.stages[code].text(language) for code in params["stages"])
    if not stages:
        return Label(
            "Kein ausdrücklicher Wunsch nach diesem Bildungsbereich.",
            "No explicit wish for this stage.",
        ).text(language)
    return Label(
        f"Das Angebot möchte ausdrücklich diesen Bereich erreichen: {stages}.",
        f"The offer explicitly wants to reach this stage: {stages}.",
    ).text(language)


def _breadth(params: Mapping[str, Any], _vocabulary: Vocabulary, language: str) -> str:
    if params["is_broad"]:
        return Label(
            "Dagegen: Es ist viel zugleich genannt.", "Against: much is named at once."
        ).text(language)
    return Label("Klar umrissenes Gesuch und Angebot.", "A clear need and offer.").text(language)


def _window(params: Mapping[str, Any], _vocabulary: Vocabulary, language: str) -> str:
    days = params.get("days")
    if days is None:
        return Label("Zeitlich noch offen.", "The time is still open.").text(language)
    return Label(f"{days} Tage gemeinsame Zeit.", f"{days} days in which both can.").text(language)


def _transition(params: Mapping[str, Any], vocabulary: Vocabulary, language: str) -> str:
    first, second = (vocabulary.stages[code].text(language) for code in params["stages"])
    return Label(
        f"Stärkt den Übergang {first} – {second}.",
        f"Strengthens the transition {first} – {second}.",
    ).text(language)


def _short(params: Mapping[str, Any], _vocabulary: Vocabulary, language: str) -> str:
    days = params["days"]
    return Label(
        f"Dagegen: nur {days} Tage gemeinsame Zeit.", f"Against: only {days} days in common."
    ).text(language)


def _far(params: Mapping[str, Any], _vocabulary: Vocabulary, language: str) -> str:
    km = kilometres(params["km"], language)
    return Label(f"Dagegen: {km} km Entfernung.", f"Against: {km} km apart.").text(language)


_SENTENCES: Mapping[str, Sentence] = {
    "near": _near,
    "breadth": _breadth,
    "wish": _wish,
    "window": _window,
    "transition": _transition,
    "short_window": _short,
    "far": _far,
}
