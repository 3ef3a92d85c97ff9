"""Meetings: who sees which, the next one, open decisions, who is asked to come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, override

from lms.taxonomy.models import ActionField
from network.formats.calendar import Date
from network.models import (
    Coordinator,
    Decision,
    DecisionState,
    Meeting,
    MeetingKind,
    MeetingState,
    Partner,
)
from network.queries.viewer import Viewer

CITY = "city"  # the role of city staff; other roles are codes of fields


@dataclass(frozen=True)
class Invitee:
    """A role that is asked to come; without a mailbox it must be told in another way."""

    role: str
    mailbox: str
    field: ActionField | None = None
    partner: Partner | None = None
    organisation: str = ""  # "": the city administration


def meetings_of(viewer: Viewer) -> QuerySet[Meeting]:
    """All for city staff; the quarterly ones and those of their fields for coordinators."""
    if viewer.is_staff:
        return Meeting.objects.all()
    if not viewer.is_coordinator:
        return Meeting.objects.none()
    own = Q(kind=MeetingKind.QUARTERLY) | Q(fields__code__in=viewer.fields)
    return Meeting.objects.filter(pk__in=Meeting.objects.filter(own).order_by().values("pk"))


def next_meeting(viewer: Viewer, at: datetime) -> Meeting | None:
    """The next meeting a person has a part in (one query; none for others)."""
    if not viewer.steers:
        return None
    coming = meetings_of(viewer).filter(ends_at__gte=at)
    return coming.exclude(state=MeetingState.CANCELLED).first()


def decisions_of(viewer: Viewer) -> QuerySet[Decision]:
    """Decisions a person may settle: of their meetings and of their fields."""
    own = Q(meeting__in=meetings_of(viewer)) | Q(field__code__in=viewer.fields)
    return Decision.objects.filter(own)


def my_decisions(viewer: Viewer) -> list[Decision]:
    """Open decisions a person sees to: of their fields; all for city staff. By due date."""
    if not viewer.steers:
        return []
    rows = Decision.objects.filter(state=DecisionState.OPEN).select_related("meeting", "field")
    return list(rows if viewer.is_staff else rows.filter(field__code__in=viewer.fields))


def role_of(viewer: Viewer, meeting: Meeting) -> str:
    """In which role a person acts in a meeting: "city", or the code of a field."""
    if viewer.is_staff:
        return CITY
    concerned = set(meeting.fields.values_list("code", flat=True))
    return min(viewer.fields & concerned or viewer.fields, default=CITY)


def role_titles(fields: Iterable[ActionField] | None = None) -> dict[str, str]:
    """Name the roles in the active language (one query unless all ``fields`` are given)."""
    named = {
        field.code: _("Koordination %(field)s") % {"field": field.title}
        for field in fields or ActionField.objects.all()
    }
    return {CITY: _("Stadtverwaltung"), **named}


def invitees(meeting: Meeting) -> list[Invitee]:
    """Coordinators on the day of the meeting, then guests. Costs two queries, three with fields."""
    on = timezone.localdate(meeting.starts_at)
    rows = Coordinator.objects.filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on)
    concerned = list(meeting.fields.all())
    if concerned:
        rows = rows.filter(field__in=concerned)
    people = [
        invitee_of(row) for row in rows.select_related("field", "organisation").order_by(
            "field__position", "is_deputy", "pk"
        )
    ]  # fmt: skip
    guests = [
        Invitee(role=partner.name, mailbox=partner.contact_mailbox, partner=partner)
        for partner in meeting.partners.all()
    ]
    return [*people, *guests]


def mailboxes(people: list[Invitee]) -> dict[str, Invitee]:
    """Each mailbox once, with the first role behind it."""
    found: dict[str, Invitee] = {}
    for one in people:
        if one.mailbox:
            found.setdefault(one.mailbox, one)
    return found


def calendar_date(meeting: Meeting, *, is_internal: bool) -> Date:
    """A meeting for calendars; others than its circle learn neither link nor where it is kept."""
    with override(settings.LANGUAGE_CODE):
        path = reverse("network:meeting", args=[meeting.key]) if is_internal else _public(meeting)
        link = meeting.online_link if is_internal else ""
        words = [str(MeetingKind(meeting.kind).label)]
        if link:
            words.append(_("Videokonferenz: %(link)s") % {"link": link})
    return Date(
        uid=meeting.ics_uid,
        sequence=meeting.ics_sequence,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        stamp=meeting.changed_at,
        summary=meeting.title,
        description="\n".join(words),
        url=f"{settings.SITE_URL}{path}",
        location=meeting.place or link,
        is_cancelled=meeting.state == MeetingState.CANCELLED,
    )


def public_meetings(code: str = "") -> QuerySet[Meeting]:
    """Dates the public may know, of one field or of all; cancelled ones tell that they are."""
    rows = Meeting.objects.filter(is_public=True)
    if not code:
        return rows
    own = Q(fields__code=code) | Q(fields=None)
    return rows.filter(pk__in=Meeting.objects.filter(own).order_by().values("pk"))


def invitee_of(row: Coordinator) -> Invitee:
    """The role of a coordinator and its mailbox; no person."""
    words = _("Vertretung %(field)s") if row.is_deputy else _("Koordination %(field)s")
    office = row.organisation.contact_mailbox if row.organisation else ""
    role = words % {"field": row.field.title}
    house = row.organisation.name if row.organisation else ""
    return Invitee(role=role, mailbox=row.mailbox or office, field=row.field, organisation=house)


def _public(meeting: Meeting) -> str:
    codes = [field.code for field in meeting.fields.all()]
    return reverse("network:field", args=codes) if len(codes) == 1 else reverse("network:fields")
