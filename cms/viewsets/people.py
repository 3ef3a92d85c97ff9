"""People who act for partners or the city: find, invite, change, deactivate. Never learners."""

from functools import partial

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.forms.people import (
    CITY_STAFF,
    DATA_PROTECTION,
    PLATFORM,
    DeactivateForm,
    InviteForm,
    PersonSearchForm,
    RolesForm,
    StaffInviteForm,
    StaffRolesForm,
)
from cms.scope import Scope
from cms.viewsets.access import admins_only, refusal, sent, show, show_form, staff_only
from lms.accounts.actions import (
    deactivate_person,
    invite_person,
    reactivate_person,
    set_data_protection_officer,
    set_staff_roles,
)
from lms.accounts.models import User
from network.actions.membership import invite_member, set_roles
from network.enums import Role
from network.models import Membership

PER_PAGE = 50


def people_in(scope: Scope) -> QuerySet[User]:
    """People somebody may see here: staff and partner people for the city, else one's own house.

    ``shown`` on each person holds the memberships that may be shown. Three queries a page.
    """
    partners = scope.administered()
    memberships = Membership.objects.filter(partner__in=partners).select_related("partner")
    people = Q(memberships__partner__in=partners)
    if scope.is_staff:
        people |= (
            Q(is_city_staff=True) | Q(is_platform_admin=True) | Q(is_data_protection_officer=True)
        )
    found = User.objects.filter(people).distinct().order_by("display_name", "username")
    return found.prefetch_related(Prefetch("memberships", queryset=memberships, to_attr="shown"))


@admins_only
def index(request: HttpRequest, scope: Scope) -> HttpResponse:
    """List and search."""
    form = PersonSearchForm(request.GET or None, partners=scope.administered())
    people = people_in(scope)
    if form.is_valid():
        if words := form.cleaned_data["q"].strip():
            people = people.filter(Q(display_name__icontains=words) | Q(email__icontains=words))
        if partner := form.cleaned_data["partner"]:
            people = people.filter(memberships__partner=partner)
    page = Paginator(people, PER_PAGE).get_page(request.GET.get("p"))
    query = request.GET.copy()
    query.pop("p", None)
    context = {"page": page, "form": form, "scope": scope, "query": f"{query.urlencode()}&"}
    return show(request, "people", context)


