"""Laying out the drawing of the network; only tasks may call this."""

from datetime import datetime

from django.db import transaction

from network.models import NetworkPicture
from network.queries.graph import community, groups


def draw_network(*, at: datetime) -> bool:
    """Place the partners anew where partners or ties changed; tells whether they did."""
    from network.matching.layout import places  # noqa: PLC0415  (numeric libraries)

    found = community()
    checksum = found.checksum()
    newest = NetworkPicture.objects.first()
    if newest is not None and newest.checksum == checksum:
        return False
    names = groups(found)
    ties = {(names[a], names[b]) for a, b in found.ties if names[a] != names[b]}
    spots = places(set(names.values()), sorted({(min(pair), max(pair)) for pair in ties}))
    with transaction.atomic():
        made = NetworkPicture.objects.create(
            made_at=at, checksum=checksum, places={key: list(spot) for key, spot in spots.items()}
        )
        NetworkPicture.objects.exclude(pk=made.pk).delete()
    return True
