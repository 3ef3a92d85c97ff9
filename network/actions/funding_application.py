"""Applications for funding: begin one, keep its facts, move it on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from lms.common.errors import ConflictError, DomainError, NotAllowedError
from lms.records.actions import record_event
from network.models import Cooperation, FundingApplication, FundingProgramme, Listing, Partner
from network.models.funding_enums import GrantState
from network.queries.viewer import Viewer
from network.rules.funding import GRANTED, NEXT_STATES, applicants, may_see_application

MOST_POINTS, POINT_LENGTH = 60, 300


class ApplicationFactsError(DomainError):
    """What was entered does not go together."""


class StaleApplicationError(ConflictError):
    """Somebody else saved in the meantime; nothing was written."""


@dataclass(frozen=True)
class Facts:
    """What can be changed at any time; amounts in euros, None: not known."""

    checklist: Iterable[dict[str, Any]] = ()
    adviser: Listing | None = None
    amount_asked: Decimal | None = None
    amount_granted: Decimal | None = None


@transaction.atomic
def begin_application(
    *,
    programme: FundingProgramme,
    applicant: Partner,
    cooperation: Cooperation | None,
    open_points: Iterable[str],
    viewer: Viewer,
    at: datetime,
) -> FundingApplication:
    """Begin an application; its check list are the programme's documents and what is missing.

    Raises:
        NotAllowedError: The person keeps none of the houses and does not steer.
        ApplicationFactsError: The applicant is not one of the case's partners, or another house
            of a case that was not sent.
        ConflictError: There is one for the same programme and case already.
    """
    application = FundingApplication(
        programme=programme, applicant=applicant, cooperation=cooperation,
        created_at=at, changed_at=at,
    )  # fmt: skip
    if not may_see_application(viewer, application):
        raise NotAllowedError(_("Einen Antrag beginnen die Partner des Falls."))
    if cooperation is not None and applicant not in applicants(viewer, cooperation):
        raise ApplicationFactsError(_("Den Antrag stellt einer der Partner des Falls."))
    documents = [line.strip() for line in programme.documents.splitlines() if line.strip()]
    points = dict.fromkeys([*documents, *open_points])
    application.checklist = _checked([{"text": text, "done": False} for text in points])
    try:
        with transaction.atomic():
            application.save(force_insert=True)
    except IntegrityError:  # one for the programme and the case, also on a double click
        raise ConflictError(
            _("Für diesen Fall gibt es bei diesem Programm schon einen Antrag.")
        ) from None
    _record("application.begin", application, viewer, at)
    return application


@transaction.atomic
def save_application(
    *, application: FundingApplication, facts: Facts, version: int, viewer: Viewer, at: datetime
) -> None:
    """Store check list, adviser and amounts.

    Raises:
        NotAllowedError: The person may not see it.
        StaleApplicationError: Somebody else saved since ``version``.
        ApplicationFactsError: An amount is granted before it was approved, or a point is too long.
    """
    row = _locked(application, version, viewer)
    if facts.amount_granted is not None and row.state not in GRANTED:
        raise ApplicationFactsError(
            _("Einen bewilligten Betrag gibt es erst, wenn der Antrag bewilligt ist.")
        )
    row.checklist = _checked(facts.checklist)
    row.adviser = facts.adviser
    row.amount_asked, row.amount_granted = facts.amount_asked, facts.amount_granted
    _save(row, at)
    _record("application.save", row, viewer, at)


@transaction.atomic
def move_application(
    *,
    application: FundingApplication,
    state: GrantState,
    version: int,
    viewer: Viewer,
    at: datetime,
) -> None:
    """Take an application to its next state.

    Raises:
        NotAllowedError: The person may not see it.
        StaleApplicationError: Somebody else saved since ``version``.
        ConflictError: From here there is no way to that state, or the check list is open.
    """
    row = _locked(application, version, viewer)
    if state not in NEXT_STATES[row.state]:
        raise ConflictError(
            _("Dieser Antrag ist „%(state)s“; so geht es von dort nicht weiter.")
            % {"state": row.get_state_display()}
        )
    open_points = [point for point in row.checklist if not point["done"]]
    if state == GrantState.SUBMITTED and open_points:
        raise ConflictError(_("Auf der Checkliste ist noch etwas offen."))
    before, row.state = row.state, state
    if state not in GRANTED:
        row.amount_granted = None
    _save(row, at)
    _record("application.move", row, viewer, at, before=before, after=state.value)


def _locked(application: FundingApplication, version: int, viewer: Viewer) -> FundingApplication:
    rows = FundingApplication.objects.select_for_update(of=("self",))
    row = rows.select_related("cooperation__lead_field").get(pk=application.pk)
    if viewer.user is None or not may_see_application(viewer, row):
        raise NotAllowedError(_("Diesen Antrag bearbeiten die Partner des Falls."))
    if row.version != version:
        raise StaleApplicationError(
            _("Inzwischen hat jemand diesen Antrag geändert. Bitte prüfen Sie den neuen Stand.")
        )
    return row


def _save(row: FundingApplication, at: datetime) -> None:
    row.version += 1
    row.changed_at = at
    row.save()


def _checked(points: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The check list as it is stored.

    Raises:
        ApplicationFactsError: It is too long.
    """
    kept: list[dict[str, Any]] = [
        {"text": " ".join(str(point["text"]).split()), "done": bool(point["done"])}
        for point in points
    ]
    kept = [point for point in kept if point["text"]]
    if len(kept) > MOST_POINTS or any(len(point["text"]) > POINT_LENGTH for point in kept):
        raise ApplicationFactsError(
            _("Die Checkliste fasst %(most)s Punkte mit je %(length)s Zeichen.")
            % {"most": MOST_POINTS, "length": POINT_LENGTH}
        )
    return kept


def _record(
    action: str, row: FundingApplication, viewer: Viewer, at: datetime, **data: str
) -> None:
    record_event(
        action=action,
        object_type="application",
        object_key=row.key,
        at=at,
        actor_key=viewer.user.key if viewer.user else "",
        partner_key=row.applicant.key,
        data={"programme": row.programme.code, **data},
    )
