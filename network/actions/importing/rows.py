"""Writing many rows of relations at once."""

from collections.abc import Iterable, Sequence
from typing import Any

BATCH = 500


def keep_changes(row: Any, values: dict[str, Any]) -> bool:
    """Put values into a row; tells whether one of them is new to it."""
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in changed.items():
        setattr(row, name, value)
    return bool(changed)


def replace_links(through: Any, owners: Sequence[int], links: Iterable[tuple[int, int]]) -> None:
    """Give each owner exactly these relations: pairs of primary keys, owner first."""
    owner, other = [field.attname for field in through._meta.fields if field.is_relation]
    wanted = set(links)
    found: dict[tuple[int, int], int] = {}
    for start in range(0, len(owners), BATCH):
        rows = through.objects.filter(**{f"{owner}__in": owners[start : start + BATCH]})
        found |= {(one, two): pk for pk, one, two in rows.values_list("pk", owner, other)}
    gone = [pk for pair, pk in found.items() if pair not in wanted]
    for start in range(0, len(gone), BATCH):
        through.objects.filter(pk__in=gone[start : start + BATCH]).delete()
    through.objects.bulk_create(
        [through(**{owner: one, other: two}) for one, two in sorted(wanted - found.keys())],
        batch_size=BATCH,
    )
