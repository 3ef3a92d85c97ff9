"""Who may come in by which entrance."""

from datetime import datetime

from django.utils.translation import gettext as _

from courses.actions.seat.errors import AdmissionError, ClosedRunError, CodeError, EntranceError
from courses.actions.seat.taking import PSEUDONYMOUS
from courses.actions.seat.vouchers import check_voucher
from courses.enums import CourseState, Entrance, Origin
from courses.models import CourseRun
from courses.queries.seat import Standing, unmet_prerequisites
from courses.rules import can_be_added, can_enrol, is_old_enough
from lms.accounts.codes import normalised
from lms.accounts.models import User
from lms.common.errors import ConflictError

BROUGHT = (Origin.TEAM, Origin.SCHOOL_CLASS, Origin.APPROVAL)  # somebody else decided


def check_brought(*, run: CourseRun, at: datetime) -> None:
    """Let in whom team or class bring; dates of enrolment are for those who come by themselves.

    Raises:
        ClosedRunError: The course is not published, or the run is over or cancelled.
    """
    if run.course.state != CourseState.PUBLISHED or not can_be_added(run, at):
        raise ClosedRunError(_("Dieser Termin nimmt niemanden mehr auf."))


def check_open(*, user: User, run: CourseRun, at: datetime) -> None:
    """Let in who comes alone, as far as dates and the kind of account go.

    Raises:
        ClosedRunError: The course is not published, or the run takes nobody at this time.
        EntranceError: Seats of classes get their courses from whoever leads the class.
    """
    if run.course.state != CourseState.PUBLISHED or not can_enrol(run, at):
        raise ClosedRunError(_("Diese Anmeldung ist gerade nicht offen."))
    if user.kind in PSEUDONYMOUS:
        raise EntranceError(_("Kurse kommen hier von der Leitung der Klasse oder Gruppe."))


def check_alone(*, user: User, run: CourseRun, found: Standing, at: datetime) -> None:
    """As ``check_open``, for who asks for a seat or waits for one.

    Raises:
        ConflictError: The person is enrolled in the course.
    """
    if found.current:
        raise ConflictError(_("Sie sind in diesem Kurs schon eingeschrieben."))
    check_open(user=user, run=run, at=at)


def check_code(*, run: CourseRun, code: str, at: datetime) -> Origin:
    """Check the key or voucher a run asks for; tells through which entrance somebody came.

    A voucher is only looked at; whoever gives the seat redeems it.

    Raises:
        EntranceError: The team must be asked, or brings people itself.
        CodeError: The key or voucher does not hold.
    """
    match run.entrance:
        case Entrance.OPEN:
            return Origin.SELF
        case Entrance.KEY:
            if not run.entry_code or normalised(code) != normalised(run.entry_code):
                raise CodeError(_("Dieser Schlüssel passt nicht. Bitte prüfen Sie ihn."))
            return Origin.KEY
        case Entrance.VOUCHER:
            check_voucher(run=run, code=code, at=at)
            return Origin.VOUCHER
        case Entrance.APPROVAL:
            raise EntranceError(_("Für diesen Termin fragen Sie das Team um einen Platz."))
    raise EntranceError(_("In diesen Termin kommt man nur über eine Klasse oder das Team."))


def check_admission(*, user: User, run: CourseRun, found: Standing) -> None:
    """Refuse who is too young or has not done before what the course asks for.

    Raises:
        AdmissionError: With what is missing.
    """
    if not is_old_enough(user, run.course):
        years = run.course.minimum_age
        raise AdmissionError(_("Dieser Kurs ist ab %(years)d Jahren.") % {"years": years})
    if found.has_prerequisites and unmet_prerequisites(user, run.course_id):
        message = _("Für diesen Kurs fehlt Ihnen noch etwas. Sie sehen unten, was.")
        raise AdmissionError(message)
