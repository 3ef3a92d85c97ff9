"""Whose an image or a file is: every author of the house may say so, whoever uploaded it."""

from typing import Any

from django.contrib import messages
from django.forms import ModelForm, modelform_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from cms.holding import is_held
from cms.models import CourseFile, CourseImage
from cms.models.media import RIGHTS
from cms.scope import Scope
from cms.viewsets.access import refusal, scoped, sent, show_form
from lms.common.errors import ConflictError

# Only rights can be sent: the picture or file itself stays as it is.
FORMS: dict[type, Any] = {
    model: modelform_factory(model, fields=RIGHTS) for model in (CourseImage, CourseFile)
}


@scoped
def image(request: HttpRequest, scope: Scope, image_id: int) -> HttpResponse:
    """Creator, source and licence of an image."""
    return _rights(request, scope, get_object_or_404(scope.images(), pk=image_id))


@scoped
def file(request: HttpRequest, scope: Scope, document_id: int) -> HttpResponse:
    """Creator, source and licence of a film, a sound or another file."""
    return _rights(request, scope, get_object_or_404(scope.documents(), pk=document_id))


def _rights(request: HttpRequest, scope: Scope, medium: Any) -> HttpResponse:
    form = FORMS[type(medium)](sent(request), instance=medium)
    status = None
    if request.method == "POST" and form.is_valid():
        status = refusal(form, lambda: _store(form, scope))
        if status is None:
            messages.success(request, _("Die Angaben sind gespeichert."))
            return redirect(request.path)
    title = _("Rechte: %(title)s") % {"title": medium.title}
    return show_form(request, form, title=title, submit=_("Speichern"), status=status)


def _store(form: ModelForm[Any], scope: Scope) -> None:
    """Save; what was submitted names its creator and licence, too, so they stay as they were."""
    if not scope.is_staff and is_held(form.instance):
        raise ConflictError(
            _(
                "Das zeigt eine Seite, die veröffentlicht ist oder auf Freigabe wartet. Bitten Sie "
                "die Prüfung, die Seite zurückzugeben, oder die Stadt, die Angaben zu ändern."
            )
        )
    form.save()
