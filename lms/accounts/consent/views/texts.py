"""For the office: the texts people agree to, and new versions of them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.accounts import actions
from lms.accounts.consent.forms import ConsentTextForm
from lms.accounts.consent.queries import current_text, worded
from lms.accounts.enums import Purpose
from lms.accounts.models import ConsentText
from lms.accounts.tasks import keep_consents
from lms.accounts.views import own, see_other, show


@login_required
def texts(request: HttpRequest) -> HttpResponse:
    """Read what is in force and publish a new version; everybody is asked again."""
    user = own(request)
    if not (user.is_city_staff or user.is_platform_admin):
        raise Http404
    form = ConsentTextForm(request.POST or None, initial=_initial(request.GET.get("zweck", "")))
    if request.method == "POST" and form.is_valid():
        actions.publish_text(
            purpose=Purpose(form.cleaned_data["purpose"]),
            texts=form.texts(),
            actor_key=user.key,
            at=timezone.now(),
        )
        transaction.on_commit(keep_consents.delay, robust=True)
        messages.success(request, _("Die neue Fassung gilt. Alle werden neu gefragt."))
        return see_other("accounts:consent-texts")
    versions = [(worded(text), text) for text in ConsentText.objects.all()]
    return show(request, "accounts/consent-texts.html", form, versions=versions)


def _initial(purpose: str) -> dict[str, Any]:
    """Begin with the words in force: a new version is mostly a small change."""
    if purpose not in Purpose.values:
        return {}
    found = current_text(purpose).texts
    return {"purpose": purpose} | {
        f"{field}_{code}": found[code][field]
        for code in ("de", "en")
        for field in ("title", "text")
    }
