"""Partners in the admin: taking one in, its public facts, its places, what it may approve."""

from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cms.forms.partner import OnboardForm, PartnerFactsForm, PlaceForm
from cms.scope import Scope
from cms.viewsets.access import (
    admins_only,
    refusal,
    scoped,
    sent,
    show,
    show_form,
    staff_only,
)
from network.actions.onboarding import onboard_partner
from network.actions.partner import set_self_approval, update_partner
from network.actions.place import add_place, change_place, remove_place
from network.models import Partner, Place

PER_PAGE = 50


@scoped
def index(request: HttpRequest, scope: Scope) -> HttpResponse:
    """The partners a person works for; all for city staff."""
    partners = scope.partners().order_by("name").prefetch_related("places")
    page = Paginator(partners, PER_PAGE).get_page(request.GET.get("p"))
    return show(request, "partners", {"page": page, "scope": scope})


@staff_only
def onboard(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Take in a partner: one form, everything or nothing."""
    form = OnboardForm(sent(request))
    status = None
    if request.method == "POST" and form.is_valid():
        act = partial(onboard_partner, actor=scope.user, at=timezone.now())
        status = refusal(form, partial(act, **form.cleaned_data))
        if status is None:
            _warn(request, form)
            messages.success(
                request,
                _("%(name)s ist aufgenommen. Die Einladung ist unterwegs.")
                % {"name": form.cleaned_data["name"]},
            )
            return redirect("cms:partner-list")
    return show_form(
        request,
        form,
        title=_("Partner aufnehmen"),
        submit=_("Partner aufnehmen"),
        icon="group",
        back=reverse("cms:partner-list"),
        intro=_(
            "Die Einrichtung bekommt ihre Seite, eine eigene Ablage für Bilder und Dateien, ihre "
            "Rechte und ihre Freigabe. Die Ansprechperson bekommt eine Einladung."
        ),
        status=status,
    )


@scoped
def facts(request: HttpRequest, scope: Scope, key: str) -> HttpResponse:
    """Change what the public sees of a partner."""
    partner = get_object_or_404(scope.partners(), key=key)
    form = PartnerFactsForm(sent(request), initial=_facts_of(partner))
    status = None
    if request.method == "POST" and form.is_valid():
        act = partial(update_partner, partner=partner, actor=scope.user, at=timezone.now())
        status = refusal(form, partial(act, **form.cleaned_data))
        if status is None:
            _warn(request, form)
            messages.success(request, _("Die Angaben sind gespeichert."))
            return redirect("cms:partner-list")
    return show_form(
        request,
        form,
        title=_("Angaben: %(name)s") % {"name": partner.name},
        submit=_("Speichern"),
        icon="group",
        back=reverse("cms:partner-list"),
        intro=_("Texte, Bilder und Logo ändern Sie auf der Seite der Einrichtung unter „Seiten“."),
        status=status,
    )


@admins_only
def place_add(request: HttpRequest, scope: Scope, key: str) -> HttpResponse:
    """Add an address of a partner."""
    partner = get_object_or_404(scope.administered(), key=key)
    form = PlaceForm(sent(request))
    status = None
    if request.method == "POST" and form.is_valid():
        act = partial(add_place, partner=partner, at=timezone.now())
        status = refusal(form, partial(act, **form.cleaned_data))
        if status is None:
            messages.success(request, _("Der Ort ist gespeichert."))
            return redirect("cms:partner-list")
    return show_form(
        request,
        form,
        title=_("Ort hinzufügen: %(name)s") % {"name": partner.name},
        submit=_("Ort hinzufügen"),
        icon="site",
        back=reverse("cms:partner-list"),
        status=status,
    )


@admins_only
def place_change(request: HttpRequest, scope: Scope, key: str, place_id: int) -> HttpResponse:
    """Change an address of a partner, or take it out of the directory."""
    place = get_object_or_404(Place, pk=place_id, partner__in=scope.administered().filter(key=key))
    form = PlaceForm(sent(request), initial=model_to_dict(place))
    status = None
    if "entfernen" in request.POST:
        remove_place(place=place, at=timezone.now())
        messages.success(request, _("Der Ort ist entfernt."))
        return redirect("cms:partner-list")
    if request.method == "POST" and form.is_valid():
        act = partial(change_place, place=place, at=timezone.now())
        status = refusal(form, partial(act, **form.cleaned_data))
        if status is None:
            messages.success(request, _("Der Ort ist gespeichert."))
            return redirect("cms:partner-list")
    return show_form(
        request,
        form,
        title=_("Ort ändern: %(name)s") % {"name": place.name},
        submit=_("Speichern"),
        icon="site",
        back=reverse("cms:partner-list"),
        status=status,
        remove=_("Ort entfernen"),
    )


@require_POST
@staff_only
def self_approval(request: HttpRequest, scope: Scope, key: str) -> HttpResponse:
    """Grant a partner's reviewers the right to approve, or take it back."""
    partner = get_object_or_404(Partner, key=key)
    is_granted = request.POST.get("is_granted") == "1"
    set_self_approval(partner=partner, is_granted=is_granted, actor=scope.user, at=timezone.now())
    messages.success(request, _("Die Freigabe von %(name)s ist geändert.") % {"name": partner.name})
    return redirect("cms:partner-list")


def _facts_of(partner: Partner) -> dict[str, object]:
    return {
        "name": partner.name,
        "kind": partner.kind,
        "contact_mailbox": partner.contact_mailbox,
        "website": partner.website,
        "stages": partner.stages.all(),
        "action_fields": partner.action_fields.all(),
    }


def _warn(request: HttpRequest, form: PartnerFactsForm) -> None:
    for sentence in form.warnings():
        messages.warning(request, sentence)
