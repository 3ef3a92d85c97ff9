"""What a consortium is made of: members, what they bring, and what is asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from network.matching.wording import Name


@dataclass(frozen=True)
class Member:
    """A partner who may take part.

    Attributes:
        key: Of the partner.
        kind: Code of the partner's kind.
        provides: How well the partner fills a role (resource category), above 0 to 1.
        competences: Codes the partner's offers cover.
        may_apply: Whether the partner surely may be the applicant (``funding.may_apply``).
        nearness: To the place of the idea, 0–1.
    """

    key: str
    kind: str
    provides: Mapping[str, float] = field(default_factory=dict)
    competences: frozenset[str] = frozenset()
    may_apply: bool = False
    nearness: float = 0.0


@dataclass(frozen=True)
class Group:
    """One of these must be among the members, such as a primary school; with a name for people."""

    name: Name
    members: frozenset[str]


@dataclass(frozen=True)
class Wish:
    """What a consortium must have.

    Attributes:
        roles: Resource categories; one member takes each, a member may take several.
        competences: Codes that members cover together.
        least: Fewest members.
        most: Most members.
        same_kind: Most members of one kind.
        seed: Key of the partner whose idea it is; empty: nobody's.
        groups: Of each, one member.
        needs_applicant: Whether somebody must be able to apply.
    """

    roles: tuple[str, ...]
    competences: frozenset[str] = frozenset()
    least: int = 3
    most: int = 5
    same_kind: int = 2
    seed: str = ""
    groups: tuple[Group, ...] = ()
    needs_applicant: bool = True


@dataclass(frozen=True)
class Consortium:
    """A proposal.

    Attributes:
        members: Keys in alphabetical order.
        roles: Who takes each role, in the order of the wish.
        applicant: Who may apply; the seed where it may, else who does most; empty: not needed.
        score: Fit of roles and nearness less the cost of size; only for comparing.
    """

    members: tuple[str, ...]
    roles: tuple[tuple[str, str], ...]
    applicant: str
    score: float
