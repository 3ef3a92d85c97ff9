"""The cooperations the public sees: running or completed, and every partner allows it."""

from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from network.enums import CooperationState as State, PartnerState, Visibility
from network.models import Cooperation, CooperationPartner
from network.queries.freshness import fresh

SHOWN = (State.RUNNING, State.COMPLETED)


def public_cooperations(on: date) -> QuerySet[Cooperation]:
    """Newest first, with their partners; one part that may not be shown hides the whole.

    So does a partner whose own page the public does not find.
    """
    hidden = CooperationPartner.objects.filter(
        Q(may_be_shown=False)
        | ~Q(partner__state=PartnerState.PUBLISHED)
        | ~Q(partner__visibility=Visibility.PUBLIC)
        | ~fresh(on, "partner__")
    )
    parts = CooperationPartner.objects.select_related("partner").order_by("partner__name")
    return (
        Cooperation.objects.filter(state__in=SHOWN, parts__isnull=False)
        .exclude(pk__in=hidden.values("cooperation"))
        .distinct()
        .select_related("lead_field")
        .prefetch_related(Prefetch("parts", parts))
        .order_by("-requested_at", "-pk")
    )
