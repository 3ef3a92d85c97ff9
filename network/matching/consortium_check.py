"""Whether a consortium keeps all rules: an independent reading, without the programme's code."""

from collections.abc import Sequence

from network.matching.consortium_terms import Consortium, Member, Wish


def check(members: Sequence[Member], wish: Wish, consortium: Consortium) -> list[str]:
    """The rules a consortium breaks, by name; empty: none."""
    chosen = [one for one in members if one.key in consortium.members]
    keys = {one.key for one in chosen}
    kinds = [one.kind for one in chosen]
    covered = {code for one in chosen for code in one.competences}
    rules = {
        "known": len(keys) == len(consortium.members),
        "least": len(chosen) >= wish.least,
        "most": len(chosen) <= wish.most,
        "kind": all(kinds.count(kind) <= wish.same_kind for kind in kinds),
        "seed": not wish.seed or wish.seed in keys,
        "competence": set(wish.competences) <= covered,
        "group": all(group.members & keys for group in wish.groups),
        "applicant": _has_applicant(chosen, wish, consortium),
        "role": _has_roles(chosen, wish, consortium),
    }
    return [name for name, holds in rules.items() if not holds]


def _has_applicant(chosen: list[Member], wish: Wish, consortium: Consortium) -> bool:
    if not wish.needs_applicant:
        return True
    return any(one.key == consortium.applicant and one.may_apply for one in chosen)


def _has_roles(chosen: list[Member], wish: Wish, consortium: Consortium) -> bool:
    if [role for role, _ in consortium.roles] != list(wish.roles):
        return False
    return all(
        any(one.key == key and one.provides.get(role, 0) > 0 for one in chosen)
        for role, key in consortium.roles
    )
