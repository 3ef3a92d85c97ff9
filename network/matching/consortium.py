"""Proposes three to five partners who together bring everything an application needs.

A small mixed-integer programme (HiGHS) chooses members and who takes which role; solved again
with the found sets excluded, it gives alternatives. Where nothing works, the same programme with
every rule allowed to fail at a price names the fewest rules that stand in the way.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from network.matching.consortium_programme import Programme, broken, solved
from network.matching.consortium_terms import Consortium, Group, Member, Wish
from network.matching.wording import Name, Sentence

POOL, PER_RULE = 24, 4  # members looked at first, and the best for each rule besides
PROPOSALS = 3


@dataclass(frozen=True)
class Answer:
    """Proposals, the best first; or the rules and roles nobody can fill.

    Attributes:
        proposals: Each keeps all rules.
        missing: Why there is none, in sentences.
        missing_roles: Codes of roles among what is missing.
    """

    proposals: tuple[Consortium, ...] = ()
    missing: tuple[Sentence, ...] = ()
    missing_roles: tuple[str, ...] = field(default=())


def consortia(
    members: Sequence[Member],
    wish: Wish,
    *,
    number: int = PROPOSALS,
    titles: Mapping[str, Name] | None = None,
) -> Answer:
    """Up to ``number`` different consortia, or what is missing.

    Args:
        members: Partners who may take part (``funding.may_join`` and free capacity are the
            caller's to ask).
        wish: Roles and rules.
        number: Of proposals.
        titles: Of roles and competences, for sentences.
    """
    if wish.seed and wish.seed not in {one.key for one in members}:
        text = "Der Partner, von dem die Idee kommt, steht nicht zur Wahl."
        sentence = Sentence("seed", text, "The partner whose idea it is cannot take part.")
        return Answer(missing=(sentence,))
    for few in (pool(members, wish), representatives(members, wish)):
        found = _alternatives(Programme(few, wish), number)
        if found:
            return Answer(proposals=tuple(found))
    rules = broken(Programme(few, wish))
    names = titles or {}
    return Answer(
        missing=tuple(_sentence(rule, few, wish, names) for rule in rules),
        missing_roles=tuple(what for kind, what in rules if kind == "role"),
    )


def pool(members: Sequence[Member], wish: Wish) -> list[Member]:
    """The most promising members: the best of all, and the best for each rule."""
    order = sorted(members, key=lambda one: (-_promise(one, wish), one.key))
    sets = [
        *([one for one in order if one.provides.get(role)] for role in wish.roles),
        *([one for one in order if code in one.competences] for code in sorted(wish.competences)),
        *([one for one in order if one.key in group.members] for group in wish.groups),
        [one for one in order if one.may_apply],
    ]
    keys = {one.key for one in order[:POOL]} | {wish.seed}
    for some in sets:
        keys |= {one.key for one in some[:PER_RULE]}
    return sorted((one for one in members if one.key in keys), key=lambda one: one.key)


def representatives(members: Sequence[Member], wish: Wish) -> list[Member]:
    """Enough members to know for sure whether a consortium is possible.

    Members of one kind who bring the same to the rules can stand for each other, and no
    consortium has more than ``wish.most``; so the best few of each sort decide for all.
    """
    sorts: defaultdict[object, list[Member]] = defaultdict(list)
    for one in sorted(members, key=lambda one: (-_promise(one, wish), one.key)):
        brings = frozenset(role for role in wish.roles if one.provides.get(role))
        groups = frozenset(place for place, of in enumerate(wish.groups) if one.key in of.members)
        sorts[one.kind, brings, one.competences & wish.competences, groups, one.may_apply].append(
            one
        )
    keys = {one.key for some in sorts.values() for one in some[: wish.most]} | {wish.seed}
    return sorted((one for one in members if one.key in keys), key=lambda one: one.key)


def _promise(one: Member, wish: Wish) -> float:
    roles = sum(one.provides.get(role, 0.0) for role in wish.roles)
    return roles + len(one.competences & wish.competences) + one.nearness + one.may_apply


def _alternatives(programme: Programme, number: int) -> list[Consortium]:
    found: list[Consortium] = []
    while len(found) < number:
        one = solved(programme, without=[frozenset(other.members) for other in found])
        if one is None:
            break
        found.append(one)
    return found


def _sentence(
    rule: tuple[str, str], members: Sequence[Member], wish: Wish, titles: Mapping[str, Name]
) -> Sentence:
    kind, what = rule
    title = titles.get(what, Name(what, what))
    if kind in {"role", "competence"}:
        return _not_brought(kind, what, title, members)
    if kind == "group":
        group = wish.groups[int(what)]
        return _none_of(group, members)
    texts = {
        "applicant": (
            "Es fehlt ein Partner, der den Antrag stellen kann.",
            "Nobody is there who may apply.",
        ),
        "kind": (
            f"Es bleiben zu viele Partner derselben Art ({title.de}); "
            f"höchstens {wish.same_kind} sind möglich.",
            f"Too many partners of one kind remain ({title.en}); at most {wish.same_kind} may be.",
        ),
        "least": (
            f"Es gibt keine {wish.least} Partner, die zusammen passen.",
            f"There are not {wish.least} partners who go together.",
        ),
    }
    return Sentence(kind, *texts[kind])


def _not_brought(kind: str, what: str, title: Name, members: Sequence[Member]) -> Sentence:
    bring = [one for one in members if one.provides.get(what) or what in one.competences]
    if not bring:
        return Sentence(kind, f"Niemand bringt ein: {title.de}.", f"Nobody brings: {title.en}.")
    return Sentence(
        kind,
        f"Neben allem anderen bringt niemand mehr ein: {title.de}.",
        f"Beside everything else, nobody is left to bring: {title.en}.",
    )


def _none_of(group: Group, members: Collection[Member]) -> Sentence:
    name = group.name
    if not group.members & {one.key for one in members}:
        return Sentence("group", f"Es fehlt: {name.de}.", f"Missing: {name.en}.")
    return Sentence(
        "group",
        f"Neben allem anderen fehlt: {name.de}.",
        f"Beside everything else, missing: {name.en}.",
    )
