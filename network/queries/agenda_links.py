"""Where an item of an agenda leads."""

from collections.abc import Iterable

from django.urls import NoReverseMatch, reverse

from network.models import AgendaItem, Decision

# Address by type of object; True: it names the object by its key.
ADDRESSES = {
    "cooperation": ("network:case", True),
    "pair": ("network:plan", False),
    "gap": ("network:coverage-cell", True),
    "programme": ("network:programme", True),
}


def linked(items: Iterable[AgendaItem]) -> list[tuple[AgendaItem, str]]:
    """Pair items with the page of what they are about, "" for none. Costs one query at most."""
    rows = list(items)
    keys = [item.object_key for item in rows if item.object_type == "decision"]
    found = Decision.objects.filter(key__in=keys) if keys else Decision.objects.none()
    origins = dict(found.order_by().values_list("key", "meeting__key"))
    return [(item, _address(item, origins)) for item in rows]


def _address(item: AgendaItem, origins: dict[str, str]) -> str:
    if item.object_key in origins:
        return reverse("network:meeting-pack", args=[origins[item.object_key]])
    name, is_named = ADDRESSES.get(item.object_type, ("", False))
    try:
        return reverse(name, args=[item.object_key] if is_named else []) if name else ""
    except NoReverseMatch:  # a part of the network that this installation has not
        return ""
