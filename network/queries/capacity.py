"""How many more cooperations a partner can begin in a quarter."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.db.models import Count
from django.utils.timezone import make_aware

from network.enums import CooperationState as State
from network.models import CooperationPartner, Partner

MONTHS = 3  # of a quarter
# What still holds a place: sent and neither refused nor given up.
COUNTED = (
    State.REQUESTED, State.IN_TALKS, State.AGREED, State.RUNNING, State.PAUSED, State.COMPLETED,
)  # fmt: skip


def quarter_of(on: date) -> tuple[date, date]:
    """First day of the quarter of a day, and first day of the next."""
    first = (on.month - 1) // MONTHS * MONTHS + 1
    begin = date(on.year, first, 1)
    is_last = first + MONTHS > 12  # noqa: PLR2004  (months of a year)
    return begin, date(on.year + is_last, 1 if is_last else first + MONTHS, 1)


def free_capacities(
    partners: Iterable[Partner], on: date, *, usual: int | None = None
) -> dict[int, int | None]:
    """New cooperations partners can begin in the quarter of a day, by primary key. One query.

    None: it stated no number. 0 also for whoever declined for want of capacity and has not
    confirmed its profile since.

    Args:
        partners: Whose.
        on: A day of the quarter.
        usual: What is taken where a partner stated no number; None: nothing is.
    """
    houses = list(partners)
    begin, end = (make_aware(datetime.combine(day, time())) for day in quarter_of(on))
    begun = dict(
        CooperationPartner.objects.filter(
            partner__in=[house.pk for house in houses],
            cooperation__state__in=COUNTED,
            cooperation__requested_at__gte=begin,
            cooperation__requested_at__lt=end,
        )
        .order_by()
        .values_list("partner")
        .annotate(number=Count("pk"))
    )
    return {house.pk: _free(house, begun.get(house.pk, 0), usual) for house in houses}


def _free(partner: Partner, begun: int, usual: int | None) -> int | None:
    if is_full(partner.full_since, partner.confirmed_at):
        return 0
    most = usual if partner.capacity is None else partner.capacity
    return None if most is None else max(most - begun, 0)


def is_full(since: datetime | None, confirmed: datetime | None) -> bool:
    """Declined for want of capacity (``since``) and has not confirmed its profile since."""
    return since is not None and (confirmed is None or confirmed <= since)
