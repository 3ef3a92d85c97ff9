"""Minutes to read: as they stand now, or as a version froze them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch

from network.models import AgendaItem, Decision, Meeting, MinutesVersion


@dataclass(frozen=True)
class Minutes:
    """Content as in ``MinutesVersion.content``, with dates; ``versions`` oldest first."""

    meeting: Meeting
    content: dict[str, Any]
    versions: list[MinutesVersion]
    version: MinutesVersion | None  # None: not final yet


def minutes_of(meeting: Meeting, number: int | None = None) -> Minutes | None:
    """Read one version, the newest unasked; before the first the minutes as they stand.

    Costs one query where minutes are final, else five. None: there is no such version.
    """
    versions = list(meeting.minutes_versions.order_by("number"))
    if not versions and number is None:
        return Minutes(meeting, _dated(live_content(meeting)), [], None)
    wanted = number or len(versions)
    shown = next((one for one in versions if one.number == wanted), None)
    return Minutes(meeting, _dated(shown.content), versions, shown) if shown else None


def live_content(meeting: Meeting) -> dict[str, Any]:
    """What the minutes say now, as ``MinutesVersion.content``. Costs four queries."""
    items = meeting.items.filter(is_dropped=False).prefetch_related(
        Prefetch("decisions", Decision.objects.order_by("pk"))
    )
    return {
        "meeting": {
            "title": meeting.title,
            "starts_at": meeting.starts_at.isoformat(),
            "ends_at": meeting.ends_at.isoformat(),
            "place": meeting.place,
            "fields": list(meeting.fields.values_list("code", flat=True)),
        },
        "attendances": [
            {"role": one.role, "is_present": one.is_present} for one in meeting.attendances.all()
        ],
        "items": [_item(item) for item in items],
    }


def _item(item: AgendaItem) -> dict[str, Any]:
    return {
        "title": item.title,
        "text": item.text,
        "time_box": item.time_box,
        "minutes": item.minutes,
        "decisions": [
            {"text": one.text, "role": one.responsible_role, "due": one.due.isoformat()}
            for one in item.decisions.all()
        ],
    }


def _dated(content: dict[str, Any]) -> dict[str, Any]:
    """The same with dates instead of their words."""
    facts = content["meeting"]
    times = {name: datetime.fromisoformat(facts[name]) for name in ("starts_at", "ends_at")}
    items = [
        {
            **item,
            "decisions": [
                {**one, "due": date.fromisoformat(one["due"])} for one in item["decisions"]
            ],
        }
        for item in content["items"]
    ]
    return {**content, "meeting": {**facts, **times}, "items": items}
