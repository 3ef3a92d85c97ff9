"""What the cases tell the rest of the network: which pairs rest after a refusal."""

from datetime import date, datetime, time, timedelta

from django.utils.timezone import make_aware

from network.enums import Consent, CooperationState as State
from network.models import CooperationPartner

Pair = tuple[int, int]  # primary keys of two partners, the smaller one first
ACTIVE = (State.AGREED, State.RUNNING, State.PAUSED)
REFUSAL_HOLDS = timedelta(days=365)


def pair_of(one: int, other: int) -> Pair:
    """Two partners as a pair."""
    return (one, other) if one < other else (other, one)


def declined_pairs(on: date) -> frozenset[Pair]:
    """Pairs of which one refused the other within 12 months before a day. Costs one query."""
    since = make_aware(datetime.combine(on - REFUSAL_HOLDS, time()))
    refused = CooperationPartner.objects.filter(consent=Consent.REFUSED, consented_at__gte=since)
    rows = refused.order_by().values_list("partner", "cooperation__parts__partner")
    return frozenset(pair_of(one, other) for one, other in rows if one != other)
