"""Who looks after a class; the house's admins hand it over without seeing how anybody learns."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.actions.school_class.leads import add_co_lead, hand_over, remove_co_lead
from courses.forms.school_class import LeadForm
from courses.models import SchoolClass
from courses.queries.school_class import can_hand_over, house_classes, possible_leads
from courses.views.access import person, see, signed_in
from courses.views.class_access import of_own_class
from lms.common.errors import DomainError
from network.enums import Role
from network.queries.membership import partners_of


@of_own_class
@require_http_methods(["GET", "HEAD", "POST"])
def leads(request: HttpRequest, found: SchoolClass) -> HttpResponse:
    """Show the leads; let somebody of the house help, or take over."""
    rows = found.leads.select_related("user").order_by("-role", "pk")
    others = possible_leads(found)
    form = LeadForm(request.POST or None, people=others)
    actor = person(request)
    can_hand = can_hand_over(found, actor)
    if request.method == "POST" and form.is_valid():
        is_handed = "uebergeben" in request.POST
        if is_handed and not can_hand:
            raise PermissionDenied(_("Die Klasse übergibt, wer sie leitet, oder Ihre Verwaltung."))
        act = hand_over if is_handed else add_co_lead
        act(school_class=found, person=form.cleaned_data["person"], actor=actor, at=timezone.now())
        messages.success(request, _("Gespeichert."))
        is_in = found.leads.filter(user=actor).exists()
        return see(reverse("courses:class-leads", args=[found.key]) if is_in else _list())
    context = {"class": found, "leads": rows, "form": form, "can_hand_over": can_hand}
    is_wrong = request.method == "POST"
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_wrong else HTTPStatus.OK
    return render(request, "courses/class/leads.html", context, status=status)


def _list() -> str:
    return reverse("courses:classes")


@of_own_class
@require_POST
def leave(request: HttpRequest, found: SchoolClass, *, person_key: str) -> HttpResponse:
    """End somebody's help, also one's own."""
    row = get_object_or_404(found.leads.select_related("user"), user__key=person_key)
    actor = person(request)
    try:
        remove_co_lead(school_class=found, person=row.user, actor=actor, at=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
    is_own = row.user_id == actor.pk
    return see(_list() if is_own else reverse("courses:class-leads", args=[found.key]))


@never_cache
@signed_in
@require_safe
def office(request: HttpRequest) -> HttpResponse:
    """Classes of one's house with their leads: titles and days, nothing of who learns."""
    user = person(request)
    if not partners_of(user, Role.ADMIN).exists():
        raise Http404
    rows = [(row, LeadForm(people=possible_leads(row))) for row in house_classes(user)]
    return render(request, "courses/class/office.html", {"rows": rows})


@never_cache
@signed_in
@require_POST
def office_hand_over(request: HttpRequest, school_class: str) -> HttpResponse:
    """Give a class of one's house to another lead."""
    user = person(request)
    found = get_object_or_404(house_classes(user), key=school_class)
    form = LeadForm(request.POST, people=possible_leads(found))
    if form.is_valid():
        chosen = form.cleaned_data["person"]
        hand_over(school_class=found, person=chosen, actor=user, at=timezone.now())
        messages.success(request, _("Die Klasse ist übergeben."))
    else:
        messages.error(request, _("Bitte wählen Sie jemanden aus Ihrem Haus."))
    return see(reverse("courses:classes-office"))