@admins_only
def invite(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Invite a person for a role of a partner."""
    form = InviteForm(sent(request), partners=scope.administered())
    status = None
    if request.method == "POST" and form.is_valid():
        act = partial(invite_member, actor=scope.user, at=timezone.now())
        asked = form.cleaned_data | {"role": Role(form.cleaned_data["role"])}
        status = refusal(form, partial(act, **asked))
        if status is None:
            messages.success(request, _("Die Einladung ist unterwegs."))
            return redirect("cms:person-list")
    return _form(request, form, _("Person einladen"), _("Einladung senden"), status=status)


@staff_only
def invite_staff(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Invite a person as city staff or to run the platform."""
    form = StaffInviteForm(sent(request))
    status = None
    if request.method == "POST" and form.is_valid():
        status = refusal(form, partial(_invite_staff, scope, **form.cleaned_data))
        if status is None:
            messages.success(request, _("Die Einladung ist unterwegs."))
            return redirect("cms:person-list")
    return _form(request, form, _("Mitarbeitende einladen"), _("Einladung senden"), status=status)


@admins_only
def roles(request: HttpRequest, scope: Scope, key: str, partner: str) -> HttpResponse:
    """Change the roles a person has for one partner; without any they are out."""
    house = get_object_or_404(scope.administered(), key=partner)
    user = get_object_or_404(people_in(scope), key=key)
    held = Membership.objects.filter(partner=house, user=user).values_list("role", flat=True)
    form = RolesForm(sent(request), initial={"roles": list(held)})
    status = None
    if request.method == "POST" and form.is_valid():
        chosen = {Role(role) for role in form.cleaned_data["roles"]}
        act = partial(set_roles, partner=house, user=user, actor=scope.user, at=timezone.now())
        status = refusal(form, partial(act, roles=chosen))
        if status is None:
            messages.success(request, _("Die Rechte sind geändert."))
            return redirect("cms:person-list")
    title = _("%(person)s bei %(partner)s") % {"person": user.public_name, "partner": house.name}
    return _form(request, form, title, _("Speichern"), status=status)


@staff_only
def staff_roles(request: HttpRequest, scope: Scope, key: str) -> HttpResponse:
    """Change the rights of city staff and platform people; nobody takes their own."""
    user = get_object_or_404(people_in(scope), key=key)
    if user == scope.user:
        raise Http404
    form = StaffRolesForm(sent(request), initial={"roles": list(_staff_roles_of(user))})
    if request.method == "POST" and form.is_valid():
        _give_staff_roles(scope, user, set(form.cleaned_data["roles"]))
        messages.success(request, _("Die Rechte sind geändert."))
        return redirect("cms:person-list")
    return _form(request, form, user.public_name, _("Speichern"))


@staff_only
def deactivate(request: HttpRequest, scope: Scope, key: str) -> HttpResponse:
    """Take all access from a person, or give it back."""
    user = get_object_or_404(people_in(scope), key=key)
    if user == scope.user:
        raise Http404
    if not user.is_active:
        return _reactivate(request, scope, user)
    form = DeactivateForm(sent(request))
    if request.method == "POST" and form.is_valid():
        deactivate_person(
            user=user,
            actor_key=scope.user.key,
            reason=form.cleaned_data["reason"],
            at=timezone.now(),
        )
        messages.success(request, _("Das Konto ist gesperrt, überall und ab sofort."))
        return redirect("cms:person-list")
    title = _("Zugang sperren: %(person)s") % {"person": user.public_name}
    return _form(request, form, title, _("Zugang sperren"))


@transaction.atomic
def _invite_staff(scope: Scope, email: str, display_name: str, staff_role: str) -> None:
    user = invite_person(
        email=email,
        display_name=display_name,
        invited_by=_("Die Stadtverwaltung"),
        actor_key=scope.user.key,
        at=timezone.now(),
    )
    # Rights somebody already has are kept: an invitation adds.
    _give_staff_roles(scope, user, {staff_role, *_staff_roles_of(user)})


def _reactivate(request: HttpRequest, scope: Scope, user: User) -> HttpResponse:
    if request.method != "POST":
        title = _("Zugang freischalten: %(person)s") % {"person": user.public_name}
        return show(request, "access", {"title": title, "icon": "user"})
    reactivate_person(user=user, actor_key=scope.user.key, at=timezone.now())
    messages.success(request, _("Das Konto ist wieder frei."))
    return redirect("cms:person-list")


def _staff_roles_of(user: User) -> set[str]:
    pairs = (
        (CITY_STAFF, user.is_city_staff),
        (PLATFORM, user.is_platform_admin),
        (DATA_PROTECTION, user.is_data_protection_officer),
    )
    return {name for name, is_held in pairs if is_held}


def _give_staff_roles(scope: Scope, user: User, wanted: set[str]) -> None:
    set_staff_roles(
        user=user,
        is_city_staff=CITY_STAFF in wanted,
        is_platform_admin=PLATFORM in wanted,
        actor_key=scope.user.key,
        at=timezone.now(),
    )
    if user.is_data_protection_officer != (DATA_PROTECTION in wanted):
        set_data_protection_officer(
            user=user,
            is_officer=DATA_PROTECTION in wanted,
            actor_key=scope.user.key,
            at=timezone.now(),
        )


def _form(
    request: HttpRequest, form: forms.Form, title: str, submit: str, *, status: int | None = None
) -> HttpResponse:
    return show_form(
        request,
        form,
        title=title,
        submit=submit,
        icon="user",
        back=reverse("cms:person-list"),
        status=status,
    )
