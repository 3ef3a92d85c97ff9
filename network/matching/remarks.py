"""What limits a plan, in sentences: used up quotas and limits, too few small partners."""

from collections import Counter
from collections.abc import Collection, Iterator

from network.matching.cells import Labels
from network.matching.planning import Problem
from network.matching.wording import Sentence, percent


def remarks(
    problem: Problem, chosen: Collection[str], labels: Labels | None = None
) -> tuple[Sentence, ...]:
    """Everything that keeps a plan from being larger, most general first."""
    names = labels or Labels()
    return (*_limit(problem, chosen), *_quotas(problem, chosen, names), *_share(problem, chosen))


def _limit(problem: Problem, chosen: Collection[str]) -> Iterator[Sentence]:
    if len(chosen) >= problem.limit:
        yield Sentence(
            "limit",
            f"Das Kontingent von {problem.limit} Kooperationen ist ausgeschöpft.",
            f"The limit of {problem.limit} cooperations is used up.",
        )


def _quotas(problem: Problem, chosen: Collection[str], names: Labels) -> Iterator[Sentence]:
    known = problem.by_key()
    led = Counter(known[key].lead_field for key in chosen)
    for code, quota in sorted(problem.quotas.items()):
        if led[code] >= quota:
            title = names.field_name(code)
            yield Sentence(
                "quota",
                f"Das Kontingent im Feld {title.de} ist ausgeschöpft: {led[code]} von {quota}.",
                f"The quota of the field {title.en} is used up: {led[code]} of {quota}.",
            )


def _share(problem: Problem, chosen: Collection[str]) -> Iterator[Sentence]:
    if problem.fairness <= 0:
        return
    held = share_of_small(problem, chosen)
    goal, now = percent(problem.fairness), percent(held)
    if chosen:
        yield Sentence(
            "fair",
            f"Kleine Partner haben {now.de} der Plätze, mindestens {goal.de} sind gewünscht.",
            f"Small partners hold {now.en} of the places; at least {goal.en} are wanted.",
        )
    elif len(problem.candidates) > len(problem.vetoes):
        yield Sentence(
            "nobody_small",
            f"Kein Vorschlag ist möglich, bei dem kleine Partner {goal.de} der Plätze haben. "
            "Senken Sie den Anteil oder geben Sie kleinen Partnern mehr freie Plätze.",
            f"No suggestion is possible in which small partners hold {goal.en} of the places. "
            "Lower the share, or give small partners more free places.",
        )


def share_of_small(problem: Problem, chosen: Collection[str]) -> float:
    """Share 0–1 of the places in chosen cooperations that small partners hold."""
    known = problem.by_key()
    return sum(known[key].small for key in chosen) / (2 * len(chosen)) if chosen else 0.0


def no_fair_plan(problem: Problem) -> Sentence:
    """The pins alone leave small partners less than their share, and nothing makes up for it."""
    goal, now = percent(problem.fairness), percent(share_of_small(problem, problem.pins))
    return Sentence(
        "unfair_pins",
        f"In den festgelegten Kooperationen haben kleine Partner {now.de} der Plätze; auch mit "
        f"allen möglichen weiteren Vorschlägen werden es nicht {goal.de}. "
        "Nehmen Sie eine Festlegung zurück oder senken Sie den Anteil.",
        f"In the fixed cooperations small partners hold {now.en} of the places; even with every "
        f"further suggestion they do not reach {goal.en}. Release one of them or lower the share.",
    )
