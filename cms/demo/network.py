"""The demonstration's network, made through the actions real people use. Safe to repeat."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import yaml
from django.db import transaction
from django.utils.timezone import localdate, localtime

from lms.accounts.models import User
from lms.taxonomy.models import (
    ActionField,
    Competence,
    District,
    EducationStage,
    TargetGroup,
    Term,
)
from lms.taxonomy.queries import default_framework
from network.actions.cooperation.change import By
from network.actions.cooperation.course import agree, start
from network.actions.cooperation.outcome import Outcome, complete, rate
from network.actions.cooperation.remarks import set_next_step, show_publicly
from network.actions.cooperation.reminders import lapse
from network.actions.cooperation.request import (
    ANSWER_WITHIN,
    consent,
    refuse,
    request_cooperation,
)
from network.actions.cooperation.terms import Share, Terms, propose
from network.actions.listing import create_listing
from network.actions.listing_facts import ListingFacts
from network.actions.match_run import run_matching
from network.actions.meeting.agenda import generate_agenda
from network.actions.meeting.planning import MeetingPlan, plan_meeting
from network.actions.partner import create_partner
from network.actions.picture import draw_network
from network.actions.place import add_place
from network.actions.plan import keep_plan, solve_plan
from network.actions.profile import ProfileFacts, save_profile
from network.enums import CooperationRole, CooperationState as State
from network.models import Cooperation, KindProfile, Listing, Meeting, Partner, ResourceCategory
from network.models.meeting import MeetingKind
from network.queries.agenda_inputs import agenda_inputs
from network.queries.plan import Parameters, field_quotas, stored_plan
from network.queries.quarters import Quarter
from network.queries.viewer import viewer_of

FILE = Path(__file__).parent / "network.yaml"
Vocabulary = TypeVar("Vocabulary", bound=Term)
SYSTEM = By(actor=None)
CONTACT_ROLE = "Koordination Kooperationen"
ANSWERED, AGREED, STARTED, ENDED = (timedelta(days=days) for days in (4, 9, 14, 75))
LASTS = timedelta(days=365)
MEETS = timedelta(days=18)  # from today
GOOD = 4  # of 5
ASKED = (State.IN_TALKS, State.AGREED, State.RUNNING, State.COMPLETED)


@transaction.atomic
def load_network(*, at: datetime) -> None:
    """Load partners, what they offer and seek, and their cooperations."""
    content: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    for row in content["partners"]:
        _partner(row, at)
    for row in content["listings"]:
        _listing(row, at)
    for row in sorted(content["cooperations"], key=lambda case: -case["age"]):
        _cooperation(row, at)


def compute_network(*, at: datetime) -> None:
    """Match the partners and draw them, as the nightly work does; then plan and a meeting.

    Both come from the suggestions, so that the agenda names plan, gaps and deadlines.
    """
    run_matching(as_of=localdate(at), at=at)
    draw_network(at=at)
    staff = User.objects.filter(is_city_staff=True).first()
    if staff is not None and not Meeting.objects.exists():
        _meeting(staff, at)


def _meeting(staff: User, at: datetime) -> None:
    begins = localtime(at + MEETS).replace(hour=14, minute=0, second=0, microsecond=0)
    plan = MeetingPlan(
        kind=MeetingKind.QUARTERLY,
        title="Quartalstreffen der Handlungsfelder",
        starts_at=begins,
        ends_at=begins + timedelta(hours=2),
        place="Lesecafé in der Altstadt",
        quarter=f"{begins.year}-Q{(begins.month + 2) // 3}",
    )
    _plan(Quarter.of(begins.date()), staff, at)
    viewer = viewer_of(staff, localdate(at))
    meeting = plan_meeting(plan=plan, by=viewer, at=at)
    inputs = agenda_inputs(meeting, viewer=viewer, at=at)
    generate_agenda(meeting=meeting, by=viewer, at=at, inputs=inputs)


def _plan(quarter: Quarter, staff: User, at: datetime) -> None:
    if stored_plan(quarter) is not None:
        return
    wanted = Parameters(quotas=field_quotas(quarter))
    solve_plan(key=keep_plan(quarter=quarter, wanted=wanted, actor=staff, at=at).key, at=at)


def _partner(row: dict[str, Any], at: datetime) -> None:
    if Partner.objects.filter(slug=row["slug"]).exists():
        return
    mailbox = f"kontakt@{row['slug']}.example"
    partner = create_partner(
        name=row["name"],
        slug=row["slug"],
        kind=row["kind"],
        contact_mailbox=mailbox,
        summary=row["summary"],
        actor=None,
        at=at,
    )
    usual = KindProfile.objects.get(kind=row["kind"])
    facts = ProfileFacts(
        name=row["name"],
        kind=row["kind"],
        is_nonprofit=usual.is_nonprofit,
        size=row["size"],
        stages=usual.stages.all(),
        action_fields=_terms(ActionField, row["fields"]),
        target_groups=_terms(TargetGroup, row["groups"]),
        languages=row.get("languages", ["de"]),
        capacity=row["capacity"],
        radius_km=usual.radius_km,
        contact_mailbox=mailbox,
        contact_role=CONTACT_ROLE,
    )
    save_profile(partner=partner, facts=facts, version=partner.version, actor=None, at=at)
    district = District.objects.get(code=row["district"])
    add_place(partner=partner, name="Standort", district=district, at=at)


def _listing(row: list[Any], at: datetime) -> None:
    slug, kind, category, title, text, tags = row
    if Listing.objects.filter(partner__slug=slug, title=title).exists():
        return
    capacity = tags.get("capacity")
    facts = ListingFacts(
        kind=kind,
        title=title,
        text=text,
        category=ResourceCategory.objects.get(code=category),
        competences=_competences(tags.get("competences", [])),
        action_fields=_terms(ActionField, tags.get("fields", [])),
        target_groups=_terms(TargetGroup, tags.get("groups", [])),
        stages_wanted=_terms(EducationStage, tags.get("stages", [])),
        mode=tags.get("mode", ""),
        valid_from=localdate(at),
        valid_to=localdate(at + LASTS),
        capacity_total=capacity,
        capacity_left=capacity,
    )
    create_listing(partner=Partner.objects.get(slug=slug), facts=facts, actor=None, at=at)


def _cooperation(row: dict[str, Any], now: datetime) -> None:
    if Cooperation.objects.filter(title=row["title"]).exists():
        return
    at = now - timedelta(days=row["age"])
    partners = {slug: Partner.objects.get(slug=slug) for slug, _gift in row["parts"]}
    roles = [CooperationRole.LEAD, *[CooperationRole.PARTNER] * (len(partners) - 1)]
    shares = [
        Share(partner=partners[slug], role=role, contribution=gift, contact_role=CONTACT_ROLE)
        for role, (slug, gift) in zip(roles, row["parts"], strict=True)
    ]
    fields = _terms(ActionField, [row["field"]])
    terms = Terms(
        title=row["title"],
        goal=row["goal"],
        shares=shares,
        lead_field=fields[0],
        action_fields=fields,
        stages=_terms(EducationStage, row["stages"]),
        competences=_competences(row["competences"]),
        starts_on=localdate(at + STARTED),
        ends_on=localdate(at + LASTS),
        review_on=localdate(at + LASTS / 2),
    )
    case = propose(terms=terms, by=SYSTEM, at=at)
    request_cooperation(cooperation=case, message="", by=SYSTEM, at=at)
    _answers(case, row, partners, at)
    _course(case, row, partners, at)


def _answers(
    case: Cooperation, row: dict[str, Any], partners: dict[str, Partner], at: datetime
) -> None:
    first, *_others = partners.values()
    if row["state"] == State.DECLINED:
        refuse(cooperation=case, partner=first, reason=row["reason"], by=SYSTEM, at=at + ANSWERED)
    elif row["state"] == State.NO_ANSWER:
        lapse(cooperation=case, at=at + ANSWER_WITHIN)
    elif row["state"] in ASKED:
        for partner in partners.values():
            consent(cooperation=case, partner=partner, by=SYSTEM, at=at + ANSWERED)


def _course(
    case: Cooperation, row: dict[str, Any], partners: dict[str, Partner], at: datetime
) -> None:
    state = row["state"]
    if state == State.IN_TALKS:
        due = localdate(at + ENDED)
        set_next_step(
            cooperation=case, step="Termin vor Ort", due=due, whose=None, by=SYSTEM, at=at
        )
    if state in ASKED[1:]:
        agree(cooperation=case, by=SYSTEM, at=at + AGREED)
    if state in ASKED[2:]:
        start(cooperation=case, signed_on=localdate(at + AGREED), by=SYSTEM, at=at + STARTED)
        for partner in partners.values():
            show_publicly(
                cooperation=case, partner=partner, is_allowed=True, by=SYSTEM, at=at + STARTED
            )
    if state == State.COMPLETED:
        outcome = Outcome(row["people"], row["events"], row["hours"], continues=True)
        complete(cooperation=case, outcome=outcome, by=SYSTEM, at=at + ENDED)
        for partner in partners.values():
            rate(cooperation=case, partner=partner, quality=GOOD, by=SYSTEM, at=at + ENDED)


def _terms(model: type[Vocabulary], codes: Iterable[str]) -> list[Vocabulary]:
    return list(model._default_manager.filter(code__in=list(codes)))


def _competences(codes: Iterable[str]) -> list[Competence]:
    return list(Competence.objects.filter(framework=default_framework(), code__in=list(codes)))
