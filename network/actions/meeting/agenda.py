"""The agenda: generated from the network, edited by people."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _, override

from lms.common.errors import ConflictError
from network.actions.meeting.guard import locked, logged
from network.models import AgendaItem, ItemKind, ItemSource, Meeting, MeetingState
from network.queries.agenda import AgendaInputs, proposals
from network.queries.agenda_lines import Line, merged
from network.queries.viewer import Viewer

OPEN = (MeetingState.PLANNED,)
GROWING = (MeetingState.PLANNED, MeetingState.HELD)  # during a meeting one more may come


@dataclass(frozen=True)
class ItemWords:
    """What an item says, and how long it may take."""

    title: str
    text: str = ""
    time_box: int = 10  # minutes


@transaction.atomic
def generate_agenda(
    *, meeting: Meeting, by: Viewer, at: datetime, inputs: AgendaInputs | None = None
) -> list[AgendaItem]:
    """Bring the facts of the network into the agenda; what people did to it stays.

    Args:
        meeting: A planned meeting.
        by: Who asks.
        at: When; silence and deadlines are counted from here.
        inputs: What plan, coverage and funding know.

    Raises:
        ConflictError: The agenda is fixed.
    """
    row = locked(meeting, by, states=OPEN)
    with override(settings.LANGUAGE_CODE):  # minutes and pack are in German
        found = proposals(row, at=at, inputs=inputs)
    items = {item.pk: item for item in row.items.prefetch_related("decisions")}
    lines = merged([_line(item) for item in items.values()], found)
    kept = {line.row for line in lines}
    row.items.filter(pk__in=items.keys() - kept).delete()
    _store(row, lines, items)
    logged("agenda", row, by, at, items=len(lines))
    return list(row.items.all())


@transaction.atomic
def add_item(*, meeting: Meeting, words: ItemWords, by: Viewer, at: datetime) -> AgendaItem:
    """Add an item by hand, at the end."""
    row = locked(meeting, by, states=GROWING)
    item = AgendaItem.objects.create(
        meeting=row,
        position=row.items.count(),
        source=ItemSource.MANUAL,
        kind=ItemKind.FREE,
        title=words.title,
        text=words.text,
        time_box=words.time_box,
    )
    logged("item-add", row, by, at, item=item.key)
    return item


@transaction.atomic
def edit_item(
    *, item: AgendaItem, words: ItemWords, version: int, by: Viewer, at: datetime
) -> AgendaItem:
    """Change what an item says; generating again leaves it alone from now on.

    Raises:
        ConflictError: The agenda is fixed, or somebody changed the item since ``version``.
    """
    row = locked(item.meeting, by, states=OPEN)
    current = row.items.get(pk=item.pk)
    if current.version != version:
        raise ConflictError(_("Jemand hat diesen Punkt inzwischen geändert."))
    current.title, current.text, current.time_box = words.title, words.text, words.time_box
    current.is_edited = True
    current.version += 1
    current.save()
    logged("item-edit", row, by, at, item=item.key)
    return current


@transaction.atomic
def move_item(*, item: AgendaItem, is_up: bool, by: Viewer, at: datetime) -> None:
    """Change places with the neighbour; at the end of the list nothing happens."""
    row = locked(item.meeting, by, states=OPEN)
    items = list(row.items.all())
    here = next(number for number, other in enumerate(items) if other.pk == item.pk)
    there = here + (-1 if is_up else 1)
    if not 0 <= there < len(items):
        return
    items[here], items[there] = items[there], items[here]
    for position, other in enumerate(items):
        other.position = position
    AgendaItem.objects.bulk_update(items, ["position"])
    logged("item-move", row, by, at, item=item.key)


@transaction.atomic
def drop_item(*, item: AgendaItem, is_dropped: bool, by: Viewer, at: datetime) -> None:
    """Strike an item out, or take it back in; it stays in the list, so that it can return."""
    row = locked(item.meeting, by, states=OPEN)
    row.items.filter(pk=item.pk).update(is_dropped=is_dropped)
    logged("item-drop", row, by, at, item=item.key, is_dropped=is_dropped)


def _line(item: AgendaItem) -> Line:
    return Line(
        row=item.pk,
        kind=item.kind,
        object_type=item.object_type,
        object_key=item.object_key,
        title=item.title,
        text=item.text,
        time_box=item.time_box,
        source=item.source,
        is_edited=item.is_edited,
        is_dropped=item.is_dropped,
        is_recorded=bool(item.minutes or item.decisions.all()),
    )


def _store(row: Meeting, lines: list[Line], items: dict[int, AgendaItem]) -> None:
    fresh, changed = [], []
    for position, line in enumerate(lines):
        item = items.get(line.row or 0)
        if item is None:
            item = AgendaItem(
                meeting=row, source=line.source, kind=line.kind,
                object_type=line.object_type, object_key=line.object_key,
            )  # fmt: skip
            fresh.append(item)
        else:
            changed.append(item)
        item.position, item.title = position, line.title
        item.text, item.time_box = line.text, line.time_box
    AgendaItem.objects.bulk_create(fresh)
    AgendaItem.objects.bulk_update(changed, ["position", "title", "text", "time_box"])
