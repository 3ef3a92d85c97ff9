"""One case as the views of it begin: who looks, the row, its parts."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network.models import Cooperation, CooperationPartner
from network.queries.viewer import Viewer
from network.rules.case_guards import possible_actions
from network.rules.cooperation import CaseAction, may_see, own_parts

# The last part of an address for each action; LAPSE has none, time does it.
WORDS = {
    CaseAction.REQUEST: "anfragen",
    CaseAction.CONSENT: "zustimmen",
    CaseAction.REFUSE: "ablehnen",
    CaseAction.AGREE: "vereinbaren",
    CaseAction.START: "starten",
    CaseAction.PAUSE: "pausieren",
    CaseAction.RESUME: "fortsetzen",
    CaseAction.COMPLETE: "abschliessen",
    CaseAction.CANCEL: "abbrechen",
    CaseAction.DISCARD: "verwerfen",
    CaseAction.REOPEN: "wieder-aufnehmen",
    CaseAction.EDIT: "aendern",
    CaseAction.STEP: "naechster-schritt",
    CaseAction.NOTE: "notiz",
    CaseAction.SHOW: "oeffentlich",
    CaseAction.RATE: "bewerten",
}
MAIN = frozenset(
    {
        CaseAction.REQUEST, CaseAction.CONSENT, CaseAction.AGREE, CaseAction.START,
        CaseAction.RESUME, CaseAction.COMPLETE, CaseAction.RATE,
    }
)  # fmt: skip


@dataclass(frozen=True)
class Scene:
    """A case in the eyes of one person."""

    viewer: Viewer
    case: Cooperation
    parts: list[CooperationPartner]

    @property
    def own(self) -> list[CooperationPartner]:
        """The parts of the houses this person keeps."""
        return own_parts(self.viewer, self.parts)

    @property
    def address(self) -> str:
        """Where the case stands."""
        return reverse("network:case", args=[self.case.key])


def today() -> date:
    """The day in Cottbus."""
    return timezone.localdate()


def scene_or_404(viewer: Viewer, key: str) -> Scene:
    """A case this person may see; somebody else's answers exactly like an absent one."""
    case = Cooperation.objects.select_related("lead_field", "next_step_by").filter(key=key).first()
    if case is None:
        raise Http404
    parts = list(case.parts.select_related("partner"))
    if not may_see(viewer, case, parts):
        raise Http404
    return Scene(viewer, case, parts)


def ways(scene: Scene) -> list[dict[str, Any]]:
    """The links to what can be done now, with what is missing; the main ones first."""
    found = [
        {
            "label": possible.action.label,
            "url": reverse("network:case-act", args=[scene.case.key, WORDS[possible.action]]),
            "missing": possible.missing,
            "is_main": possible.action in MAIN,
        }
        for possible in possible_actions(scene.viewer, scene.case, scene.parts, today())
    ]
    return sorted(found, key=lambda way: not way["is_main"])


def trail(scene: Scene, *more: str) -> list[tuple[str, str]]:
    """The way from the start page to a case, and to what is done with it."""
    steps = [("/", _("Start")), (reverse("network:cases"), _("Fälle"))]
    if not more:
        return [*steps, ("", scene.case.title)]
    return [*steps, (scene.address, scene.case.title), ("", more[0])]
