"""Classes as their leads and houses see them; never a name."""

from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.utils.timezone import localdate

from courses.enums import LeadRole
from courses.models import Assignment, ClassLead, ClassSeat, SchoolClass
from lms.accounts.models import User
from network.enums import Role
from network.models import Partner
from network.queries.membership import partners_of

DELETED_AFTER = timedelta(days=60)  # after the last day
WARNED_BEFORE = timedelta(days=30)  # before the deletion


def lead_partners(user: User) -> QuerySet[Partner]:
    """Houses in whose name a person may lead classes at this moment."""
    return partners_of(user, Role.LEAD)


def led_classes(user: User) -> QuerySet[SchoolClass]:
    """Classes a person leads: named for it, and still lead in the house."""
    return SchoolClass.objects.filter(
        leads__user=user, partner__in=lead_partners(user)
    ).select_related("partner")


def counted(classes: QuerySet[SchoolClass]) -> QuerySet[SchoolClass]:
    """The same with ``size``, the number of seats that are kept."""
    return classes.annotate(size=Count("seats", filter=Q(seats__removed_at=None)))


def helpers() -> QuerySet[ClassLead]:
    """Co-leads who may lead in the house at this moment."""
    return ClassLead.objects.filter(
        role=LeadRole.CO_LEAD,
        user__is_active=True,
        user__memberships__partner=F("school_class__partner"),
        user__memberships__role=Role.LEAD,
    ).order_by("pk")


def led_alone(user: User, at: datetime) -> QuerySet[SchoolClass]:
    """Running classes a person answers for without anybody who could go on."""
    running = SchoolClass.objects.filter(ended_at=None, ends_on__gte=localdate(at))
    mine = running.filter(leads__user=user, leads__role=LeadRole.LEAD)
    others = helpers().filter(school_class=OuterRef("pk")).exclude(user=user)
    return mine.filter(~Exists(others)).select_related("partner").order_by("pk")


def house_classes(user: User) -> QuerySet[SchoolClass]:
    """Classes of the houses a person administers, with who leads them: never how they learn."""
    leads = Prefetch("leads", ClassLead.objects.select_related("user").order_by("-role", "pk"))
    return (
        SchoolClass.objects.filter(partner__in=partners_of(user, Role.ADMIN))
        .select_related("partner")
        .prefetch_related(leads)
    )


def possible_leads(school_class: SchoolClass) -> QuerySet[User]:
    """People of the house who may lead classes."""
    return User.objects.filter(
        is_active=True,
        memberships__partner=school_class.partner_id,
        memberships__role=Role.LEAD,
    ).order_by("display_name", "username")


def current_leads(school_class: SchoolClass) -> QuerySet[User]:
    """Who looks after the class and still may: of the house, and named for it."""
    return possible_leads(school_class).filter(led_classes__school_class=school_class)


def is_led_by(school_class: SchoolClass, user: User) -> bool:
    """Whether the person leads the class and still may."""
    return led_classes(user).filter(pk=school_class.pk).exists()


def can_hand_over(school_class: SchoolClass, user: User) -> bool:
    """Who answers for the class, and the house's admins; who helps does not."""
    answers = school_class.leads.filter(user=user, role=LeadRole.LEAD).exists()
    is_lead = answers and is_led_by(school_class, user)
    return is_lead or house_classes(user).filter(pk=school_class.pk).exists()


def seats_of(school_class: SchoolClass) -> QuerySet[ClassSeat]:
    """Seats that were not removed, by alias, which says nothing of their order."""
    return school_class.seats.filter(removed_at=None).select_related("user").order_by("alias")


def removed_seats(school_class: SchoolClass) -> QuerySet[ClassSeat]:
    """Seats out of the class whose rows are still here, by alias."""
    return school_class.seats.filter(removed_at__isnull=False).order_by("alias")


def running_assignments(school_class: SchoolClass) -> QuerySet[Assignment]:
    """What the class is to do, the nearest date first."""
    rows = school_class.assignments.filter(ended_at=None)
    rows = rows.select_related("course", "lesson", "quiz__lesson", "group", "seat", "run")
    return rows.order_by(F("due_at").asc(nulls_last=True), "pk")


def assigned_to(seat: ClassSeat) -> QuerySet[Assignment]:
    """What one seat is to do: for all, for one of its groups, for itself."""
    everybody = Q(group=None, seat=None)
    mine = Q(seat=seat) | Q(group__in=seat.groups.values("pk"))
    return running_assignments(seat.school_class).filter(everybody | mine)


def has_ended(school_class: SchoolClass, at: datetime) -> bool:
    """Whether the class is over: nobody signs in to it, its leads no longer look into it."""
    return school_class.ended_at is not None or school_class.ends_on < localdate(at)


def last_day(school_class: SchoolClass) -> date:
    """The day on which everything about the class is deleted."""
    return school_class.ends_on + DELETED_AFTER


def ending_classes(at: datetime) -> QuerySet[SchoolClass]:
    """Classes whose last day is over and that are still running."""
    return SchoolClass.objects.filter(ended_at=None, ends_on__lt=localdate(at))


def classes_to_warn(at: datetime) -> QuerySet[SchoolClass]:
    """Classes that will be deleted soon and whose leads do not know yet."""
    soon = localdate(at) - DELETED_AFTER + WARNED_BEFORE
    return SchoolClass.objects.filter(warned_at=None, ends_on__lte=soon)


def classes_to_delete(at: datetime) -> QuerySet[SchoolClass]:
    """Classes whose time is up and whose leads were warned as long before as is promised."""
    return SchoolClass.objects.filter(
        ends_on__lt=localdate(at) - DELETED_AFTER, warned_at__lte=at - WARNED_BEFORE
    )
