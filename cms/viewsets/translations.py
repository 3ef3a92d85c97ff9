"""A course in further languages: what is there, what is missing, what is outdated."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Locale

from cms.authoring.guests import original
from cms.authoring.translating import complete_translation, translations_of
from cms.models import CoursePage
from cms.scope import Scope
from cms.viewsets.access import scoped, show
from lms.common.errors import DomainError


@scoped
def translations(request: HttpRequest, scope: Scope, page_id: int) -> HttpResponse:
    """Show how far a course is translated; a POST makes what one language lacks."""
    courses = CoursePage.objects.all()
    if not scope.is_staff:
        courses = courses.filter(pk__in=scope.own_pages().values("pk"))
    course = original(get_object_or_404(courses, pk=page_id))
    status, error = 200, ""
    if request.method == "POST":
        locale = get_object_or_404(Locale, language_code=request.POST.get("locale", ""))
        try:
            complete_translation(course=course, locale=locale, user=scope.user, at=timezone.now())
        except DomainError as refusal:
            status, error = refusal.status, str(refusal)
        else:
            messages.success(request, _("Die Übersetzung ist vollständig angelegt, als Entwurf."))
            return redirect("cms:course-translations", page_id)
    context = {
        "title": _("Übersetzungen: %(title)s") % {"title": course.get_admin_display_title()},
        "page": course,
        "translations": translations_of(course),
        "error": error,
    }
    return show(request, "translations", context, status=status)
