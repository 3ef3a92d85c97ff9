"""What rules of funding programmes are evaluated on, in three values, and the single conditions.

What nobody stated is unclear and never met; an empty set means that nothing was stated.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from network.matching.wording import Name, decimal, listed


class State(StrEnum):
    """Whether a rule holds."""

    MET = "met"
    NOT_MET = "not_met"
    UNCLEAR = "unclear"


Vocabulary = Mapping[str, Mapping[str, Name]]  # titles of codes, by group ("kind", "stage" …)


@dataclass(frozen=True)
class Party:
    """A partner of an idea or cooperation, as far as known."""

    name: str
    kind: str = ""
    legal_form: str = ""
    nonprofit: bool | None = None
    stages: frozenset[str] = frozenset()
    is_applicant: bool = False


@dataclass(frozen=True)
class Proposal:
    """An idea or cooperation, as far as known.

    Attributes:
        parties: Partners; None where nobody is named yet.
        regions: Codes of where it takes place.
        ages: Youngest and oldest in years.
        fields: Action fields.
        competences: Codes such as "2.3".
        target_groups: Codes.
        outside_lessons: Whether it takes place outside school lessons.
        amount: Asked for, in euros.
        own_share: In per cent of the costs.
    """

    parties: tuple[Party, ...] | None = None
    regions: frozenset[str] = frozenset()
    ages: tuple[int, int] | None = None
    fields: frozenset[str] = frozenset()
    competences: frozenset[str] = frozenset()
    target_groups: frozenset[str] = frozenset()
    outside_lessons: bool | None = None
    amount: float | None = None
    own_share: float | None = None


def every(states: Iterable[State]) -> State:
    """All must hold (strong Kleene logic)."""
    found = set(states)
    if State.NOT_MET in found:
        return State.NOT_MET
    return State.UNCLEAR if State.UNCLEAR in found else State.MET


def some(states: Iterable[State]) -> State:
    """One must hold."""
    return opposite(every(opposite(one) for one in states))


def opposite(state: State) -> State:
    """What is unclear stays unclear."""
    swapped = {State.MET: State.NOT_MET, State.NOT_MET: State.MET}
    return swapped.get(state, State.UNCLEAR)


def known(holds: bool | None) -> State:
    """Whether something holds, None where nobody stated it."""
    if holds is None:
        return State.UNCLEAR
    return State.MET if holds else State.NOT_MET


def overlaps(stated: Collection[str], wanted: Iterable[str]) -> State:
    """Whether one of the wanted codes is stated."""
    return known(bool(set(stated) & set(wanted)) if stated else None)


def of_party(conditions: Mapping[str, Any], party: Party) -> State:
    """Whether one partner meets all conditions of ``applicant`` or ``any_partner``."""
    return every(_CONDITIONS[name](wanted, party) for name, wanted in conditions.items())


_CONDITIONS: dict[str, Callable[[Any, Party], State]] = {
    "nonprofit": lambda wanted, party: known(
        None if party.nonprofit is None else party.nonprofit == wanted
    ),
    "kind_in": lambda wanted, party: overlaps({party.kind} - {""}, wanted),
    "kind_not_in": lambda wanted, party: opposite(overlaps({party.kind} - {""}, wanted)),
    "legal_form_in": lambda wanted, party: overlaps({party.legal_form} - {""}, wanted),
    "stage_in": lambda wanted, party: overlaps(party.stages, wanted),
}
GROUPS = {
    "kind_in": "kind", "kind_not_in": "kind", "legal_form_in": "legal_form", "stage_in": "stage",
    "region_in": "region", "field_in": "field", "competence_in": "competence",
    "target_group_in": "target_group",
}  # fmt: skip


def titles(group: str, codes: Iterable[str], vocabulary: Vocabulary, *, joined: Name) -> Name:
    """Codes by their titles, joined by "oder" and "or" (or whatever ``joined`` says)."""
    known_titles = vocabulary.get(group, {})
    names = [known_titles.get(code, Name(code, code)) for code in codes]
    return Name(
        listed([name.de for name in names], joined.de),
        listed([name.en for name in names], joined.en),
    )


OR = Name("oder", "or")


def wanted_partner(conditions: Mapping[str, Any], vocabulary: Vocabulary) -> Name:
    """Conditions as a noun: ``gemeinnütziger Partner der Stufe Grundschule oder Hort``."""
    before, after = Name("", ""), Name("", "")
    if "nonprofit" in conditions:
        is_wanted = conditions["nonprofit"]
        before = (
            Name("gemeinnütziger ", "non-profit ")
            if is_wanted
            else Name("nicht gemeinnütziger ", "for-profit ")
        )
    for name, (german, english) in _ATTRIBUTES.items():
        if name in conditions:
            of = titles(GROUPS[name], conditions[name], vocabulary, joined=OR)
            after = Name(f"{after.de} {german} {of.de}", f"{after.en} {english} {of.en}")
    return Name(f"{before.de}Partner{after.de}", f"{before.en}partner{after.en}")


_ATTRIBUTES = {
    "kind_in": ("der Art", "of the kind"),
    "kind_not_in": ("nicht der Art", "not of the kind"),
    "legal_form_in": ("mit der Rechtsform", "with the legal form"),
    "stage_in": ("der Stufe", "of the stage"),
}


def euros(amount: float) -> Name:
    """An amount in euros without cents: 10.000 € and €10,000."""
    grouped = f"{amount:,.0f}"
    return Name(f"{grouped.replace(',', '.')} €", f"€{grouped}")


def per_cent(figure: float) -> Name:
    """A figure that is in per cent already."""
    written = decimal(figure, 0 if float(figure).is_integer() else 1)
    return Name(f"{written.de} %", f"{written.en}%")
