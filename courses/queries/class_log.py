"""Who looked at a class, as its leads read it."""

from django.db.models import QuerySet

from courses.models import SchoolClass
from lms.accounts.privacy.looks import class_log
from lms.records.models import AuditEvent


def log_of_class(school_class: SchoolClass) -> QuerySet[AuditEvent]:
    """What anybody did with the class or a seat of it, newest first; two queries of keys."""
    people = school_class.seats.values_list("user__key", flat=True)
    runs = school_class.runs.values_list("key", flat=True)
    return class_log(key=school_class.key, people=list(people), runs=list(runs))


def aliases_by_key(school_class: SchoolClass) -> dict[str, str]:
    """The alias of each seat by the key of its account, as the log names it."""
    return dict(school_class.seats.values_list("user__key", "alias"))
