"""Why a suggestion stands in a plan or not, and what changed between two plans, in sentences."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from network.matching.cells import Cell, Labels
from network.matching.planning import Candidate, Plan, Problem, coverage_after
from network.matching.wording import Sentence, decimal, percent

GAP = 0.3  # a cell covered less than this is a gap (``coverage.Shares``)
SEPARATE = 1.0  # a bridge of this much joins parts that were separate
SLACK = 1e-9
ADDED, REMOVED = "added", "removed"


@dataclass(frozen=True)
class Change:
    """A suggestion that came into the plan or left it, with reasons, the strongest first."""

    key: str
    kind: str
    reasons: tuple[Sentence, ...]


def difference(
    before: tuple[Problem, Plan], after: tuple[Problem, Plan], labels: Labels | None = None
) -> list[Change]:
    """What left the plan and what came in, each with why.

    Args:
        before: The earlier question and its plan.
        after: The new question and its plan.
        labels: Names for the sentences.
    """
    (old_problem, old), (problem, new) = before, after
    names = labels or Labels()
    gone = sorted(set(old.chosen) - set(new.chosen))
    came = sorted(set(new.chosen) - set(old.chosen))
    return [
        *(Change(key, REMOVED, why_not(problem, new, key, names)) for key in gone),
        *(
            Change(
                key,
                ADDED,
                (*_made_possible(old_problem, problem, key, names), *why(problem, new, key, names)),
            )
            for key in came
        ),
    ]


def summary(old: Plan, new: Plan) -> Sentence:
    """The change in one sentence."""
    came, gone = len(set(new.chosen) - set(old.chosen)), len(set(old.chosen) - set(new.chosen))
    kept = len(set(old.chosen) & set(new.chosen))
    first, second = decimal(old.value), decimal(new.value)
    return Sentence(
        "summary",
        f"{came} neu, {gone} entfallen, {kept} geblieben; Wert {first.de} → {second.de}.",
        f"{came} new, {gone} dropped, {kept} kept; value {first.en} → {second.en}.",
    )


def why(
    problem: Problem, plan: Plan, key: str, labels: Labels | None = None
) -> tuple[Sentence, ...]:
    """Why a suggestion is in the plan, the strongest reason first."""
    names = labels or Labels()
    one = problem.by_key()[key]
    return (
        *_pinned(problem, one),
        *_closed(problem, plan, one, names),
        *_connecting(one),
        *_likely(one),
    )


def why_not(
    problem: Problem, plan: Plan, key: str, labels: Labels | None = None
) -> tuple[Sentence, ...]:
    """Why a suggestion is not in the plan."""
    names = labels or Labels()
    one = problem.by_key().get(key)
    if one is None:
        text = "Dieser Vorschlag steht nicht mehr zur Wahl."
        return (Sentence("gone", text, "This suggestion is no longer available."),)
    if key in problem.vetoes:
        text = "Von Ihnen ausgeschlossen."
        return (Sentence("vetoed", text, "You ruled it out."),)
    if plan.faults:
        return plan.faults
    hindered = (*_crowded_out(problem, plan, one, names), *_full(problem, plan, one, names))
    return hindered or (_weaker(problem, plan, one),)


def _pinned(problem: Problem, one: Candidate) -> Iterator[Sentence]:
    if one.key in problem.pins:
        yield Sentence("pinned", "Von Ihnen festgelegt.", "You fixed it.")


def _closed(problem: Problem, plan: Plan, one: Candidate, names: Labels) -> Iterator[Sentence]:
    """The cell in which it adds most to the rest of the plan."""
    rest = coverage_after(problem, [key for key in plan.chosen if key != one.key])

    def added(cell: Cell) -> float:
        return problem.weights[cell] * min(one.probability, 1 - rest[cell])

    cell = max(sorted(one.cells & rest.keys()), key=added, default=None)
    if cell is None or added(cell) <= SLACK:
        return
    title, now = names.cell(cell), problem.covered.get(cell, 0.0)
    then = percent(min(1.0, rest[cell] + one.probability))
    first = percent(now)
    if now < GAP:
        yield Sentence(
            "closes",
            f"Schließt eine Lücke: {title.de} (bisher {first.de}, erwartet {then.de}).",
            f"Closes a gap: {title.en} ({first.en} so far, {then.en} expected).",
        )
    else:
        yield Sentence(
            "strengthens",
            f"Stärkt {title.de} (bisher {first.de}, erwartet {then.de}).",
            f"Strengthens {title.en} ({first.en} so far, {then.en} expected).",
        )


def _connecting(one: Candidate) -> Iterator[Sentence]:
    if one.bridge >= SEPARATE:
        yield Sentence(
            "bridge",
            "Verbindet zwei bisher getrennte Teile des Netzwerks.",
            "Connects two parts of the network that were separate.",
        )
    if one.small:
        yield Sentence(
            "small", "Kleiner Partner mit freier Kapazität.", "Small partner with free capacity."
        )


def _likely(one: Candidate) -> Iterator[Sentence]:
    chance = percent(one.probability)
    yield Sentence(
        "likely", f"Zusage zu {chance.de} erwartet.", f"A yes is expected with {chance.en}."
    )


def _crowded_out(problem: Problem, plan: Plan, one: Candidate, names: Labels) -> Iterator[Sentence]:
    known = problem.by_key()
    load = Counter(key for name in plan.chosen for key in (known[name].first, known[name].second))
    for key in (one.first, one.second):
        free, partner = problem.capacities.get(key, 0), names.partner(key)
        if load[key] >= free:
            yield Sentence(
                "capacity",
                f"{partner} hat keinen freien Platz mehr ({load[key]} von {free} verplant).",
                f"{partner} has no free place left ({load[key]} of {free} planned).",
            )


def _full(problem: Problem, plan: Plan, one: Candidate, names: Labels) -> Iterator[Sentence]:
    known = problem.by_key()
    quota = problem.quotas.get(one.lead_field)
    led = sum(known[key].lead_field == one.lead_field for key in plan.chosen)
    if quota is not None and led >= quota:
        title = names.field_name(one.lead_field)
        yield Sentence(
            "quota",
            f"Das Kontingent im Feld {title.de} ist ausgeschöpft: {led} von {quota}.",
            f"The quota of the field {title.en} is used up: {led} of {quota}.",
        )
    small = sum(known[key].small for key in plan.chosen) + one.small
    if small < 2 * problem.fairness * (len(plan.chosen) + 1) - SLACK:
        share = percent(problem.fairness)
        yield Sentence(
            "fairness",
            f"Kleine Partner hätten dann weniger als {share.de} der Plätze.",
            f"Small partners would then hold less than {share.en} of the places.",
        )


def _weaker(problem: Problem, plan: Plan, one: Candidate) -> Sentence:
    if len(plan.chosen) >= problem.limit:
        return Sentence(
            "limit",
            f"Im Rahmen des Kontingents von {problem.limit} bringen andere mehr.",
            f"Within the limit of {problem.limit}, others bring more.",
        )
    chance = percent(one.probability)
    return Sentence(
        "nothing",
        f"Bringt zum übrigen Plan nichts hinzu (Zusage zu {chance.de} erwartet).",
        f"Adds nothing to the rest of the plan (a yes is expected with {chance.en}).",
    )


def _made_possible(old: Problem, new: Problem, key: str, names: Labels) -> Iterator[Sentence]:
    """What was in the way before and no longer is."""
    one = new.by_key()[key]
    if key not in old.by_key():
        yield Sentence("new", "Neu als Vorschlag hinzugekommen.", "New among the suggestions.")
    elif key in old.vetoes:
        text = "Nicht mehr ausgeschlossen."
        yield Sentence("unvetoed", text, "No longer ruled out.")
    for partner in (one.first, one.second):
        more = new.capacities.get(partner, 0) - old.capacities.get(partner, 0)
        if more > 0:
            name = names.partner(partner)
            yield Sentence(
                "more_capacity",
                f"{name} hat mehr freie Plätze als zuvor (+{more}).",
                f"{name} has more free places than before (+{more}).",
            )
