"""Issues the two papers of Bildungszeit: that somebody is registered, and that they were there.

Both stand in the register of certificates. Source: BbgEBG § 32.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.actions.certificate import revoke_certificate, write_certificate
from courses.actions.certificate_name import replace_certificate
from courses.actions.run import locked_run
from courses.enums import CertificateKind, CertificateState, EnrolmentState, RevocationReason
from courses.models import Certificate, CourseRun, Enrolment, LeaveRecognition
from courses.queries.leave_dates import (
    Schedule,
    covers,
    is_enough,
    minimum_in_words,
    presences_of,
    schedule_of,
)
from courses.queries.leave_paper import is_up_to_date, leave_facts
from courses.rules import is_minor
from lms.accounts.actions.profile import confirm_certificate_name
from lms.accounts.enums import AccountKind
from lms.accounts.models import User
from lms.common.errors import ConflictError

REGISTRATION, ATTENDANCE = CertificateKind.LEAVE_REGISTRATION, CertificateKind.LEAVE_ATTENDANCE


class PaperError(ConflictError):
    """The paper cannot be issued, with why."""


@dataclass(frozen=True)
class Basis:
    """What a paper rests on, as it is now; None where the run has no such thing."""

    recognition: LeaveRecognition | None
    schedule: Schedule | None
    presences: dict[int, set[int]]  # by enrolment

    def known(self) -> tuple[LeaveRecognition, Schedule]:
        """Both, where nothing is missing."""
        assert self.recognition is not None  # noqa: S101  (``_about_run`` was asked before)
        assert self.schedule is not None  # noqa: S101
        return self.recognition, self.schedule

    def present(self, enrolment: Enrolment) -> set[int]:
        """The appointments (primary keys) somebody was at."""
        return self.presences.get(enrolment.pk, set())


@dataclass(frozen=True)
class IssuedToAll:
    """How many papers are new, and how many wait until their holders have confirmed a name."""

    new: int
    without_name: int


def basis_of(run: CourseRun) -> Basis:
    """Read what papers of a run rest on; three queries."""
    recognition = LeaveRecognition.objects.select_related("run").filter(run=run).first()
    return Basis(recognition, schedule_of(run), presences_of(run))


def obstacle(enrolment: Enrolment, kind: CertificateKind, basis: Basis, at: datetime) -> str:
    """Why a paper cannot be issued now, in words for its holder; "" where it can.

    Costs one query; ``enrolment`` comes with ``user`` and ``run``.
    """
    return (
        _about_person(enrolment)
        or _about_run(enrolment.run, basis)
        or _about_time(kind, basis, at)
        or (_about_attendance(enrolment, basis) if kind == ATTENDANCE else "")
        or _about_revocation(enrolment, kind)
    )


@transaction.atomic
def request_paper(
    *, enrolment: Enrolment, kind: CertificateKind, at: datetime, name: str = ""
) -> Certificate:
    """Issue a paper to its holder, who asks for it. Safe to repeat.

    One that says something else than what is so now is replaced.

    Args:
        enrolment: The holder's own.
        kind: One of ``LEAVE_KINDS``.
        at: When.
        name: What to print, where the holder has not confirmed a name before.

    Raises:
        PaperError: See ``obstacle``; or the holder went to another run at this moment.
        CertificateNameError: The name cannot be printed.
    """
    run = locked_run(enrolment.run)  # nobody leaves or is moved meanwhile
    mine = _people(run).filter(pk=enrolment.pk).first()
    if mine is None:
        raise PaperError(_("Der Termin wurde gerade geändert. Bitte laden Sie die Seite neu."))
    basis = basis_of(run)
    if found := obstacle(mine, kind, basis, at):
        raise PaperError(found)
    if not mine.user.certificate_name_confirmed_at:
        confirm_certificate_name(user=mine.user, name=name, at=at)
    certificate, _is_new = _issue(mine, kind, basis, actor=None, at=at)
    return certificate


@transaction.atomic
def issue_to_all(*, run: CourseRun, actor: User, at: datetime) -> IssuedToAll:
    """Issue the confirmation of attendance to everybody in a run who may have it. Safe to repeat.

    Whom something stands in the way of is passed over. The caller has checked the right to.

    Raises:
        PaperError: The run is not recognised for its days, or its last appointment is to come.
    """
    row = locked_run(run)
    basis = basis_of(row)
    if found := _about_run(row, basis) or _about_time(ATTENDANCE, basis, at):
        raise PaperError(found)
    new = without_name = 0
    for enrolment in _people(row).exclude(state=EnrolmentState.LEFT).order_by("pk"):
        if obstacle(enrolment, ATTENDANCE, basis, at):
            continue
        if not enrolment.user.certificate_name_confirmed_at:
            without_name += 1
            continue
        _certificate, is_new = _issue(
            enrolment, ATTENDANCE, basis, actor=actor, in_batch=True, at=at
        )
        new += is_new
    return IssuedToAll(new, without_name)


def take_back_registrations(
    *, enrolments: Iterable[Enrolment], actor: User | None, at: datetime
) -> None:
    """Whoever left, was moved or whose run was called off is not registered any more.

    The caller holds the lock of the run. One query where there is nothing to take back.
    """
    keys = [enrolment.key for enrolment in enrolments]
    rows = Certificate.objects.filter(enrolment_key__in=keys, kind=REGISTRATION)
    for paper in rows.filter(state=CertificateState.VALID):
        if date.fromisoformat(paper.facts["completed_on"]) < timezone.localdate(at):
            continue  # they were registered until it was over
        reason = RevocationReason.CANCELLED
        revoke_certificate(code=paper.code, reason=reason, actor=actor, at=at)


def _issue(
    enrolment: Enrolment,
    kind: CertificateKind,
    basis: Basis,
    *,
    actor: User | None,
    at: datetime,
    in_batch: bool = False,
) -> tuple[Certificate, bool]:
    recognition, schedule = basis.known()
    facts = leave_facts(
        enrolment=enrolment,
        kind=kind,
        recognition=recognition,
        schedule=schedule,
        present=basis.present(enrolment),
        at=at,
    )
    existing = _papers(enrolment, kind).filter(state=CertificateState.VALID).first()
    if existing is not None:
        if is_up_to_date(existing, facts):
            return existing, False
        existing.enrolment = enrolment
        new = replace_certificate(
            certificate=existing, facts=facts, actor=actor, in_batch=in_batch, at=at
        )
        return new, True
    new = write_certificate(enrolment=enrolment, facts=facts, actor=actor, in_batch=in_batch, at=at)
    return new, True


def _about_person(enrolment: Enrolment) -> str:
    user = enrolment.user
    if user.kind != AccountKind.PERSONAL or is_minor(user):
        return _("Bescheinigungen zur Bildungszeit gibt es nur für eigene Konten Erwachsener.")
    if enrolment.state == EnrolmentState.LEFT:
        return _("Sie sind in diesem Kurs nicht mehr angemeldet.")
    return ""


def _about_run(run: CourseRun, basis: Basis) -> str:
    if run.cancelled_at is not None:
        return _("Dieser Kurs wurde abgesagt.")
    if basis.schedule is None:
        return _("Ohne eingetragene Treffen gibt es keine Bescheinigung: Tage und Stunden fehlen.")
    if basis.recognition is None or not covers(basis.recognition, basis.schedule):
        return _("Für die Tage dieses Kurses liegt keine Anerkennung als Bildungszeit vor.")
    return ""


def _about_time(kind: CertificateKind, basis: Basis, at: datetime) -> str:
    _recognition, schedule = basis.known()
    if kind == REGISTRATION and at >= schedule.starts_at:
        return _("Der Kurs hat schon begonnen. Die Anmeldebestätigung gibt es nur vorher.")
    if kind == ATTENDANCE and at < schedule.ends_at:
        return _("Die Teilnahmebescheinigung gibt es nach dem letzten Treffen.")
    return ""


def _about_attendance(enrolment: Enrolment, basis: Basis) -> str:
    recognition, schedule = basis.known()
    if is_enough(recognition, schedule, basis.present(enrolment)):
        return ""
    return _("Die Mindestanwesenheit ist nicht erreicht. Verlangt ist: %(rule)s.") % {
        "rule": minimum_in_words(recognition, schedule)
    }


def _about_revocation(enrolment: Enrolment, kind: CertificateKind) -> str:
    """What somebody decided against is not issued again; who had cancelled may come back."""
    revoked = _papers(enrolment, kind).filter(state=CertificateState.REVOKED)
    if not revoked.exclude(revocation_reason=RevocationReason.CANCELLED).exists():
        return ""
    return _("Diese Bescheinigung wurde widerrufen. Fragen Sie bitte die Einrichtung.")


def _people(run: CourseRun) -> QuerySet[Enrolment]:
    rows = Enrolment.objects.filter(run=run)
    return rows.select_related("user", "course__partner", "run__place")


def _papers(enrolment: Enrolment, kind: CertificateKind) -> QuerySet[Certificate]:
    return Certificate.objects.filter(enrolment_key=enrolment.key, kind=kind)
