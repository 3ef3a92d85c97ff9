"""Brings new proposals into an agenda that people have edited; pure, so that it can be proven."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from network.models import ItemKind, ItemSource
from network.queries.agenda import Proposal

RANK = {kind: number for number, kind in enumerate(ItemKind)}


@dataclass(frozen=True)
class Line:
    """An item of an agenda; ``row`` is its primary key, None for one not stored yet."""

    row: int | None
    kind: str
    object_type: str
    object_key: str
    title: str
    text: str
    time_box: int
    source: str = ItemSource.AUTO.value
    is_edited: bool = False
    is_dropped: bool = False
    is_recorded: bool = False  # has minutes or decisions

    @property
    def identity(self) -> tuple[str, str, str]:
        """As ``Proposal.identity``; written by hand, it is nobody else's."""
        key = self.object_key if self.source == ItemSource.AUTO else f"row:{self.row}"
        return (self.kind, self.object_type, key)

    @property
    def is_by_people(self) -> bool:
        """Somebody put it there, changed it, struck it out or wrote minutes for it."""
        is_manual = self.source == ItemSource.MANUAL
        return is_manual or self.is_edited or self.is_dropped or self.is_recorded


def merged(lines: Sequence[Line], proposals: Sequence[Proposal]) -> list[Line]:
    """The agenda after generating again.

    What people did stays as it is, where it is. Untouched lines follow the facts: they get the
    new words, or go when their reason has gone. New ones come behind the last of their sort.
    """
    wanted = {one.identity: one for one in proposals}
    present = {line.identity for line in lines}
    result = [
        _refreshed(line, wanted.get(line.identity))
        for line in lines
        if line.is_by_people or line.identity in wanted
    ]
    for one in proposals:
        if one.identity not in present:
            result.insert(_place(result, one.kind), _line(one))
    return result


def _refreshed(line: Line, proposal: Proposal | None) -> Line:
    if proposal is None or line.is_by_people:
        return line
    return replace(line, title=proposal.title, text=proposal.text, time_box=proposal.time_box)


def _place(lines: Sequence[Line], kind: ItemKind) -> int:
    """Behind the last line whose sort comes no later."""
    before = (n for n, line in enumerate(lines) if RANK[ItemKind(line.kind)] <= RANK[kind])
    return max(before, default=-1) + 1


def _line(one: Proposal) -> Line:
    return Line(
        row=None,
        kind=one.kind.value,
        object_type=one.object_type,
        object_key=one.object_key,
        title=one.title,
        text=one.text,
        time_box=one.time_box,
    )
