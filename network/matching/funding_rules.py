"""Each operator of the rule language: does it hold, what does it ask, what is known so far."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from network.matching.funding_terms import (
    GROUPS,
    OR,
    Party,
    Proposal,
    State,
    Vocabulary,
    euros,
    every,
    known,
    of_party,
    opposite,
    overlaps,
    per_cent,
    some,
    titles,
    wanted_partner,
)
from network.matching.wording import Name, listed

Rule = Mapping[str, Any]
UNKNOWN = Name("noch nicht angegeben", "not stated yet")


@dataclass(frozen=True)
class Outcome:
    """A rule on a proposal: its state, what it asks and what was found."""

    state: State
    asks: Name
    fact: Name


def outcome(rule: Rule, proposal: Proposal, vocabulary: Vocabulary) -> Outcome:
    """Evaluate one valid rule (``funding_document.validate``)."""
    ((name, argument),) = rule.items()
    if name in _NESTING:
        parts = [argument] if name == "not" else argument
        found = [outcome(one, proposal, vocabulary) for one in parts]
        return _NESTING[name](found)
    if name in _PARTNERS:
        return _PARTNERS[name](argument, proposal.parties, vocabulary)
    if name in _SETS:
        return _among(name, argument, proposal, vocabulary)
    return _FIGURES[name](argument, proposal)


def _joined(parts: list[Outcome], word: Name) -> tuple[Name, Name]:
    asks = Name(
        f" {word.de} ".join(one.asks.de for one in parts),
        f" {word.en} ".join(one.asks.en for one in parts),
    )
    fact = Name("; ".join(one.fact.de for one in parts), "; ".join(one.fact.en for one in parts))
    return asks, fact


def _all(parts: list[Outcome]) -> Outcome:
    return Outcome(every(one.state for one in parts), *_joined(parts, Name("und", "and")))


def _any(parts: list[Outcome]) -> Outcome:
    return Outcome(some(one.state for one in parts), *_joined(parts, OR))


def _not(parts: list[Outcome]) -> Outcome:
    asks = Name(f"Ausgeschlossen: {parts[0].asks.de}", f"Excluded: {parts[0].asks.en}")
    return Outcome(opposite(parts[0].state), asks, parts[0].fact)


_NESTING = {"all": _all, "any": _any, "not": _not}
Parties = tuple[Party, ...] | None


def _present(parties: Parties) -> Name:
    if parties is None:
        return UNKNOWN
    if len(parties) == 1:
        return Name("einer ist dabei", "one is in")
    return Name(f"{len(parties)} sind dabei", f"{len(parties)} are in")


def _least(wanted: int, parties: Parties, _words: Vocabulary) -> Outcome:
    holds = None if parties is None else len(parties) >= wanted
    asks = Name(f"Mindestens {wanted} Partner", f"At least {wanted} partners")
    return Outcome(known(holds), asks, _present(parties))


def _most(wanted: int, parties: Parties, _words: Vocabulary) -> Outcome:
    holds = None if parties is None else len(parties) <= wanted
    asks = Name(f"Höchstens {wanted} Partner", f"At most {wanted} partners")
    return Outcome(known(holds), asks, _present(parties))


def _applicant(wanted: Rule, parties: Parties, words: Vocabulary) -> Outcome:
    """Nobody named yet: at best unclear, and not met if none of the partners could apply."""
    noun = wanted_partner(wanted, words)
    asks = Name(f"Antrag durch: {noun.de}", f"Applicant: {noun.en}")
    if not parties:
        return Outcome(State.UNCLEAR, asks, UNKNOWN)
    named = [party for party in parties if party.is_applicant]
    if named:
        state = some(of_party(wanted, party) for party in named)
        return Outcome(state, asks, _by_name(named, state))
    state = some(of_party(wanted, party) for party in parties)
    if state is State.NOT_MET:
        return Outcome(state, asks, Name("keiner der Partner", "none of the partners"))
    fact = Name("noch nicht festgelegt, wer den Antrag stellt", "nobody named as applicant yet")
    return Outcome(State.UNCLEAR, asks, fact)


def _by_name(parties: list[Party], state: State) -> Name:
    names = [party.name for party in parties]
    fact = Name(listed(names, "und"), listed(names, "and"))
    if state is State.UNCLEAR:
        return Name(f"{fact.de} – {UNKNOWN.de}", f"{fact.en} – {UNKNOWN.en}")
    return fact


def _one(wanted: Rule, parties: Parties, words: Vocabulary) -> Outcome:
    noun = wanted_partner(wanted, words)
    asks = Name(f"Dabei: ein {noun.de}", f"Includes a {noun.en}")
    if parties is None:
        return Outcome(State.UNCLEAR, asks, UNKNOWN)
    states = [of_party(wanted, party) for party in parties]
    state = some(states)
    fitting = [party for party, one in zip(parties, states, strict=True) if one is state]
    if state is State.NOT_MET:
        return Outcome(state, asks, Name("keiner", "none"))
    return Outcome(state, asks, _by_name(fitting, state))


def _each(wanted: Rule, parties: Parties, words: Vocabulary) -> Outcome:
    noun = wanted_partner(wanted, words)
    asks = Name(f"Jeder ist ein {noun.de}", f"Everyone is a {noun.en}")
    if not parties:
        return Outcome(State.UNCLEAR, asks, UNKNOWN)
    states = [of_party(wanted, party) for party in parties]
    state = every(states)
    if state is State.MET:
        return Outcome(state, asks, Name("alle", "all"))
    against = [party for party, one in zip(parties, states, strict=True) if one is state]
    fact = _by_name(against, state)
    if state is State.NOT_MET:
        fact = Name(f"nicht {fact.de}", f"not {fact.en}")
    return Outcome(state, asks, fact)


_PARTNERS: dict[str, Callable[[Any, Parties, Vocabulary], Outcome]] = {
    "min_partners": _least,
    "max_partners": _most,
    "applicant": _applicant,
    "any_partner": _one,
    "every_partner": _each,
}
_SETS: dict[str, tuple[Name, Callable[[Proposal], frozenset[str]]]] = {
    "region_in": (Name("Region", "Region"), lambda one: one.regions),
    "field_in": (Name("Handlungsfeld", "Action field"), lambda one: one.fields),
    "competence_in": (Name("Kompetenz", "Competence"), lambda one: one.competences),
    "target_group_in": (Name("Zielgruppe", "Target group"), lambda one: one.target_groups),
}


def _among(name: str, wanted: list[str], proposal: Proposal, words: Vocabulary) -> Outcome:
    title, stated_in = _SETS[name]
    stated = stated_in(proposal)
    compared = stated
    if name == "competence_in":  # an area stands for its competences
        compared = stated | {code.split(".", 1)[0] for code in stated}
    asked = titles(GROUPS[name], wanted, words, joined=OR)
    asks = Name(f"{title.de}: {asked.de}", f"{title.en}: {asked.en}")
    fact = titles(GROUPS[name], sorted(stated), words, joined=Name("und", "and"))
    return Outcome(overlaps(compared, wanted), asks, fact if stated else UNKNOWN)


def _ages(wanted: list[int], proposal: Proposal) -> Outcome:
    young, old = wanted
    asks = Name(f"Alter zwischen {young} und {old} Jahren", f"Aged between {young} and {old}")
    if proposal.ages is None:
        return Outcome(State.UNCLEAR, asks, UNKNOWN)
    first, last = proposal.ages
    holds = max(young, first) <= min(old, last)
    return Outcome(
        known(holds), asks, Name(f"{first} bis {last} Jahre", f"{first} to {last} years")
    )


def _outside(wanted: bool, proposal: Proposal) -> Outcome:
    outside = Name("außerhalb des Unterrichts", "outside lessons")
    within = Name("im Unterricht", "in lessons")
    asks = outside if wanted else within
    stated = proposal.outside_lessons
    if stated is None:
        return Outcome(State.UNCLEAR, _taking_place(asks), UNKNOWN)
    return Outcome(known(stated == wanted), _taking_place(asks), outside if stated else within)


def _taking_place(where: Name) -> Name:
    return Name(f"Findet {where.de} statt", f"Takes place {where.en}")


def _figure(
    asks: Name, stated: float | None, holds: Callable[[float], bool], shown: Callable[[float], Name]
) -> Outcome:
    if stated is None:
        return Outcome(State.UNCLEAR, asks, UNKNOWN)
    return Outcome(known(holds(stated)), asks, shown(stated))


def _amount_from(wanted: float, proposal: Proposal) -> Outcome:
    least = euros(wanted)
    asks = Name(f"Mindestens {least.de}", f"At least {least.en}")
    return _figure(asks, proposal.amount, lambda stated: stated >= wanted, euros)


def _amount_to(wanted: float, proposal: Proposal) -> Outcome:
    most = euros(wanted)
    asks = Name(f"Höchstens {most.de}", f"At most {most.en}")
    return _figure(asks, proposal.amount, lambda stated: stated <= wanted, euros)


def _own(wanted: float, proposal: Proposal) -> Outcome:
    least = per_cent(wanted)
    asks = Name(f"Eigenanteil mindestens {least.de}", f"Own share of at least {least.en}")
    return _figure(asks, proposal.own_share, lambda stated: stated >= wanted, per_cent)


_FIGURES: dict[str, Callable[[Any, Proposal], Outcome]] = {
    "target_age_overlap": _ages,
    "outside_lessons": _outside,
    "min_amount": _amount_from,
    "max_amount": _amount_to,
    "own_share": _own,
}
