"""What staff pinned, against what is possible: faults are told before anything is planned."""

from collections import Counter
from collections.abc import Iterator

from network.matching.cells import Labels
from network.matching.planning import Candidate, Problem
from network.matching.wording import Sentence


def faults(problem: Problem, labels: Labels | None = None) -> tuple[Sentence, ...]:
    """Why no plan can keep all pins; empty: one can (the share of small partners aside)."""
    names = labels or Labels()
    known = problem.by_key()
    pinned = [known[key] for key in sorted(problem.pins) if key in known]
    return (
        *_unknown(problem, known),
        *_vetoed(problem, known, names),
        *_crowded(problem, pinned, names),
        *_over_quota(problem, pinned, names),
        *_over_limit(problem, pinned),
    )


def _unknown(problem: Problem, known: dict[str, Candidate]) -> Iterator[Sentence]:
    for key in sorted(problem.pins - known.keys()):
        yield Sentence(
            "pin_unknown",
            f"Der festgelegte Vorschlag {key} steht nicht mehr zur Wahl. "
            "Bitte nehmen Sie die Festlegung zurück.",
            f"The fixed suggestion {key} is no longer available. Please release it.",
        )


def _vetoed(problem: Problem, known: dict[str, Candidate], names: Labels) -> Iterator[Sentence]:
    for key in sorted(problem.pins & problem.vetoes & known.keys()):
        pair = pair_name(known[key], names)
        yield Sentence(
            "pin_vetoed",
            f"{pair} ist zugleich festgelegt und ausgeschlossen. Bitte nehmen Sie eines zurück.",
            f"{pair} is both fixed and ruled out. Please take one of them back.",
        )


def _crowded(problem: Problem, pinned: list[Candidate], names: Labels) -> Iterator[Sentence]:
    wanted = Counter(key for one in pinned for key in (one.first, one.second))
    for key, number in sorted(wanted.items()):
        free = problem.capacities.get(key, 0)
        if number > free:
            partner = names.partner(key)
            yield Sentence(
                "pin_capacity",
                f"{partner} ist {number}-mal festgelegt, freie Plätze: {free}.",
                f"{partner} is fixed {number} times; free places: {free}.",
            )


def _over_quota(problem: Problem, pinned: list[Candidate], names: Labels) -> Iterator[Sentence]:
    wanted = Counter(one.lead_field for one in pinned)
    for code, number in sorted(wanted.items()):
        quota = problem.quotas.get(code, number)
        if number > quota:
            title = names.field_name(code)
            yield Sentence(
                "pin_quota",
                f"Im Feld {title.de} sind {number} festgelegt, das Kontingent ist {quota}.",
                f"In the field {title.en} {number} are fixed; the quota is {quota}.",
            )


def _over_limit(problem: Problem, pinned: list[Candidate]) -> Iterator[Sentence]:
    if len(pinned) > problem.limit:
        yield Sentence(
            "pin_limit",
            f"{len(pinned)} Vorschläge sind festgelegt, geplant werden höchstens {problem.limit}.",
            f"{len(pinned)} suggestions are fixed; at most {problem.limit} are planned.",
        )


def pair_name(one: Candidate, names: Labels) -> str:
    """``Grundschule Sandow – Stadtbibliothek``."""
    return f"{names.partner(one.first)} – {names.partner(one.second)}"
