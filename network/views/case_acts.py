"""Moving a case on: one address for each action, each with a form."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lms.common.errors import DomainError
from network.actions.cooperation import course, outcome, remarks, request as asking
from network.actions.cooperation.change import By, GuardError, wrong_state
from network.enums import EventKind
from network.forms import case_acts as forms
from network.models import Cooperation
from network.queries.viewer import Viewer
from network.rules.case_guards import missing
from network.rules.cooperation import CaseAction, may_do, next_state, oversees
from network.views import cases
from network.views.case_scene import WORDS, Scene, scene_or_404, today, trail
from network.views.doors import for_viewers, keeps_suggestions, see

ACTIONS = {word: action for action, word in WORDS.items()}
Run = Callable[[Cooperation, dict[str, Any], By, datetime], object]


@dataclass(frozen=True)
class Act:
    """The form of an action, and what a valid one does."""

    form: type[forms.ActForm]
    run: Run


def _simply(action: Callable[..., object]) -> Run:
    return lambda case, values, by, at: action(cooperation=case, by=by, at=at)


def _outcome(values: dict[str, Any]) -> outcome.Outcome:
    names = ("reached_people", "events_held", "hours", "continues", "materials", "lessons_learnt")
    return outcome.Outcome(**{name: values[name] for name in names})


ACTS: dict[CaseAction, Act] = {
    CaseAction.REQUEST: Act(
        forms.RequestForm,
        lambda case, values, by, at: asking.request_cooperation(
            cooperation=case, message=values["message"], by=by, at=at
        ),
    ),
    CaseAction.CONSENT: Act(
        forms.OwnForm,
        lambda case, values, by, at: asking.consent(
            cooperation=case, partner=values["partner"], by=by, at=at
        ),
    ),
    CaseAction.REFUSE: Act(
        forms.RefuseForm,
        lambda case, values, by, at: asking.refuse(
            cooperation=case, partner=values["partner"], reason=values["reason"], by=by, at=at
        ),
    ),
    CaseAction.AGREE: Act(forms.ActForm, _simply(course.agree)),
    CaseAction.START: Act(
        forms.StartForm,
        lambda case, values, by, at: course.start(
            cooperation=case, signed_on=values["signed_on"], by=by, at=at
        ),
    ),
    CaseAction.PAUSE: Act(forms.ActForm, _simply(course.pause)),
    CaseAction.RESUME: Act(forms.ActForm, _simply(course.resume)),
    CaseAction.COMPLETE: Act(
        forms.OutcomeForm,
        lambda case, values, by, at: outcome.complete(
            cooperation=case, outcome=_outcome(values), by=by, at=at
        ),
    ),
    CaseAction.CANCEL: Act(forms.ReasonForm, _simply(course.cancel)),
    CaseAction.DISCARD: Act(forms.ReasonForm, _simply(course.discard)),
    CaseAction.REOPEN: Act(forms.ReasonForm, _simply(course.reopen)),
    CaseAction.STEP: Act(
        forms.StepForm,
        lambda case, values, by, at: remarks.set_next_step(
            cooperation=case, step=values["step"], due=values["due"], whose=values["whose"],
            by=by, at=at,
        ),
    ),
    CaseAction.NOTE: Act(
        forms.NoteForm,
        lambda case, values, by, at: remarks.add_note(
            cooperation=case, by=by, at=at, kind=EventKind(values["kind"])
        ),
    ),
    CaseAction.SHOW: Act(
        forms.ShowForm,
        lambda case, values, by, at: remarks.show_publicly(
            cooperation=case, partner=values["partner"], is_allowed=values["is_allowed"],
            by=by, at=at,
        ),
    ),
    CaseAction.RATE: Act(
        forms.RateForm,
        lambda case, values, by, at: outcome.rate(
            cooperation=case, partner=values["partner"], quality=values["quality"], by=by, at=at
        ),
    ),
}  # fmt: skip
# Here nobody overwrites anything of somebody else: each house answers for itself, notes add up.
UNVERSIONED = frozenset(
    {CaseAction.CONSENT, CaseAction.REFUSE, CaseAction.NOTE, CaseAction.SHOW, CaseAction.RATE}
)


@for_viewers(keeps_suggestions)
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, viewer: Viewer, case: str, act: str) -> HttpResponse:
    """Show the form of an action, or do it."""
    scene = scene_or_404(viewer, case)
    action = ACTIONS.get(act)
    if action is None:
        raise Http404
    if not may_do(viewer, scene.case, scene.parts, action):
        raise PermissionDenied(_("Das dürfen Sie bei diesem Fall nicht tun."))
    if action == CaseAction.EDIT:
        return cases.edit(request, scene)
    form = ACTS[action].form(request.POST or None, case=scene.case, own=scene.own)
    # Looking at the mails again stores and sends nothing.
    if "preview" in request.POST or request.method != "POST" or not form.is_valid():
        return _page(request, scene, action, form)
    return _do(request, scene, action, form)


def _do(
    request: HttpRequest, scene: Scene, action: CaseAction, form: forms.ActForm
) -> HttpResponse:
    values = form.cleaned_data
    is_free = action in UNVERSIONED
    by = By(
        actor=scene.viewer.user,
        note=values.get("note", ""),
        version=None if is_free else values["version"] or 0,
    )
    try:
        ACTS[action].run(scene.case, values, by, timezone.now())
    except DomainError as refusal:
        return _refused(request, scene, action, refusal)
    messages.success(request, _("Gespeichert: %(action)s.") % {"action": action.label})
    return see(scene.address)


def _refused(
    request: HttpRequest, scene: Scene, action: CaseAction, refusal: DomainError
) -> HttpResponse:
    """The case as it stands now above what was typed; sending again goes on from there."""
    fresh = scene_or_404(scene.viewer, scene.case.key)
    data = request.POST.copy()
    data["version"] = str(fresh.case.version)
    form = ACTS[action].form(data, case=fresh.case, own=fresh.own)
    reasons = refusal.missing if isinstance(refusal, GuardError) else [str(refusal)]
    return _page(request, fresh, action, form, status=refusal.status, reasons=reasons)


def _page(
    request: HttpRequest,
    scene: Scene,
    action: CaseAction,
    form: forms.ActForm,
    *,
    status: int = 0,
    reasons: list[str] | None = None,
) -> HttpResponse:
    is_wrong = form.is_bound and "preview" not in request.POST and bool(form.errors)
    usual = HTTPStatus.UNPROCESSABLE_ENTITY if is_wrong else HTTPStatus.OK
    context = {
        "viewer": scene.viewer,
        "case": scene.case,
        "action": action,
        "form": form,
        "shows_errors": is_wrong,
        "mails": _mails(scene, form) if action == CaseAction.REQUEST else None,
        "oversees": oversees(scene.viewer, scene.case),
        "missing": reasons or _obstacles(scene, action),
        "breadcrumb": trail(scene, str(action.label)),
    }
    return render(request, "network/case-act.html", context, status=status or usual)


def _obstacles(scene: Scene, action: CaseAction) -> list[str]:
    """Why it cannot be done now, in words."""
    if next_state(action, scene.case.state) is None:
        return [str(wrong_state(action, scene.case))]
    own = None if oversees(scene.viewer, scene.case) else scene.viewer.edits
    return missing(scene.case, scene.parts, action, today(), own=own)


def _mails(scene: Scene, form: forms.ActForm) -> list[Any]:
    """What would leave, word for word."""
    is_ours = oversees(scene.viewer, scene.case) or not scene.own
    return asking.request_mails(
        case=scene.case,
        parts=scene.parts,
        house=None if is_ours else scene.own[0].partner,
        message=form["message"].value() or "",
        at=timezone.now(),
    )
