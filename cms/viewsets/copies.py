"""Copying a course into one's own house: choose one, say what it shall be called."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy
from wagtail.models import Page

from cms.authoring.copying import CopyPlan, copy_course, copyable_courses
from cms.models import CoursePage, PartnerPage
from cms.scope import Scope
from cms.viewsets.access import refusal, scoped, sent, show, show_form
from courses.queries.course import licence

PER_PAGE = 30


class CopyForm(forms.Form):
    """Where the copy goes and what it is called."""

    house = forms.ModelChoiceField(
        label=gettext_lazy("Für wen?"), queryset=PartnerPage.objects.none(), empty_label=None
    )
    title = forms.CharField(label=gettext_lazy("Titel der Kopie"), max_length=200)


@scoped
def index(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Courses the person may copy: their own, and published ones whose licence allows it."""
    words = request.GET.get("q", "").strip()
    courses = _courses(scope)
    if words:
        courses = courses.filter(title__icontains=words)
    page = Paginator(courses.order_by("title", "pk"), PER_PAGE).get_page(request.GET.get("p"))
    context = {"page": page, "words": words, "rows": _rows(list(page))}
    return show(request, "copies", context)


@scoped
def copy(request: HttpRequest, scope: Scope, page_id: int) -> HttpResponse:
    """Copy one course as drafts; leads to the copy."""
    course = get_object_or_404(_courses(scope), pk=page_id)
    is_own = scope.is_own(course.path) and not scope.is_guest(course.path)
    name = course.get_admin_display_title() if is_own else course.title
    form = CopyForm(sent(request), initial={"title": _("Kopie von %(title)s") % {"title": name}})
    houses = PartnerPage.objects.filter(partner__in=scope.partners(), locale=course.locale)
    form.fields["house"].queryset = houses  # type: ignore[attr-defined]
    status = None
    if form.is_valid():
        made: list[CoursePage] = []
        plan = CopyPlan(source=course, **form.cleaned_data)
        status = refusal(
            form, lambda: made.append(copy_course(plan=plan, user=scope.user, at=timezone.now()))
        )
        if status is None:
            messages.success(request, _("Die Kopie ist ein Entwurf; nur Sie sehen sie."))
            return redirect("wagtailadmin_explore", made[0].pk)
    return show_form(
        request,
        form,
        title=_("Kurs kopieren: %(title)s") % {"title": name},
        submit=_("Kopieren"),
        status=status,
        icon="copy",
        intro=_(
            "Lektionen, Fragen, Bilder und Dateien kommen mit. Aus einem fremden Kurs wird, was "
            "veröffentlicht ist; seine Herkunft steht auf der Kursseite."
        ),
        back=reverse("cms:course-copies"),
    )


def _courses(scope: Scope) -> QuerySet[CoursePage]:
    own = CoursePage.objects.filter(pk__in=scope.own_pages().values("pk"))
    courses: QuerySet[CoursePage] = (own | copyable_courses()).select_related("locale")
    return courses


def _rows(courses: list[CoursePage]) -> list[tuple[CoursePage, str, str]]:
    """Each course with its partner's name and its licence; two queries."""
    paths = {course.path[: -Page.steplen] for course in courses}
    houses = PartnerPage.objects.filter(path__in=paths).select_related("partner")
    names = {house.path: house.partner.name for house in houses}
    return [
        (course, names.get(course.path[: -Page.steplen], ""), licence(course.licence)[0])
        for course in courses
    ]
