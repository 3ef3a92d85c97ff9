"""The way to a new course: one page of questions, then the editor of its first lesson."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.authoring.start import VOCABULARIES, CoursePlan, start_course
from cms.forms.new_course import NewCourseForm
from cms.models import PartnerPage
from cms.models.licence import LICENCES
from cms.scope import Scope
from cms.viewsets.access import refusal, scoped, sent, show_form


@scoped
def course(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Ask for what a course needs to be found; errors keep everything that was typed."""
    houses = _houses(scope)
    names = [(page.pk, f"{page.partner}, {page.locale}") for page in houses.values()]
    form = NewCourseForm(sent(request), houses=names, licences=LICENCES)
    status = None
    if form.is_valid():
        lessons = []
        house = houses[int(form.cleaned_data["house"])]
        plan = _plan(form)
        status = refusal(
            form, lambda: lessons.append(start_course(house=house, plan=plan, user=scope.user))
        )
        if status is None:
            return redirect("wagtailadmin_pages:edit", lessons[0].pk)
    return show_form(
        request,
        form,
        title=_("Neuer Kurs"),
        submit=_("Kurs anlegen und erste Lektion schreiben"),
        status=status,
        icon="plus",
        intro=_("Pflicht ist nur, was ein Sternchen hat. Alles lässt sich später ändern."),
        back=reverse("wagtailadmin_home"),
    )


def _houses(scope: Scope) -> dict[int, PartnerPage]:
    """Pages below which the person may begin a course, the site's first language first."""
    pages = PartnerPage.objects.filter(partner__in=scope.partners())
    pages = pages.select_related("partner", "locale").order_by("partner__name", "locale", "pk")
    return {page.pk: page for page in pages}


def _plan(form: NewCourseForm) -> CoursePlan:
    values = form.cleaned_data
    return CoursePlan(
        title=values["title"],
        summary=values["summary"],
        lesson=values["lesson"],
        goals=values["goals"],
        licence=values["licence"],
        vocabularies={name: list(values[name]) for name in VOCABULARIES},
        competences=tuple(values["competences"]),
    )
