"""What of theirs somebody may compare with a programme, and which applications they see."""

from dataclasses import dataclass

from network.models import (
    Cooperation,
    CooperationPartner,
    FundingApplication,
    FundingProgramme,
    Partner,
)
from network.queries.cases import OPEN
from network.queries.funding import ShownFit, shown_fit
from network.queries.funding_terms import CASE_LINKS, of_case, of_houses, vocabulary
from network.queries.programme_page import house_of
from network.queries.viewer import Viewer
from network.rules.cooperation import may_see
from network.rules.funding import applicants, may_see_application

MOST_CHOICES = 60
MOST = 200
LINKS = ("programme", "applicant", "cooperation__lead_field", "adviser__partner")


@dataclass(frozen=True)
class Choice:
    """Something of theirs a person may compare with a programme."""

    name: str  # of the parameter: haus, fall
    key: str
    title: str

    @property
    def value(self) -> str:
        """As in the form."""
        return f"{self.name}:{self.key}"


@dataclass(frozen=True)
class Comparison:
    """What was compared, and how it stands."""

    choice: Choice
    partner: str  # key of the house a consortium would begin with; "" for a case of others
    fit: ShownFit


def choices(viewer: Viewer) -> list[Choice]:
    """Own houses and the open cases somebody may see. Costs two queries."""
    houses = [Choice("haus", one.key, one.name) for one in viewer.own_partners]
    rows = Cooperation.objects.filter(state__in=OPEN).select_related("lead_field")
    if not viewer.steers:
        own = CooperationPartner.objects.filter(partner__in=viewer.edits).values("cooperation")
        rows = rows.filter(pk__in=own)
    cases = [
        Choice("fall", case.key, case.title)
        for case in rows.order_by("title", "pk").prefetch_related("parts")[:MOST_CHOICES]
        if may_see(viewer, case, list(case.parts.all()))
    ]
    return [*houses, *cases]


def comparison(programme: FundingProgramme, viewer: Viewer, asked: str) -> Comparison | None:
    """How something of theirs (``haus:KEY`` or ``fall:KEY``) fits; None: it is not theirs."""
    name, _colon, key = asked.partition(":")
    if name == "fall":
        return _of_case(programme, viewer, key)
    house = house_of(viewer, key) if name == "haus" else None
    if house is None:
        return None
    proposal = of_houses([house], viewer, applicant=house.key)
    choice = Choice("haus", house.key, house.name)
    return Comparison(choice, house.key, shown_fit(programme, proposal, vocabulary()))


def possible_applicants(viewer: Viewer, case: Cooperation | None) -> list[Partner]:
    """Who could apply: partners of the case, else one's own houses."""
    return viewer.own_partners if case is None else applicants(viewer, case)


def case_of(viewer: Viewer, key: str) -> Cooperation | None:
    """A case this person may see; somebody else's is like an absent one."""
    rows = Cooperation.objects.select_related("lead_field").prefetch_related(*CASE_LINKS)
    case = rows.filter(key=key).first()
    if case is None or not may_see(viewer, case, list(case.parts.all())):
        return None
    return case


def _of_case(programme: FundingProgramme, viewer: Viewer, key: str) -> Comparison | None:
    case = case_of(viewer, key)
    if case is None:
        return None
    own = [part.partner for part in case.parts.all() if part.partner_id in viewer.edits]
    everyone = [part.partner for part in case.parts.all()] if viewer.steers else []
    first = next(iter([*own, *everyone]), None)
    fit = shown_fit(programme, of_case(case, viewer), vocabulary())
    return Comparison(Choice("fall", case.key, case.title), first.key if first else "", fit)


def applications(viewer: Viewer) -> list[FundingApplication]:
    """Newest first. Costs four queries, whatever their number."""
    rows = FundingApplication.objects.select_related(*LINKS)
    found = rows.prefetch_related("cooperation__parts__partner", "programme__action_fields")
    return [one for one in found if may_see_application(viewer, one)][:MOST]


def application_of(viewer: Viewer, key: str) -> FundingApplication | None:
    """One application; somebody else's is like an absent one."""
    rows = FundingApplication.objects.select_related(*LINKS)
    row = rows.prefetch_related("cooperation__parts__partner").filter(key=key).first()
    return row if row is not None and may_see_application(viewer, row) else None
