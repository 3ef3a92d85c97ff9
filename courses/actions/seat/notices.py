"""Mails about seats: to people with an address of their own, never to seats of classes (P22).

Who was entered by a team is written to at the address the team was given, while it is there.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import override

from courses.enums import Origin, RefusalReason, RunKind
from courses.models import CourseRun, Enrolment, RunContact, SeatRequest
from courses.queries.seat import position
from courses.queries.team import entered_addresses, run_titles
from lms.accounts.enums import AccountKind
from lms.accounts.mails import absolute, language_of, send, send_to_entered
from lms.accounts.models import User

WITHOUT_MAIL = (AccountKind.SEAT, AccountKind.GROUP)


def tell_enrolled(*, enrolment: Enrolment, at: datetime) -> None:
    """Confirm a seat at given dates, one that costs or one somebody else said yes to.

    Everybody else who learns at any time sees it at once.
    """
    run = enrolment.run
    is_seen = run.kind != RunKind.DATED and enrolment.origin != Origin.APPROVAL
    if is_seen and not run.price_text:
        return
    key = f"seat-enrolled:{enrolment.key}:{run.key}:{at.isoformat()}"
    _send("enrolled", enrolment.user, run, key, at, link=_resume(enrolment))


def tell_entered(*, run: CourseRun, at: datetime) -> None:
    """Confirm their seats to people whom the team entered, and say what is kept of them (Art. 13).

    Who was told before is not told again.
    """

    def words(language: str) -> dict[str, object]:
        return {**_about(run, language), "house": run.course.partner}

    send_to_entered(
        "email/seat_entered",
        addresses=entered_addresses(run),
        context=words,
        key=f"seat-entered:{run.key}",
        at=at,
    )


def tell_asked(*, request: SeatRequest, at: datetime) -> None:
    """Confirm that the team was asked, or who decides on an exception."""
    _tell("asked", request, at)


def tell_refused(*, request: SeatRequest, reason: RefusalReason, at: datetime) -> None:
    """Say that the team refused, with one of its fixed reasons."""
    _tell("refused", request, at, reason=reason)


def tell_waiting(*, request: SeatRequest, at: datetime) -> None:
    """Say where in the line somebody stands."""
    _tell("waiting", request, at, position=position(request))


def tell_offered(*, request: SeatRequest, at: datetime) -> None:
    """Offer a seat, with the deadline; an offer made anew is told anew."""
    _tell("offered", request, at)


def tell_offer_expired(*, request: SeatRequest, at: datetime) -> None:
    """Say that the seat went on."""
    _tell("expired", request, at)


def tell_offer_withdrawn(*, request: SeatRequest, at: datetime) -> None:
    """Say that there are fewer seats now, and that one waits again, ahead of the others."""
    _tell("withdrawn", request, at, position=position(request))


def tell_list_closed(*, request: SeatRequest, at: datetime) -> None:
    """Say that no seat became free."""
    _tell("closed", request, at)


def tell_unanswered(*, request: SeatRequest, at: datetime) -> None:
    """Say that nobody answered, and what one can do."""
    _tell("unanswered", request, at)


def tell_moved(*, enrolment: Enrolment, at: datetime) -> None:
    """Tell the new dates."""
    key = f"seat-moved:{enrolment.key}:{enrolment.run.key}:{at.isoformat()}"
    _send("moved", enrolment.user, enrolment.run, key, at, link=_resume(enrolment))


def tell_removed(*, enrolment: Enrolment, run: CourseRun, at: datetime) -> None:
    """Tell somebody that the team took them out, and what is kept."""
    key = f"seat-removed:{enrolment.key}:{run.key}:{at.isoformat()}"
    _send("removed", enrolment.user, run, key, at)


def tell_cancelled(*, user: User, run: CourseRun, at: datetime) -> None:
    """Tell somebody of a run, or in its line, that it does not take place."""
    _send("cancelled", user, run, f"run-cancelled:{run.key}:{user.key}", at)


def in_words(when: datetime | None, run: CourseRun) -> str:
    """A moment as the clocks at the run's place show it; "" for none."""
    if when is None:
        return ""
    return date_format(localtime(when, ZoneInfo(run.time_zone)), "SHORT_DATETIME_FORMAT")


def _tell(name: str, request: SeatRequest, at: datetime, **more: object) -> None:
    """The time keeps two mails of one kind about one request apart."""
    key = f"seat-{name}:{request.key}:{at.isoformat()}"
    language = language_of(request.user)
    with override(language):
        link = absolute(reverse("courses:seat-request", args=[request.key]))
        until = in_words(request.offer_expires_at, request.run)
    more |= {"link": link, "until": until, "is_nameless": request.is_nameless}
    _send(name, request.user, request.run, key, at, **more)


def _send(  # noqa: PLR0917  (the parts of a mail)
    name: str, user: User, run: CourseRun, key: str, at: datetime, **more: object
) -> None:
    address = _address(user, run)
    if not address:
        return
    language = language_of(user)
    with override(language):
        context = {"user": user, **_about(run, language), **_addresses(user, more)}
    send(
        f"email/seat_{name}",
        recipient=address,
        context=context,
        language=language,
        key=key,
        person=user,
        at=at,
    )


def _about(run: CourseRun, language: str) -> dict[str, object]:
    return {
        "run": run,
        "title": run_titles([run], language)[run.course_id],
        "begins": in_words(run.starts_at, run),
        "ends": in_words(run.ends_at, run),
    }


def _address(user: User, run: CourseRun) -> str:
    if user.kind in WITHOUT_MAIL:
        return ""
    if user.kind != AccountKind.GUEST:
        return user.email
    contacts = RunContact.objects.filter(
        enrolment__user=user, enrolment__course=run.course_id, is_entered_by_team=True
    )
    return contacts.values_list("email", flat=True).first() or ""


def _addresses(user: User, more: dict[str, object]) -> dict[str, object]:
    """Where to look things up; who has no account can open none of these pages."""
    if user.kind == AccountKind.GUEST:
        return {**more, "learning": "", "link": ""}
    return {"learning": absolute(reverse("courses:learning")), **more}


def _resume(enrolment: Enrolment) -> str:
    with override(language_of(enrolment.user)):
        return absolute(reverse("courses:resume", args=[enrolment.key]))
