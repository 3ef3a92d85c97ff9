"""The window in which an author picks a question for a quiz."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import (
    ChooseResultsView,
    ChooseView,
    ChosenMultipleView,
    ChosenView,
)
from wagtail.admin.viewsets.chooser import ChooserViewSet

from cms.fields import QuestionChooser, question_title
from cms.scope import scope_of
from courses.models import QuestionVersion
from courses.queries.question import newest_versions
from network.models import Partner


class QuestionFilterForm(BaseFilterForm):
    """Search in the wording."""

    q = forms.CharField(label=_("Wort in der Frage"), required=False)

    def filter(self, objects: QuerySet[QuestionVersion]) -> QuerySet[QuestionVersion]:
        """Narrow down to what was typed."""
        objects = super().filter(objects)
        words = self.cleaned_data.get("q", "").strip()
        if words:
            self.is_searching = True
            self.search_query = words
            objects = objects.filter(content__prompt__icontains=words)
        return objects


class _ScopedMixin:
    """Shows newest versions of the person's partners, and only those."""

    request: Any
    title_column: Any
    filter_form_class = QuestionFilterForm
    results_template_name = "cms/admin/question-window.html"

    def get_object_list(self) -> QuerySet[QuestionVersion]:
        scope = scope_of(self.request)
        versions = newest_versions(scope.partners() if scope else Partner.objects.none())
        return versions.select_related("question__bank__partner").order_by("-pk")

    @cached_property
    def columns(self) -> list[Column]:
        title = self.title_column
        title.accessor = question_title
        return [
            title,
            Column("type", label=_("Typ"), accessor="get_type_display"),
            Column("locale", label=_("Sprache"), accessor="locale"),
            Column("partner", label=_("Partner"), accessor="question.bank.partner.name"),
        ]


class _TitleMixin:
    def get_display_title(self, instance: QuestionVersion) -> str:
        return question_title(instance)

    def get_edit_item_url(self, instance: QuestionVersion) -> str:
        return str(QuestionChooser().get_value_data_from_instance(instance)["edit_url"])


class QuestionChooseView(_ScopedMixin, ChooseView):
    """The window."""


class QuestionResultsView(_ScopedMixin, ChooseResultsView):
    """Its list, when somebody searches or turns the page."""


class QuestionChosenView(_TitleMixin, ChosenView):
    """The answer to a choice; the wall has checked whose question it is."""


class QuestionChosenMultipleView(_TitleMixin, ChosenMultipleView):
    """The answer to a choice of several."""


class QuestionChooserViewSet(ChooserViewSet):
    """All of it together."""

    model = QuestionVersion
    icon = "help"
    choose_one_text = _("Frage wählen")
    choose_another_text = _("Andere Frage wählen")
    edit_item_text = _("Frage bearbeiten")
    choose_view_class = QuestionChooseView
    choose_results_view_class = QuestionResultsView
    chosen_view_class = QuestionChosenView
    chosen_multiple_view_class = QuestionChosenMultipleView
    register_widget = False  # the widget is ``cms.fields.QuestionChooser``


question_chooser = QuestionChooserViewSet("question_chooser", url_prefix="fragenwahl")
