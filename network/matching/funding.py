"""Does an idea or cooperation probably fit a programme, and what is missing?

Nobody is ever told to be eligible: the funder decides, and the rules here are a reading of the
programme's text on a stated day. The best answer is "passt voraussichtlich" (probably fits).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from network.matching.funding_document import validate
from network.matching.funding_rules import Outcome, Rule, outcome
from network.matching.funding_terms import (
    Party,
    Proposal,
    State,
    Vocabulary,
    every,
    of_party,
    wanted_partner,
)
from network.matching.wording import Name, Sentence

VERDICTS = {
    State.MET: Sentence("met", "Passt voraussichtlich.", "Probably fits."),
    State.NOT_MET: Sentence("not_met", "Passt derzeit nicht.", "Does not fit at present."),
    State.UNCLEAR: Sentence("unclear", "Noch unklar.", "Not clear yet."),
}
ORDINALS = {
    1: Name("ein erster", "a first"),
    2: Name("ein zweiter", "a second"),
    3: Name("ein dritter", "a third"),
    4: Name("ein vierter", "a fourth"),
    5: Name("ein fünfter", "a fifth"),
}


class FaultyDocumentError(ValueError):
    """A rule document cannot be evaluated; ``validate`` names what is wrong."""


@dataclass(frozen=True)
class Finding:
    """One rule on the proposal, with a sentence that tells what it asks and what is known."""

    rule: Rule
    state: State
    sentence: Sentence


@dataclass(frozen=True)
class Fit:
    """How a proposal stands to a programme's rules.

    Attributes:
        state: Of all rules that must hold together.
        verdict: In words.
        findings: Rule by rule.
        soft: Weights of what speaks for it and surely holds.
        soft_total: Of all that could speak for it.
        missing: What to add or state, in sentences.
        partners_missing: How many partners are too few.
        wanted: Conditions of ``any_partner`` that nobody meets yet (for the consortium builder).
    """

    state: State
    verdict: Sentence
    findings: tuple[Finding, ...]
    soft: float
    soft_total: float
    missing: tuple[Sentence, ...]
    partners_missing: int
    wanted: tuple[Rule, ...]


def evaluate(
    document: Mapping[str, Any], proposal: Proposal, vocabulary: Vocabulary | None = None
) -> Fit:
    """Evaluate the rules of a programme.

    Raises:
        FaultyDocumentError: when the document is not valid.
    """
    if faults := validate(document):
        raise FaultyDocumentError(faults[0].path)
    words = vocabulary or {}
    findings = tuple(_finding(rule, proposal, words) for rule in document["all"])
    state = every(one.state for one in findings)
    soft = document.get("soft", [])
    held = [rule["w"] for rule in soft if _holds(rule, proposal)]
    number, wanted = _partners_missing(findings, proposal), _wanted(findings)
    return Fit(
        state=state,
        verdict=VERDICTS[state],
        findings=findings,
        soft=float(sum(held)),
        soft_total=float(sum(rule["w"] for rule in soft)),
        missing=tuple(_missing(findings, number, proposal, words)),
        partners_missing=number,
        wanted=wanted,
    )


def may_apply(document: Mapping[str, Any], party: Party) -> State:
    """Whether a partner meets every condition that the rules put on applicants."""
    conditions = [rule["applicant"] for rule in document["all"] if "applicant" in rule]
    return every(of_party(one, party) for one in conditions)


def may_join(document: Mapping[str, Any], party: Party) -> State:
    """Whether a partner meets every condition that the rules put on each partner."""
    conditions = [rule["every_partner"] for rule in document["all"] if "every_partner" in rule]
    return every(of_party(one, party) for one in conditions)


def _holds(rule: Rule, proposal: Proposal) -> bool:
    plain = {name: argument for name, argument in rule.items() if name != "w"}
    return outcome(plain, proposal, {}).state is State.MET


def _finding(rule: Rule, proposal: Proposal, words: Vocabulary) -> Finding:
    found = outcome(rule, proposal, words)
    return Finding(rule, found.state, _told(found))


def _told(found: Outcome) -> Sentence:
    return Sentence(
        found.state,
        f"{found.asks.de} – {found.fact.de}.",
        f"{found.asks.en} – {found.fact.en}.",
    )


def _partners_missing(findings: tuple[Finding, ...], proposal: Proposal) -> int:
    if proposal.parties is None:
        return 0
    least = [one.rule["min_partners"] for one in findings if "min_partners" in one.rule]
    return max(0, max(least, default=0) - len(proposal.parties))


def _wanted(findings: tuple[Finding, ...]) -> tuple[Rule, ...]:
    open_ones = [one for one in findings if one.state is State.NOT_MET]
    return tuple(one.rule["any_partner"] for one in open_ones if "any_partner" in one.rule)


def _missing(
    findings: tuple[Finding, ...], number: int, proposal: Proposal, words: Vocabulary
) -> Iterator[Sentence]:
    """Partners first, in one sentence where one partner would do; then all that is still open."""
    partners = [one for one in findings if {"min_partners", "any_partner"} & one.rule.keys()]
    about = [one for one in partners if one.state is State.NOT_MET]
    others = [one for one in findings if one.state is not State.MET and one not in about]
    if about:
        yield _partners(findings, number, proposal, words, only=not others)
    for one in others:
        if one.state is State.UNCLEAR:
            yield Sentence(
                "unclear",
                f"Noch zu klären: {one.sentence.de}",
                f"To be clarified: {one.sentence.en}",
            )
        else:
            yield Sentence(
                "not_met",
                f"Passt noch nicht: {one.sentence.de}",
                f"Not yet right: {one.sentence.en}",
            )


def _partners(
    findings: tuple[Finding, ...],
    number: int,
    proposal: Proposal,
    words: Vocabulary,
    *,
    only: bool,
) -> Sentence:
    wanted = [_with_everyones(one, findings) for one in _wanted(findings)]
    just = Name("nur ", "only ") if only else Name("", "")
    if number <= 1 and len(wanted) <= 1:
        conditions = wanted[0] if wanted else _with_everyones({}, findings)
        noun, which = wanted_partner(conditions, words), Name("ein", "a")
        if number == 1:
            which = ORDINALS.get(len(proposal.parties or ()) + 1, Name("ein weiterer", "another"))
        return Sentence(
            "partners",
            f"Es fehlt {just.de}{which.de} {noun.de}.",
            _begin(f"{just.en}{which.en} {noun.en} is missing."),
        )
    total = max(number, len(wanted))
    nouns = [wanted_partner(one, words) for one in wanted]
    extra = Name(
        ", darunter " + " und ".join(f"ein {noun.de}" for noun in nouns) if nouns else "",
        ", among them " + " and ".join(f"a {noun.en}" for noun in nouns) if nouns else "",
    )
    return Sentence(
        "partners",
        f"Es fehlen {just.de}noch {total} Partner{extra.de}.",
        _begin(f"{just.en}{total} more partners are missing{extra.en}."),
    )


def _begin(text: str) -> str:
    return text[0].upper() + text[1:]


def _with_everyones(conditions: Rule, findings: tuple[Finding, ...]) -> Rule:
    """Whoever comes in must also meet what is asked of every partner."""
    asked: dict[str, Any] = {}
    for one in findings:
        asked |= one.rule.get("every_partner", {})
    return {**asked, **conditions}
