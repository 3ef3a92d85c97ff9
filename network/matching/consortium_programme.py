"""The programme behind the consortium builder: rows that must hold, and rows that may fail.

    max Σ s_ij y_ij + ν Σ near_i x_i − c Σ x_i,   y_ij ≤ x_i,   x, y ∈ {0, 1}

with one member for each role, a size, at most so many of a kind, an applicant, every competence
and one of each group.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from network.matching.consortium_terms import Consortium, Member, Wish

SIZE_COST = 0.2  # a member more must bring at least this
NEAR = 0.3  # what being next door is worth beside filling a role perfectly
SECONDS = 10.0
HALF = 0.5
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Row:
    """One rule: a sum over variables between two limits; what it is about, for explanations."""

    kind: str
    what: str
    sum: Floats
    least: float = -np.inf
    most: float = np.inf


@dataclass
class Programme:
    """Members and a wish as variables: one for each member, one for each role somebody fills."""

    members: Sequence[Member]
    wish: Wish
    pairs: list[tuple[int, str]] = field(init=False)

    def __post_init__(self) -> None:
        self.pairs = [
            (place, role)
            for place, one in enumerate(self.members)
            for role in self.wish.roles
            if one.provides.get(role, 0.0) > 0
        ]

    @property
    def size(self) -> int:
        """Number of variables."""
        return len(self.members) + len(self.pairs)

    def worth(self) -> Floats:
        """What each variable adds."""
        near = [NEAR * one.nearness - SIZE_COST for one in self.members]
        fit = [self.members[place].provides[role] for place, role in self.pairs]
        return np.array([*near, *fit], dtype=float)

    def row(self, chosen: Sequence[bool]) -> Floats:
        """A sum over the members for whom ``chosen`` says true."""
        return np.array([*chosen, *[False] * len(self.pairs)], dtype=float)

    def rules(self) -> list[Row]:
        """Every rule of the wish that a consortium could fail."""
        members, wish = self.members, self.wish
        everybody = self.row([True] * len(members))
        found = [Row("least", "", everybody, least=wish.least)]
        found += [Row("role", role, self._role(role), least=1) for role in wish.roles]
        found += [
            Row("competence", code, self.row([code in one.competences for one in members]), least=1)
            for code in sorted(wish.competences)
        ]
        found += [
            Row("group", str(number), self.row([one.key in group.members for one in members]), 1)
            for number, group in enumerate(wish.groups)
        ]
        if wish.needs_applicant:
            found.append(Row("applicant", "", self.row([one.may_apply for one in members]), 1))
        found += [
            Row("kind", kind, self.row([one.kind == kind for one in members]), most=wish.same_kind)
            for kind in sorted({one.kind for one in members})
        ]
        return found

    def frame(self) -> list[Row]:
        """What holds in any case: the size, one taker of each role, only members take roles."""
        found = [Row("most", "", self.row([True] * len(self.members)), most=self.wish.most)]
        found += [Row("role", role, self._role(role), most=1) for role in self.wish.roles]
        for number, (place, role) in enumerate(self.pairs):
            taken = np.zeros(self.size)
            taken[len(self.members) + number], taken[place] = 1, -1
            found.append(Row("member", role, taken, most=0))
        return found

    def bounds(self) -> tuple[Floats, Floats]:
        """Every variable 0 or 1; the seed takes part."""
        lower = self.row([bool(one.key) and one.key == self.wish.seed for one in self.members])
        return lower, np.ones(self.size)

    def _role(self, role: str) -> Floats:
        return np.array([0.0] * len(self.members) + [float(of == role) for _, of in self.pairs])


def solved(programme: Programme, without: Sequence[frozenset[str]] = ()) -> Consortium | None:
    """The best consortium that contains none of the sets ``without``; None: there is none."""
    if not programme.members:
        return None
    rows = [*programme.frame(), *programme.rules()]
    for keys in without:
        among = programme.row([one.key in keys for one in programme.members])
        rows.append(Row("known", "", among, most=len(keys) - 1))
    lower, upper = programme.bounds()
    result = milp(
        -programme.worth(),
        integrality=np.ones(programme.size),
        bounds=Bounds(lower, upper),
        constraints=_constraint(rows),
        options={"time_limit": SECONDS},
    )
    return None if result.x is None else _read(programme, result.x > HALF)


def broken(programme: Programme) -> list[tuple[str, str]]:
    """The fewest rules (kind, what) without which a consortium would be possible."""
    rules = programme.rules()
    frame, size = programme.frame(), programme.size
    failing = len(rules)
    slacks = [_slack(row, place, failing) for place, row in enumerate(rules)]
    slacks += [np.zeros(failing)] * len(frame)
    wide = [
        replace(row, sum=np.concatenate([row.sum, slack]))
        for row, slack in zip([*rules, *frame], slacks, strict=True)
    ]
    lower, upper = programme.bounds()
    result = milp(
        np.concatenate([np.zeros(size), np.ones(failing)]),
        integrality=np.ones(size + failing),
        bounds=Bounds(
            np.concatenate([lower, np.zeros(failing)]),
            np.concatenate([upper, np.ones(failing)]),
        ),
        constraints=_constraint(wide),
        options={"time_limit": SECONDS},
    )
    failed = result.x[size:] > HALF
    return [(row.kind, row.what) for row, is_failed in zip(rules, failed, strict=True) if is_failed]


def _slack(row: Row, place: int, number: int) -> Floats:
    """How far a failing rule gives way: completely."""
    slack = np.zeros(number)
    slack[place] = row.least if np.isfinite(row.least) else -float(row.sum.sum())
    return slack


def _constraint(rows: Sequence[Row]) -> LinearConstraint:
    matrix = np.array([row.sum for row in rows])
    return LinearConstraint(matrix, [row.least for row in rows], [row.most for row in rows])


def _read(programme: Programme, chosen: NDArray[np.bool_]) -> Consortium:
    number, wish = len(programme.members), programme.wish
    members = [one for one, is_in in zip(programme.members, chosen[:number], strict=True) if is_in]
    takers = {
        role: programme.members[place].key
        for (place, role), is_in in zip(programme.pairs, chosen[number:], strict=True)
        if is_in
    }
    return Consortium(
        members=tuple(sorted(one.key for one in members)),
        roles=tuple((role, takers[role]) for role in wish.roles),
        applicant=_applicant(members, list(takers.values()), wish),
        score=round(float(programme.worth() @ chosen), 6),
    )


def _applicant(members: Sequence[Member], takers: Sequence[str], wish: Wish) -> str:
    able = [one for one in members if one.may_apply]
    if not able or not wish.needs_applicant:
        return ""
    best = max(able, key=lambda one: (one.key == wish.seed, takers.count(one.key), one.key))
    return best.key
