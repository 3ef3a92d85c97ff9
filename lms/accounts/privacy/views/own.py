"""What one can do with one's own data."""

from http import HTTPStatus
from tempfile import SpooledTemporaryFile

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from lms.accounts.actions.erasure import cancel_erasure, request_erasure
from lms.accounts.actions.export import IN_MEMORY, write_export
from lms.accounts.consent.rules import MINOR
from lms.accounts.models import User
from lms.accounts.privacy.forms import EraseForm
from lms.accounts.privacy.looks import looks_at
from lms.accounts.privacy.register import register
from lms.accounts.privacy.registry import How, entries
from lms.accounts.queries import may_take_back
from lms.accounts.views import own, see_other, show
from lms.common.errors import DomainError
from lms.common.throttle import count_try

COPIES_AN_HOUR = 10
HOUR = 3600  # seconds


@login_required
@require_safe
@never_cache
def my_data(request: HttpRequest) -> HttpResponse:
    """What is stored and why; ways to a copy, to corrections, to erasing."""
    kept = {e.erase.reason: e for e in entries().values() if e.erase.how == How.KEEP and e.person}
    user = own(request)
    context = {
        "register": register(),
        "kept": list(kept.values()),
        "person": user,
        "may_keep": may_take_back(user, user.key),
        "stores_name": user.age_band not in MINOR,
    }
    return render(request, "accounts/privacy/my-data.html", context)


@login_required
@require_POST
@reauthentication_required(app="allauth.account")
def export(request: HttpRequest) -> HttpResponseBase:
    """Hand out everything about oneself as one file, made at this moment."""
    user = own(request)
    if count_try(f"export:{user.key}", seconds=HOUR) > COPIES_AN_HOUR:
        messages.error(request, _("Bitte warten Sie eine Stunde bis zur nächsten Kopie."))
        return see_other("accounts:my-data")
    return archive_of(user)


def archive_of(user: User, *, actor_key: str = "", case: str = "") -> FileResponse:
    """The copy of a person's data as a download."""
    now = timezone.now()
    file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  (closed with the answer)
    role = "city" if actor_key else ""
    write_export(user=user, file=file, at=now, actor_key=actor_key, role=role, case=case)
    file.seek(0)
    return FileResponse(
        file,
        as_attachment=True,
        filename=f"{_('meine-daten')}-{now:%Y-%m-%d}.zip",
        content_type="application/zip",
    )


@login_required
@reauthentication_required(app="allauth.account")
@never_cache
def erase(request: HttpRequest) -> HttpResponse:
    """Ask for the account to go, or see when it goes and keep it."""
    user = own(request)
    form = EraseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            request_erasure(user=user, **form.cleaned_data, at=timezone.now())
        except DomainError as error:
            form.add_error(None, str(error))
            status = HTTPStatus(error.status)
            may_keep = may_take_back(user, user.key)
            context = {"form": form, "person": user, "may_keep": may_keep}
            return render(request, "accounts/privacy/erase.html", context, status=status)
        return see_other("accounts:erase")
    may_keep = may_take_back(user, user.key)
    return show(request, "accounts/privacy/erase.html", form, person=user, may_keep=may_keep)


@login_required
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the account after all; a child does not where a guardian asked for it to go."""
    try:
        cancel_erasure(user=own(request), at=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
        return see_other("accounts:erase")
    messages.success(request, _("Ihr Konto bleibt."))
    return see_other("accounts:my-data")


@login_required
@require_safe
@never_cache
def looks(request: HttpRequest) -> HttpResponse:
    """Who looked at one's data, as what, when and why."""
    return render(request, "accounts/privacy/looks.html", {"looks": looks_at(own(request))})
