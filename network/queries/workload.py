"""How much work the open cases of each action field are."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count, Q
from django.utils.timezone import make_aware

from lms.taxonomy.models import ActionField
from network.models import Cooperation
from network.queries.capacity import COUNTED, quarter_of
from network.queries.cases import OPEN, is_late
from network.queries.plan import field_quotas
from network.queries.quarters import Quarter
from network.queries.viewer import Viewer


@dataclass(frozen=True)
class FieldLoad:
    """One action field: its open cases and how many new ones fit into the quarter."""

    field: ActionField
    open: int
    overdue: int
    begun: int  # sent in this quarter and not ended
    quota: int | None  # what its coordinators can look after in a quarter; None: nobody named


def field_loads(viewer: Viewer, on: date) -> list[FieldLoad]:
    """Open cases by leading field: city staff all fields, coordinators theirs. Three queries."""
    begin, end = (make_aware(datetime.combine(day, time())) for day in quarter_of(on))
    sent = Q(state__in=COUNTED, requested_at__gte=begin, requested_at__lt=end)
    counted = Cooperation.objects.exclude(lead_field=None).order_by().values_list("lead_field")
    numbers = {
        pk: (open_, overdue, begun)
        for pk, open_, overdue, begun in counted.annotate(
            open=Count("pk", filter=Q(state__in=OPEN)),
            overdue=Count("pk", filter=is_late(on)),
            begun=Count("pk", filter=sent),
        )
    }
    quotas = field_quotas(Quarter.of(on))
    fields = ActionField.objects.all()
    if not viewer.is_staff:
        fields = fields.filter(code__in=viewer.fields)
    return [
        FieldLoad(field, open_, overdue, begun, quotas.get(field.code))
        for field in fields
        for open_, overdue, begun in [numbers.get(field.pk, (0, 0, 0))]
    ]
