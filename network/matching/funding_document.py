"""Strict reading of a rule document: everything wrong is named with its path.

    {"all": [{"min_partners": 3},
             {"applicant": {"nonprofit": true, "kind_not_in": ["day_nursery"]}},
             {"any": [{"region_in": ["BB"]}, {"not": {"field_in": ["economy"]}}]}],
     "soft": [{"field_in": ["education"], "w": 2}]}

A rule is an object with one operator. ``all`` (must hold) and ``soft`` (speaks for it, with a
weight) stand at the top; ``any``, ``all`` and ``not`` nest.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import isfinite
from typing import Any

from network.matching.funding_terms import GROUPS, Vocabulary
from network.matching.wording import Sentence

OLDEST = 120
DEEPEST = 6  # rules in rules
MOST_PARTNERS = 50
HUNDRED = 100
PAIR = 2
OF_APPLICANT = frozenset({"nonprofit", "kind_in", "kind_not_in", "legal_form_in", "stage_in"})
Check = Callable[[Any, str, Vocabulary], Iterator["Fault"]]


@dataclass(frozen=True)
class Fault:
    """Something wrong in a document: where (``all[1].applicant.kind_in[0]``) and what."""

    path: str
    sentence: Sentence


def validate(document: object, vocabulary: Vocabulary | None = None) -> list[Fault]:
    """Everything wrong with a rule document, in reading order; empty: it can be evaluated.

    Args:
        document: As parsed from JSON.
        vocabulary: Known codes by group ("kind", "stage", "legal_form", "region", "field",
            "competence", "target_group"); codes of a group not named are not checked.
    """
    if not isinstance(document, dict):
        return [_fault("", "no_object", "Hier muss ein Objekt stehen.", "An object is expected.")]
    words = vocabulary or {}
    found = [_unknown(key, key) for key in document if key not in {"all", "soft"}]
    if "all" not in document:
        text = "Die Liste „all“ fehlt; sie darf leer sein."
        found.append(_fault("all", "missing", text, "The list “all” is missing; it may be empty."))
    else:
        found += _rules(document["all"], "all", words)
    return [*found, *_soft(document.get("soft", []), words)]


def _fault(path: str, code: str, de: str, en: str) -> Fault:
    return Fault(path, Sentence(code, de, en))


def _unknown(path: str, name: object) -> Fault:
    return _fault(
        path, "unknown", f"„{name}“ ist hier nicht bekannt.", f"“{name}” is unknown here."
    )


def _soft(raw: object, words: Vocabulary) -> Iterator[Fault]:
    if not isinstance(raw, list):
        yield _fault("soft", "no_list", "Hier muss eine Liste stehen.", "A list is expected.")
        return
    for number, rule in enumerate(raw):
        path = f"soft[{number}]"
        if not isinstance(rule, dict) or not _is_number(rule.get("w")) or rule["w"] <= 0:
            text = "Hier muss eine Regel mit Gewicht „w“ über 0 stehen."
            yield _fault(path, "weight", text, "A rule with a weight “w” above 0 is expected.")
        else:
            yield from _rule({key: one for key, one in rule.items() if key != "w"}, path, words)


def _rules(raw: object, path: str, words: Vocabulary, depth: int = 1) -> Iterator[Fault]:
    if not isinstance(raw, list):
        yield _fault(path, "no_list", "Hier muss eine Liste stehen.", "A list is expected.")
    elif depth > DEEPEST:
        yield _fault(path, "deep", "Zu tief verschachtelt.", "Nested too deeply.")
    else:
        for number, rule in enumerate(raw):
            yield from _rule(rule, f"{path}[{number}]", words, depth)


def _rule(raw: object, path: str, words: Vocabulary, depth: int = 1) -> Iterator[Fault]:
    if not isinstance(raw, dict) or len(raw) != 1:
        text = "Eine Regel ist ein Objekt mit genau einem Operator."
        yield _fault(path, "no_rule", text, "A rule is an object with exactly one operator.")
        return
    ((name, argument),) = raw.items()
    inner = f"{path}.{name}"
    if name in {"all", "any"}:
        if argument == [] and name == "any":
            yield _fault(inner, "empty", "Die Liste ist leer.", "The list is empty.")
        yield from _rules(argument, inner, words, depth + 1)
    elif name == "not":
        yield from _rules([argument], inner, words, depth + 1)
    elif name in _OPERATORS:
        yield from _OPERATORS[name](argument, inner, words)
    else:
        yield _unknown(inner, name)


def _is_number(raw: object) -> bool:
    return isinstance(raw, int | float) and not isinstance(raw, bool) and isfinite(raw)


def _whole(least: int, most: int) -> Check:
    def check(raw: Any, path: str, _words: Vocabulary) -> Iterator[Fault]:
        if not isinstance(raw, int) or isinstance(raw, bool) or not least <= raw <= most:
            de = f"Hier muss eine ganze Zahl von {least} bis {most} stehen."
            yield _fault(path, "number", de, f"A whole number from {least} to {most} is expected.")

    return check


def _amount(raw: Any, path: str, _words: Vocabulary) -> Iterator[Fault]:
    if not _is_number(raw) or raw < 0:
        text = "Hier muss eine Zahl ab 0 stehen."
        yield _fault(path, "number", text, "A number of 0 or more is expected.")


def _share(raw: Any, path: str, _words: Vocabulary) -> Iterator[Fault]:
    if not _is_number(raw) or not 0 <= raw <= HUNDRED:
        text = "Hier müssen Prozent von 0 bis 100 stehen."
        yield _fault(path, "number", text, "Per cent from 0 to 100 are expected.")


def _flag(raw: Any, path: str, _words: Vocabulary) -> Iterator[Fault]:
    if not isinstance(raw, bool):
        text = "Hier muss true oder false stehen."
        yield _fault(path, "flag", text, "true or false is expected.")


def _codes(raw: Any, path: str, words: Vocabulary) -> Iterator[Fault]:
    group = words.get(GROUPS[path.rsplit(".", 1)[-1]])
    if not isinstance(raw, list) or not raw:
        text = "Hier muss eine Liste mit mindestens einem Eintrag stehen."
        yield _fault(path, "no_list", text, "A list with at least one entry is expected.")
        return
    for number, code in enumerate(raw):
        if not isinstance(code, str) or not code or (group is not None and code not in group):
            yield _unknown(f"{path}[{number}]", code)


def _ages(raw: Any, path: str, _words: Vocabulary) -> Iterator[Fault]:
    are_whole = isinstance(raw, list) and len(raw) == PAIR and all(type(age) is int for age in raw)
    if not are_whole or not 0 <= raw[0] <= raw[1] <= OLDEST:
        text = "Hier müssen zwei Alter stehen, das jüngere zuerst."
        yield _fault(path, "ages", text, "Two ages are expected, the younger first.")


def _party(raw: Any, path: str, words: Vocabulary) -> Iterator[Fault]:
    if not isinstance(raw, dict) or not raw:
        text = "Hier muss ein Objekt mit mindestens einer Bedingung stehen."
        yield _fault(path, "no_object", text, "An object with at least one condition is expected.")
        return
    for name, argument in raw.items():
        inner = f"{path}.{name}"
        if name not in OF_APPLICANT:
            yield _unknown(inner, name)
        else:
            yield from (_flag if name == "nonprofit" else _codes)(argument, inner, words)


_OPERATORS: dict[str, Check] = {
    "min_partners": _whole(1, MOST_PARTNERS),
    "max_partners": _whole(1, MOST_PARTNERS),
    "applicant": _party,
    "any_partner": _party,
    "every_partner": _party,
    "region_in": _codes,
    "field_in": _codes,
    "competence_in": _codes,
    "target_group_in": _codes,
    "target_age_overlap": _ages,
    "outside_lessons": _flag,
    "min_amount": _amount,
    "max_amount": _amount,
    "own_share": _share,
}
LEAVES = frozenset(_OPERATORS)
