"""The city's action fields: staff edit their words and colours, codes stay."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.forms.partner import ActionFieldForm
from cms.scope import Scope
from cms.viewsets.access import sent, show, show_form, staff_only
from lms.records.actions import record_event
from lms.taxonomy.models import ActionField
from lms.taxonomy.queries import action_fields


@staff_only
def index(request: HttpRequest, scope: Scope) -> HttpResponse:
    """All seven."""
    return show(request, "action-fields", {"fields": action_fields()})


@staff_only
def edit(request: HttpRequest, scope: Scope, code: str) -> HttpResponse:
    """Change titles, descriptions and colour of one."""
    field = get_object_or_404(ActionField, code=code)
    form = ActionFieldForm(sent(request), instance=field)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.save()
            record_event(
                action="action-field.update",
                object_type="action-field",
                object_key=code,
                at=timezone.now(),
                actor_key=scope.user.key,
            )
        messages.success(request, _("Das Handlungsfeld ist gespeichert."))
        return redirect("cms:field-list")
    return show_form(
        request,
        form,
        title=_("Handlungsfeld: %(title)s") % {"title": field.title},
        submit=_("Speichern"),
        icon="tag",
        back=reverse("cms:field-list"),
    )
