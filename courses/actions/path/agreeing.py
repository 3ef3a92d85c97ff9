"""Asking the houses whose courses stand in a path, their answers, and publishing."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from courses.actions.catalogue import raise_version
from courses.actions.path.making import PathFaultError, follow_up, locked_path
from courses.actions.path.telling import tell_house, tell_makers
from courses.enums import PathState
from courses.models import LearningPath, PathAgreement
from courses.queries.path.making import HouseAnswer, administers, houses, lacks, maker_steps
from lms.common.errors import ConflictError, NotAllowedError
from lms.records.actions import record_event
from network.models import Partner
from network.queries.viewer import Viewer


@transaction.atomic
def ask_houses(*, path: LearningPath, by: Viewer, at: datetime) -> int:
    """Ask every house that has not agreed, also one that said no; tells how many.

    The city's paths ask nobody: there the houses are told when the path is published.

    Raises:
        NotAllowedError, ConflictError: As ``locked_path``.
        PathFaultError: Something is missing, so that a house could not judge the path.
    """
    row = locked_path(path, by=by)
    if row.partner_id is None:
        raise ConflictError(_("Bei Lernpfaden der Stadt werden die Einrichtungen informiert."))
    open_ones = [one for one in _answers(row) if not _agrees(one)]
    for one in open_ones:
        _ask(row, one.partner, at)
    follow_up("ask", row, by=by, at=at, data={"houses": [one.partner.key for one in open_ones]})
    return len(open_ones)


@transaction.atomic
def publish_path(*, path: LearningPath, by: Viewer, at: datetime) -> None:
    """Put a path into the catalogue; the houses in a path of the city are told.

    Raises:
        NotAllowedError: As ``locked_path``.
        PathFaultError: Something is missing.
        ConflictError: It is published, has ended, or a house has not agreed.
    """
    row = locked_path(path, by=by)
    if row.state == PathState.PUBLISHED:
        raise ConflictError(_("Dieser Lernpfad ist schon veröffentlicht."))
    others = _answers(row)
    waiting = [one.partner.name for one in others if row.partner_id and not _agrees(one)]
    if waiting:
        raise ConflictError(_("Es fehlt die Zustimmung von: %s") % ", ".join(waiting))
    row.state, row.published_at = PathState.PUBLISHED, at
    row.save(update_fields=["state", "published_at"])
    for one in others:
        if row.partner_id is None and one.agreement is None:
            _ask(row, one.partner, at)
    follow_up("publish", row, by=by, at=at)


@transaction.atomic
def answer_path(*, agreement: PathAgreement, agrees: bool, by: Viewer, at: datetime) -> None:
    """A house says yes or no, any time, also to what it said before; the makers are told.

    After a no the path shows the house's steps as not offered, nothing else of it changes.

    Raises:
        NotAllowedError: The person is no admin of the house.
        ConflictError: The path has ended.
    """
    row = PathAgreement.objects.select_for_update().get(pk=agreement.pk)
    if not administers(by, row.partner_id):
        raise NotAllowedError(_("Antworten kann, wer Ihre Einrichtung verwaltet."))
    if row.path.state == PathState.ENDED:
        raise ConflictError(_("Dieser Lernpfad ist beendet."))
    if row.agrees == agrees:
        return
    row.agrees, row.answered_at = agrees, at
    row.answered_by_key = by.user.key if by.user else ""
    row.save(update_fields=["agrees", "answered_at", "answered_by_key"])
    tell_makers(agreement=row, at=at)
    if row.path.state == PathState.PUBLISHED:
        raise_version()
    record_event(
        action="path.answer",
        object_type="path",
        object_key=row.path.key,
        at=at,
        actor_key=row.answered_by_key,
        partner_key=row.partner.key,
        data={"agrees": agrees},
    )


def ask_anew(*, path: LearningPath, partners: Iterable[int], at: datetime) -> None:
    """What stands in a path about some houses changed: what they said of it no longer counts.

    Of a draft they are asked when its makers are done; of a published path at once. The no of a
    house to a path of the city stays until the house itself says otherwise.
    """
    others = set(partners) - {path.partner_id}
    if path.state == PathState.PUBLISHED:
        for partner in Partner.objects.filter(pk__in=others).order_by("pk"):
            _ask(path, partner, at)
        return
    rows = PathAgreement.objects.filter(path=path, partner__in=others)
    if path.partner_id is None:
        rows = rows.exclude(agrees=False)
    rows.delete()


def forget_gone(*, path: LearningPath) -> None:
    """Houses without a course in the path have nothing to say to it; a no to the city is kept."""
    rows = PathAgreement.objects.filter(path=path)
    rows = rows.exclude(partner__in=path.steps.values("course__partner"))
    if path.partner_id is None:
        rows = rows.exclude(agrees=False)
    rows.delete()


def _ask(path: LearningPath, partner: Partner, at: datetime) -> None:
    row, is_new = PathAgreement.objects.get_or_create(
        path=path, partner=partner, defaults={"agrees": None, "asked_at": at}
    )
    if path.partner_id is None and row.agrees is False:
        return
    if not is_new:
        row.agrees, row.asked_at, row.answered_at, row.answered_by_key = None, at, None, ""
        row.save()
    tell_house(agreement=row, at=at)


def _answers(path: LearningPath) -> list[HouseAnswer]:
    steps = maker_steps(path, settings.LANGUAGE_CODE)
    if missing := lacks(path, steps):
        raise PathFaultError(" ".join(missing))
    return houses(path, steps)


def _agrees(one: HouseAnswer) -> bool:
    return one.agreement is not None and one.agreement.agrees is True
