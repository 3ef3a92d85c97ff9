"""Pages of our own that belong to the site's frame."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.forms.barrier import BarrierReportForm
from lms.common.throttle import client_address, count_try

HOUR = 3600  # seconds
MOST_AN_HOUR = 20  # a whole school may share one address


def barrier_report(request: HttpRequest) -> HttpResponse:
    """Take a report of a barrier (BITV 2.0, section 12b BGG: a way to give feedback)."""
    address = {"address": request.GET.get("seite", "")}
    form = BarrierReportForm(request.POST or None, initial=address)
    if request.method == "POST" and form.is_valid():
        if count_try(f"barrier-report:{client_address(request)}", seconds=HOUR) > MOST_AN_HOUR:
            form.add_error(None, _("Gerade kommen zu viele Meldungen an. Bitte später erneut."))
            return _shown(request, form, HTTPStatus.TOO_MANY_REQUESTS)
        form.send(at=timezone.now())
        messages.success(request, _("Danke! Ihre Meldung ist angekommen."))
        return HttpResponseRedirect(reverse("site:barrier-report"), status=HTTPStatus.SEE_OTHER)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return _shown(request, form, status)


def _shown(request: HttpRequest, form: BarrierReportForm, status: HTTPStatus) -> HttpResponse:
    return render(request, "cms/barrier_report.html", {"form": form}, status=status)
