"""What the matching may know: its only input, without Django and without people.

There is no field for a person, a name, a mail address, a count of visits or any popularity, so
nothing of that sort can reach a score (a test reads the list of fields).

Tags are pairs ``(group, code)``. A tag a partner has confirmed stands in the fields of its group; a
tag it has answered "no" to stands in ``denied``; of every other tag nothing is known.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

CATEGORY, COMPETENCE, FIELD, TARGET = "category", "competence", "action_field", "target_group"
GROUPS = (CATEGORY, COMPETENCE, FIELD, TARGET)

Tag = tuple[str, str]  # group and code


@dataclass(frozen=True, slots=True)
class PartnerFacts:
    """An organisation: where it is, what it is, how much it can take on (per quarter)."""

    key: str
    kind: str
    stages: frozenset[str]
    size: str  # small, medium, large
    capacity: int
    latitude: float | None
    longitude: float | None
    languages: frozenset[str]
    takes_part: bool = True


@dataclass(frozen=True)
class ListingFacts:
    """An offer or a need. ``None`` and empty mean "not said", never "no"."""

    key: str
    partner: str
    is_offer: bool
    category: str  # a code; empty: not said
    competences: frozenset[str]
    action_fields: frozenset[str]
    target_groups: frozenset[str]
    text: str
    denied: frozenset[Tag] = frozenset()
    valid_from: date | None = None
    valid_to: date | None = None
    radius_km: float | None = None
    is_online: bool | None = None
    languages_required: frozenset[str] = frozenset()
    capacity_left: int | None = None
    stages_wanted: frozenset[str] = frozenset()  # empty: all
    confirmed_on: date | None = None
    is_visible: bool = True

    def tags(self) -> frozenset[Tag]:
        """All confirmed tags."""
        return self._tags

    @cached_property
    def _tags(self) -> frozenset[Tag]:
        named = {(CATEGORY, self.category)} if self.category else set()
        for group, codes in (
            (COMPETENCE, self.competences),
            (FIELD, self.action_fields),
            (TARGET, self.target_groups),
        ):
            named |= {(group, code) for code in codes}
        return frozenset(named)

    @cached_property
    def content(self) -> str:
        """What it says, without keys: equal for copies. A run asks for it several times."""
        tags = sorted(self.tags()) + [("no", *tag) for tag in sorted(self.denied)]
        return f"{self.is_offer:d}{self.text}\x00{tags}"


@dataclass(frozen=True, slots=True)
class Tie:
    """Two partners that work or worked together; ``quality`` 1–5 as they judged it."""

    first: str
    second: str
    state: str  # as in network.md: requested, in_talks, agreed, running, paused, completed …
    quality: float | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """A name in both languages."""

    de: str
    en: str

    def text(self, language: str) -> str:
        """The name in ``de`` or ``en``."""
        return self.en if language == "en" else self.de


@dataclass(frozen=True)
class Vocabulary:
    """Codes per group in a fixed order, their names, and what is related to what."""

    codes: Mapping[str, tuple[str, ...]]  # group → codes
    labels: Mapping[Tag, Label]
    synonyms: Mapping[Tag, tuple[str, ...]]
    substitutions: Mapping[tuple[str, str], float]  # of categories, both ways, 0–1
    near_targets: Mapping[tuple[str, str], float]  # of target groups, both ways, 0–1
    kinds: Mapping[str, Label]
    kind_stages: Mapping[str, tuple[str, ...]]
    stages: Mapping[str, Label]
    adjacency: Mapping[tuple[str, str], float] = field(default_factory=dict)  # both ways, 0–1

    def tags(self) -> tuple[Tag, ...]:
        """All tags in the order of the columns of the model."""
        return tuple(self.columns)

    @cached_property
    def columns(self) -> dict[Tag, int]:
        """The column of each tag in the model."""
        tags = [(group, code) for group in GROUPS for code in self.codes[group]]
        return {tag: column for column, tag in enumerate(tags)}


@dataclass(frozen=True)
class NetworkFacts:
    """Everything a run may see on one day."""

    as_of: date
    partners: tuple[PartnerFacts, ...]
    listings: tuple[ListingFacts, ...]
    vocabulary: Vocabulary
    ties: tuple[Tie, ...] = ()
    blocked: frozenset[frozenset[str]] = frozenset()  # pairs not to be suggested (declined, hidden)
