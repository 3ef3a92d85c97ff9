"""The name for a run's team, given after enrolling: where the team came later, or a new name."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courses.actions.run_team import name_for_team
from courses.enums import RunKind
from courses.forms.enrolment import TeamNameForm
from courses.queries.team import person_of
from courses.views.access import enrolment_or_404, see, signed_in


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def team_name(request: HttpRequest, enrolment: str) -> HttpResponse:
    """Take the name the team may read; absent where no team keeps a list of people."""
    mine = enrolment_or_404(request, enrolment)
    if mine.run.kind != RunKind.DATED or not getattr(mine, "has_team", False):
        raise Http404
    contact = person_of(mine).contact
    form = TeamNameForm(request.POST or None, user=mine.user, name=contact.name if contact else "")
    if form.is_bound and form.is_valid():
        name_for_team(enrolment=mine, name=form.cleaned_data["name"])
        messages.success(request, _("Das Team kann Ihren Namen jetzt lesen."))
        return see(reverse("courses:own-dates", args=[mine.key]))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    context = {"form": form, "enrolment": mine}
    return render(request, "courses/team-name.html", context, status=status)
