"""A partner's own part of the network: its houses, profile and places."""

from functools import partial
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lms.common.errors import DomainError
from network.actions.place import add_place, change_place, place_stamp, remove_place
from network.actions.profile import StaleEditError, check_editor, confirm_profile, save_profile
from network.enums import Role
from network.forms.own_profile import OwnPlaceForm, ProfileForm
from network.models import Partner, Place
from network.queries.clarifications import open_number
from network.queries.own import kept_partners, own_house
from network.queries.profile_score import profile_score
from network.queries.viewer import Viewer
from network.queries.visibility import visible_partners
from network.views.differences import differences
from network.views.doors import keeper, see
from network.views.own_access import page, partner_or_404, person

FORM = ["GET", "HEAD", "POST"]


@keeper
@require_safe
def own(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Choose one of several houses; who keeps one goes straight to it."""
    text = " ".join(request.GET.get("q", "").split())[:80]
    partners = kept_partners(viewer, text)
    if len(partners) == 1 and not viewer.is_staff:
        return redirect("network:own-house", partner=partners[0].key)
    context = {"viewer": viewer, "partners": partners, "text": text}
    return page(request, "network/own.html", context, title="")


@keeper
@require_safe
def house(request: HttpRequest, partner: str, viewer: Viewer) -> HttpResponse:
    """One's own partner: how complete and fresh it is, and all its offers and needs."""
    row = partner_or_404(viewer, partner)
    found = own_house(row, localdate(timezone.now()))
    questions = open_number(row) if row.pk in viewer.edits else 0
    context = {
        "viewer": viewer,
        "partner": row,
        "house": found,
        "questions": questions,
        "takes_paper": viewer.is_staff or row.pk in viewer.desks,
        "has_classes": (row.pk, Role.ADMIN.value) in viewer.roles,
    }
    return page(request, "network/own-house.html", context, title="")


@keeper
@require_http_methods(FORM)
def profile(request: HttpRequest, partner: str, viewer: Viewer) -> HttpResponse:
    """Keep the profile; who was slower than somebody else sees both versions."""
    row, status, differences = partner_or_404(viewer, partner), int(HTTPStatus.OK), None
    seen = visible_partners(viewer, localdate(timezone.now()))
    form = ProfileForm(request.POST or None, partner=row, seen=seen)
    if request.method == "POST":
        try:
            if _save_profile(request, row, form):
                return see(reverse("network:own-house", args=[row.key]))
            status = int(HTTPStatus.UNPROCESSABLE_ENTITY)
        except StaleEditError as error:
            status, differences = int(error.status), form.differences()
            form.against(row.version)
    context = {
        "viewer": viewer,
        "partner": row,
        "form": form,
        "differences": differences,
        "score": profile_score(row),
        "places": row.places.select_related("district"),
    }
    return page(request, "network/own-profile.html", context, title=_("Profil"), status=status)


@keeper
@require_POST
def confirm(request: HttpRequest, partner: str, viewer: Viewer) -> HttpResponse:
    """The profile is still true."""
    row = partner_or_404(viewer, partner)
    confirm_profile(partner=row, actor=person(request), at=timezone.now())
    messages.success(request, _("Danke! Das Profil ist bestätigt."))
    return see(reverse("network:own-house", args=[row.key]))


@keeper
@require_http_methods(FORM)
def place_new(request: HttpRequest, partner: str, viewer: Viewer) -> HttpResponse:
    """Add a place."""
    row = partner_or_404(viewer, partner)
    return _place(request, viewer, row, None)


@keeper
@require_http_methods(FORM)
def place(request: HttpRequest, partner: str, place_id: int, viewer: Viewer) -> HttpResponse:
    """Change a place or take it out of the directory."""
    row = partner_or_404(viewer, partner)
    found = row.places.filter(pk=place_id).first()
    if found is None:
        raise Http404
    if request.method == "POST" and "entfernen" in request.POST:
        check_editor(person(request), row)
        remove_place(place=found, at=timezone.now())
        messages.success(request, _("Der Ort ist entfernt."))
        return see(reverse("network:own-profile", args=[row.key]))
    return _place(request, viewer, row, found)


def _save_profile(request: HttpRequest, partner: Partner, form: ProfileForm) -> bool:
    """Store what was typed if it fits together; a refusal stands in the form."""
    if not form.is_valid():
        return False
    version = form.cleaned_data["version"]
    act = partial(save_profile, partner=partner, facts=form.facts(), version=version)
    warnings = form.warnings()
    try:
        act(actor=person(request), at=timezone.now())
    except StaleEditError:
        raise
    except DomainError as error:
        form.add_error(None, str(error))
        return False
    for sentence in warnings:
        messages.warning(request, sentence)
    messages.success(request, _("Das Profil ist gespeichert und für ein Jahr bestätigt."))
    return True


def _place(
    request: HttpRequest, viewer: Viewer, partner: Partner, place: Place | None
) -> HttpResponse:
    form, newer = OwnPlaceForm(request.POST or None, instance=place), []
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    if form.is_bound and form.is_valid():
        try:
            _store_place(partner, place, form.cleaned_data)
        except StaleEditError as error:
            status, form = error.status, _on_newest(request, place)
            newer = differences(form, skip=("seen",))
            form.add_error(None, str(error))
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Der Ort ist gespeichert."))
            return see(reverse("network:own-profile", args=[partner.key]))
    title = _("Ort ändern") if place else _("Ort hinzufügen")
    context = {"viewer": viewer, "partner": partner, "form": form, "place": place, "newer": newer}
    return page(request, "network/own-place.html", context, title=title, status=status)


def _store_place(partner: Partner, place: Place | None, values: dict[str, Any]) -> None:
    lines = {name: value for name, value in values.items() if name != "seen"}
    if place is None:
        add_place(partner=partner, at=timezone.now(), **lines)
    else:
        change_place(place=place, at=timezone.now(), seen=values["seen"], **lines)


def _on_newest(request: HttpRequest, place: Place | None) -> OwnPlaceForm:
    """What was typed on top of what somebody else saved; saving again replaces the newer one."""
    row = get_object_or_404(Place, pk=place.pk if place else None)
    data = request.POST.copy()
    data["seen"] = place_stamp(row)
    return OwnPlaceForm(data, instance=row)
