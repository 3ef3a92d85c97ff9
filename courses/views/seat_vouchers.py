"""Vouchers of a run, for its team and the house's admins; no person stands anywhere here."""

from datetime import datetime, time, timedelta
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from courses.actions.seat.vouchers import close_vouchers, make_vouchers
from courses.forms.seat import VoucherForm
from courses.models import CourseRun
from courses.queries.seat_people import voucher_batches
from courses.queries.team import run_titles
from courses.views.access import language, person, see, signed_in
from courses.views.seat_team import run_or_404
from lms.common.errors import DomainError


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def vouchers(request: HttpRequest, run: str) -> HttpResponse:
    """Show the batches; a POST makes one and shows its codes, this once."""
    found, _rights = run_or_404(request, run)
    if request.method != "POST":
        return _page(request, found, VoucherForm())
    form = VoucherForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    values = form.cleaned_data
    try:
        batch, codes = make_vouchers(
            run=found, label=values["label"], number=values["number"],
            expires_at=_end_of(values["expires_on"]), actor=person(request), at=timezone.now(),
        )  # fmt: skip
    except DomainError as refusal:
        form.add_error("expires_on", str(refusal))
        return _page(request, found, form, status=refusal.status)
    return _page(request, found, VoucherForm(), batch=batch, codes=codes)


@signed_in
@require_POST
def close(request: HttpRequest, run: str, batch: str) -> HttpResponse:
    """Let nobody in with a batch any more."""
    found, _rights = run_or_404(request, run)
    row = get_object_or_404(found.voucher_batches, key=batch)
    close_vouchers(batch=row, actor=person(request), at=timezone.now())
    messages.success(request, _("Diese Gutscheine gelten nicht mehr."))
    return see(reverse("courses:run-vouchers", args=[found.key]))


def _end_of(day: Any) -> datetime | None:
    """A voucher is good until the last moment of its last day."""
    if day is None:
        return None
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


def _page(
    request: HttpRequest,
    run: CourseRun,
    form: VoucherForm,
    *,
    status: int = HTTPStatus.OK,
    **more: Any,
) -> HttpResponse:
    title = run_titles([run], language())[run.course_id]
    context = {"run": run, "title": title, "form": form, "batches": voucher_batches(run), **more}
    return render(request, "courses/run-vouchers.html", context, status=status)
