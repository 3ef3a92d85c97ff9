"""The form that says which questions go into a file."""

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from courses.formats.questions import ImportedQuestion
from courses.queries.question import as_written, newest_versions
from network.models import Partner


class ExportForm(forms.Form):
    """Nothing chosen is everything."""

    partner = forms.ModelChoiceField(
        label=_("Partner"),
        queryset=Partner.objects.none(),
        empty_label=_("alle"),
        required=False,
    )
    locale = forms.ChoiceField(
        label=_("Sprache"), choices=[("", _("alle")), *settings.LANGUAGES], required=False
    )
    q = forms.CharField(label=_("Wort in der Frage"), required=False, max_length=200)
    tag = forms.CharField(label=_("Schlagwort"), required=False, max_length=200)

    def __init__(self, *args: Any, partners: QuerySet[Partner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._partners = partners
        if len(partners) > 1:
            self.fields["partner"].queryset = partners  # type: ignore[attr-defined]
        else:
            del self.fields["partner"]

    def versions(self) -> list[ImportedQuestion]:
        """The newest version of each question asked for, oldest first; none while there are errors.

        At most two queries.
        """
        if not self.is_valid():
            return []
        data = self.cleaned_data
        partners = self._partners
        if data.get("partner"):
            partners = partners.filter(pk=data["partner"].pk)
        versions = newest_versions(partners).select_related("question").order_by("question", "pk")
        if data["locale"]:
            versions = versions.filter(locale=data["locale"])
        if data["q"]:
            versions = versions.filter(content__prompt__icontains=data["q"])
        return as_written(versions, tag=data["tag"])
