"""Which mails come: one's own choice, and the switch in every mail."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from lms.accounts import actions
from lms.accounts.enums import MailKind
from lms.accounts.preferences import CHOSEN_HERE, kinds_of, read_switch
from lms.accounts.views import own, see_other, show
from lms.records.bouncing import is_closed

ONE_CLICK = "List-Unsubscribe"  # field of what a mail program sends (RFC 8058)


class MailsForm(forms.Form):
    """One box for each kind of mail that may be switched off."""

    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Diese E-Mails möchte ich bekommen"),
        choices=[(kind.value, kind.label) for kind in CHOSEN_HERE],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mails(request: HttpRequest) -> HttpResponse:
    """Show and change which mails come."""
    user = own(request)
    wanted = kinds_of(user)
    chosen = [kind for kind in CHOSEN_HERE if wanted[kind]]
    form = MailsForm(request.POST if request.method == "POST" else None, initial={"kinds": chosen})
    if form.is_bound and form.is_valid():
        kinds = [MailKind(kind) for kind in form.cleaned_data["kinds"]]
        actions.choose_mails(user=user, kinds=kinds, at=timezone.now())
        messages.success(request, _("Gespeichert."))
        return see_other("accounts:mails")
    is_dead = bool(user.email) and is_closed(user.email)
    digest = wanted[MailKind.DIGEST]
    return show(request, "accounts/mails.html", form, is_dead=is_dead, gets_digest=digest)


@login_required
@require_POST
def retry(request: HttpRequest) -> HttpResponse:
    """The address is right: send there again."""
    actions.retry_mailbox(user=own(request), at=timezone.now())
    messages.success(request, _("Wir schicken Ihre E-Mails wieder an diese Adresse."))
    return see_other("accounts:mails")


# Mail programs send this form themselves, without a cookie. The signed address says all there is:
# whose, and which kind; whoever holds it can switch that off and nothing else.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def off(request: HttpRequest, token: str) -> HttpResponse:
    """Switch one kind of mail off without signing in; GET only asks."""
    found = read_switch(token)
    if found is None:
        raise Http404
    user, kind = found
    if request.method == "POST":
        actions.switch_off(user=user, kind=kind, at=timezone.now())
        if ONE_CLICK not in request.POST:
            return HttpResponseRedirect(request.path, status=303)
    context = {"kind": kind, "is_on": kinds_of(user)[kind]}
    return render(request, "accounts/mails-off.html", context)
