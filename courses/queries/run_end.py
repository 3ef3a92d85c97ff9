"""When a run counts as over."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from courses.enums import RunKind
from courses.models import Appointment

# A run without an end: so long after its beginning and its last appointment nobody comes any more.
OPEN_END = timedelta(days=365)


def over_by(moment: datetime) -> Q:
    """Runs that had ended, or were called off, at a moment.

    A dated run that names no end is over a year after its beginning and its last appointment, so
    that no team keeps the names of people for ever.
    """
    later = Appointment.objects.filter(run=OuterRef("pk"), ends_at__gt=moment - OPEN_END)
    begun = Q(kind=RunKind.DATED, ends_at=None, starts_at__lte=moment - OPEN_END)
    is_old = begun & Q(~Exists(later))
    return Q(ends_at__lte=moment) | Q(cancelled_at__lte=moment) | is_old
