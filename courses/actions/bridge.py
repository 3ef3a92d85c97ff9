"""Joining courses of neighbouring stages; either house may object."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _, override

from courses.actions.catalogue import raise_version
from courses.enums import CourseState
from courses.models import Bridge, BridgeState, Course
from courses.queries.bridges import compiled, joined, neighbouring_stages, tags_of
from lms.accounts.mails import absolute, send
from lms.common.errors import ConflictError, DomainError, NotAllowedError
from lms.records.actions import record_event
from network.models import Partner
from network.queries.viewer import Viewer


class NoBridgeError(DomainError):
    """The two courses cannot be joined, or nobody said why."""


@transaction.atomic
def confirm_bridge(
    *, before: Course, after: Course, reason: str, by: Viewer, at: datetime
) -> Bridge:
    """Join two courses; both houses are told by mail.

    Raises:
        NotAllowedError: Neither city staff nor coordinator of a field of the two.
        NoBridgeError: They are not of neighbouring stages or have nothing in common, or the
            sentence is missing.
        ConflictError: They are joined already, or a house objected.
    """
    pair = Course.objects.filter(pk__in=[before.pk, after.pk], state=CourseState.PUBLISHED)
    tags = {one.course: one for one in tags_of(pair)}
    both = (tags.get(before.pk), tags.get(after.pk))
    fields = frozenset().union(*(one.fields for one in both if one))
    if not by.is_staff and not by.fields & fields:
        raise NotAllowedError(_("Übergänge bestätigt, wer eines der Handlungsfelder koordiniert."))
    if not (both[0] and both[1] and joined(both[0], both[1], neighbouring_stages())):
        raise NoBridgeError(_("Diese beiden Kurse schließen nicht aneinander an."))
    if not reason.strip():
        raise NoBridgeError(_("Schreiben Sie in einem Satz, warum die beiden zusammenpassen."))
    row, is_new = Bridge.objects.get_or_create(
        before=before, after=after, defaults={"reason": reason.strip(), "confirmed_at": at}
    )
    if not is_new:
        _renew(row, reason.strip(), at)
    _tell(row, at)
    _follow_up("confirm", row, by, at)
    return row


@transaction.atomic
def object_to_bridge(*, bridge: Bridge, partner: Partner, by: Viewer, at: datetime) -> None:
    """Take a bridge down for a house that does not want it; it is not proposed again.

    Raises:
        NotAllowedError: The house is not one of the two, or the person does not keep its courses.
    """
    houses = {bridge.before.partner_id, bridge.after.partner_id}
    if partner.pk not in houses or not (by.is_staff or partner.pk in by.edits):
        raise NotAllowedError(_("Widersprechen können die beiden Einrichtungen."))
    bridge.state, bridge.objected_by = BridgeState.OBJECTED, partner
    bridge.save(update_fields=["state", "objected_by"])
    _follow_up("object", bridge, by, at)


@transaction.atomic
def end_bridge(*, bridge: Bridge, by: Viewer, at: datetime) -> None:
    """Take a bridge down that no longer fits; it may be confirmed again.

    Raises:
        NotAllowedError: The person neither is city staff nor coordinates.
        ConflictError: It does not stand.
    """
    if not by.steers:
        raise NotAllowedError(_("Übergänge beendet, wer koordiniert."))
    if bridge.state != BridgeState.CONFIRMED:
        raise ConflictError(_("Dieser Übergang besteht nicht mehr."))
    bridge.state = BridgeState.ENDED
    bridge.save(update_fields=["state"])
    _follow_up("end", bridge, by, at)


@transaction.atomic
def refresh_bridges(*, course: Course) -> None:
    """Write what the neighbours of a changed course show of it; costs one query without any."""
    rows = Bridge.objects.filter(Q(before=course) | Q(after=course)).order_by()
    ends = {end for pair in rows.values_list("before", "after") for end in pair}
    for end in Course.objects.filter(pk__in=ends) if ends else ():
        Course.objects.filter(pk=end.pk).update(bridges=compiled(end))
    if ends:
        raise_version()


@transaction.atomic
def refresh_partner_bridges(*, partner: Partner) -> None:
    """A house is called something else; its neighbours' pages say so."""
    rows = Bridge.objects.filter(Q(before__partner=partner) | Q(after__partner=partner))
    for row in rows.select_related("before"):
        refresh_bridges(course=row.before)


def _renew(row: Bridge, reason: str, at: datetime) -> None:
    if row.state == BridgeState.CONFIRMED:
        raise ConflictError(_("Dieser Übergang besteht schon."))
    if row.state == BridgeState.OBJECTED:
        raise ConflictError(_("Eine der Einrichtungen hat diesem Übergang widersprochen."))
    row.state, row.reason, row.confirmed_at = BridgeState.CONFIRMED, reason, at
    row.save(update_fields=["state", "reason", "confirmed_at"])


def _tell(row: Bridge, at: datetime) -> None:
    with override(settings.LANGUAGE_CODE):
        link = absolute(reverse("courses:bridges"))
    titles = [_title(course) for course in (row.before, row.after)]
    for partner in (row.before.partner, row.after.partner):
        if partner.contact_mailbox:
            send(
                "email/bridge",
                recipient=partner.contact_mailbox,
                context={"titles": titles, "reason": row.reason, "link": link},
                language=settings.LANGUAGE_CODE,
                key=f"bridge:{row.key}:{partner.key}:{at.isoformat()}",
                at=at,
            )


def _title(course: Course) -> str:
    texts = {text.locale: text.title for text in course.texts.all()}
    return texts.get(settings.LANGUAGE_CODE) or texts.get(course.language, "")


def _follow_up(action: str, row: Bridge, by: Viewer, at: datetime) -> None:
    refresh_bridges(course=row.before)
    record_event(
        action=f"bridge.{action}",
        object_type="bridge",
        object_key=row.key,
        at=at,
        actor_key=by.user.key if by.user else "",
    )
