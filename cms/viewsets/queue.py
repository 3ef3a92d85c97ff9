"""What waits for a reviewer, and who stands in for them."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cms.deputies import end_deputy, may_stand_in, name_deputy
from cms.forms.deputy import DeputyForm
from cms.models import Deputy
from cms.reviews import reviews_anything, waiting_courses
from cms.scope import Scope
from cms.viewsets.access import refusal, scoped, sent, show
from lms.accounts.models import User
from network.models import Partner

Choices = dict[str, tuple[str, Partner | None, User]]


@scoped
def index(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Courses that wait for the person's decision, the longest first."""
    _check(scope)
    rows = waiting_courses(scope)
    partners = {row.partner.key: row.partner for row in rows if row.partner}
    chosen = request.GET.get("partner", "")
    if chosen in partners:
        rows = [row for row in rows if row.partner and row.partner.key == chosen]
    houses = sorted(partners.values(), key=lambda partner: partner.name)
    context = {"title": _("Freigaben"), "rows": rows, "partners": houses, "chosen": chosen}
    return show(request, "queue", context)


@scoped
def deputies(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Who stands in for the person, and a form to name somebody."""
    _check(scope)
    choices = _choices(scope)
    form = DeputyForm(sent(request), choices=[(key, row[0]) for key, row in choices.items()])
    status = 200
    if form.is_bound:
        status = _name(form, scope, choices) if form.is_valid() else 422
        if status == 200:  # noqa: PLR2004  (done)
            return redirect("cms:deputy-list")
    rows = Deputy.objects.filter(principal=scope.user).select_related("deputy", "partner")
    context = {"title": _("Vertretung"), "form": form, "rows": rows, "may_name": bool(choices)}
    return show(request, "deputies", context, status=status)


@require_POST
@scoped
def end(request: HttpRequest, scope: Scope, key: str) -> HttpResponse:
    """End a deputyship."""
    _check(scope)
    deputy = get_object_or_404(Deputy, key=key, principal=scope.user)
    end_deputy(principal=scope.user, deputy=deputy, at=timezone.now())
    return redirect("cms:deputy-list")


def _check(scope: Scope) -> None:
    if not reviews_anything(scope.user):
        raise PermissionDenied(_("Freigeben dürfen hier nur die dafür bestimmten Personen."))


def _name(form: DeputyForm, scope: Scope, choices: Choices) -> int:
    values: dict[str, Any] = form.cleaned_data
    _label, partner, deputy = choices[values["deputy"]]
    refused = refusal(
        form,
        lambda: name_deputy(
            principal=scope.user,
            deputy=deputy,
            partner=partner,
            from_on=values["from_on"],
            until_on=values["until_on"],
            at=timezone.now(),
        ),
    )
    return refused or 200


def _choices(scope: Scope) -> Choices:
    """Everybody who may stand in for the person; one query for each partner."""
    houses: list[Partner | None] = [None] if scope.is_staff else []
    houses += Partner.objects.filter(pk__in=scope.reviewed_ids)
    return {
        f"{house.key if house else ''}:{person.key}": (
            _("%(name)s (%(place)s)")
            % {"name": person.public_name, "place": house or _("Stadtverwaltung")},
            house,
            person,
        )
        for house in houses
        for person in may_stand_in(principal=scope.user, partner=house)
    }
