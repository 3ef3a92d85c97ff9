"""One offer or need as its partner writes it, with tags proposed from its text."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy as _

from lms.taxonomy.models import ActionField, EducationStage, TargetGroup
from network.actions.listing_facts import ListingFacts
from network.enums import ListingKind, ListingMode, TagGroup, TagState, Visibility
from network.forms.own import (
    LANGUAGES,
    OwnForm,
    Section,
    competence_field,
    language_field,
    optional,
    term_field,
)
from network.models import Listing, Partner, Place, ResourceCategory
from network.queries.suggestions import Suggestion, Tag, suggest_tags, tag_titles

YES, NO = "ja", "nein"  # names of the boxes beside a suggestion
FIELDS = {
    TagGroup.COMPETENCE.value: "competences",
    TagGroup.FIELD.value: "action_fields",
    TagGroup.TARGET_GROUP.value: "target_groups",
}


@dataclass(frozen=True)
class SuggestedTag:
    """One suggestion and which of its two boxes is ticked."""

    suggestion: Suggestion
    is_yes: bool
    is_no: bool


class ListingForm(OwnForm):
    """Everything an offer or need says. A suggestion counts only where its box is ticked."""

    kind = forms.ChoiceField(label=_("Art"), choices=ListingKind.choices, widget=forms.RadioSelect)
    title = forms.CharField(label=_("Titel"), max_length=150)
    text = forms.CharField(
        label=_("Beschreibung"), max_length=4000, required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Was, für wen, wann und wie? Bitte keine Namen von Personen."),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Sprache des Textes"))
    category = forms.ModelChoiceField(
        label=_("Kategorie"), queryset=ResourceCategory.objects.all(), required=False,
        empty_label=_("keine Angabe"),
    )  # fmt: skip
    action_fields = term_field(_("Handlungsfelder"), ActionField.objects.all())
    competences = competence_field(_("Kompetenzen"))
    target_groups = term_field(_("Zielgruppen"), TargetGroup.objects.all())
    stages_wanted = term_field(
        _("Bildungsbereiche, die Sie erreichen möchten"), EducationStage.objects.all(),
        _("Nichts angekreuzt heißt: alle."),
    )  # fmt: skip
    languages_required = language_field(_("Nötige Sprachen"))
    mode = forms.ChoiceField(label=_("Form"), choices=optional(ListingMode.choices), required=False)
    place = forms.ModelChoiceField(
        label=_("Ort"), queryset=Place.objects.none(), required=False,
        empty_label=_("keine Angabe"),
    )  # fmt: skip
    radius_km = forms.FloatField(
        label=_("Umkreis in Kilometern"), min_value=0, max_value=500, required=False
    )
    valid_from = forms.DateField(label=_("Gilt ab"), required=False)
    valid_to = forms.DateField(label=_("Gilt bis"), required=False)
    capacity_total = forms.IntegerField(
        label=_("Wie oft"), min_value=0, max_value=1000, required=False,
        help_text=_("Wie viele Kooperationen damit möglich sind."),
    )  # fmt: skip
    capacity_left = forms.IntegerField(
        label=_("Davon frei"), min_value=0, max_value=1000, required=False
    )
    min_group = forms.IntegerField(
        label=_("Gruppe ab"), min_value=1, max_value=9999, required=False
    )
    max_group = forms.IntegerField(
        label=_("Gruppe bis"), min_value=1, max_value=9999, required=False
    )
    cost = forms.CharField(
        label=_("Kosten"), max_length=120, required=False,
        help_text=_("Zum Beispiel „kostenfrei“ oder „Materialkosten 5 Euro“."),
    )  # fmt: skip
    prerequisites = forms.CharField(label=_("Voraussetzungen"), max_length=300, required=False)
    accessibility = forms.CharField(label=_("Barrierefreiheit"), max_length=300, required=False)
    visibility = forms.ChoiceField(label=_("Sichtbar für"), choices=Visibility.choices)

    FIRST = ("kind", "title", "text", "language")  # stand before the suggestions
    SECTIONS = (
        Section(
            "worum", _("Worum es geht"),
            ("category", "action_fields", "competences", "target_groups", "stages_wanted"),
            _("Was Sie nicht wissen, lassen Sie frei: Es gilt als unbekannt, nicht als „nein“."),
        ),
        Section(
            "wann-wo", _("Wann und wo"),
            ("mode", "place", "radius_km", "valid_from", "valid_to", "languages_required"),
        ),
        Section(
            "bedingungen", _("Wie viel und unter welchen Bedingungen"),
            ("capacity_total", "capacity_left", "min_group", "max_group", "cost",
             "prerequisites", "accessibility"),
        ),
        Section("sichtbarkeit", _("Wer es sieht"), ("visibility",)),
    )  # fmt: skip

    def __init__(
        self,
        data: Any = None,
        *,
        partner: Partner,
        listing: Listing | None = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        """Begin with what is stored; places are the partner's own."""
        stored = _stored(listing) if listing else {"language": "de", "visibility": "public"}
        begin = {**stored, **(initial or {})}
        super().__init__(data, initial=begin)
        self.fields["place"].queryset = partner.places.all()  # type: ignore[attr-defined]
        self.fields["language"].choices = _languages(begin["language"])  # type: ignore[attr-defined]
        for name in ("valid_from", "valid_to"):
            self.fields[name].widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        self.denied = _denied(listing) if listing else ()

    @property
    def first_fields(self) -> list[Any]:
        """What stands before the suggestions, because they come from it."""
        return [self[name] for name in self.FIRST]

    def clean(self) -> dict[str, Any]:
        """Dates, numbers and groups go together; ticked suggestions join the chosen tags."""
        data: dict[str, Any] = super().clean() or {}
        self._ordered("valid_from", "valid_to", gettext("Das Ende liegt vor dem Beginn."))
        self._ordered("min_group", "max_group", gettext("„Gruppe bis“ ist kleiner als „ab“."))
        self._ordered("capacity_left", "capacity_total", gettext("Es ist mehr frei als möglich."))
        accepted = self._ticked(YES)
        for group, name in FIELDS.items():
            codes = [code for kind, code in accepted if kind == group]
            terms = self.fields[name].queryset.filter(code__in=codes)  # type: ignore[attr-defined]
            if codes:
                data[name] = list(dict.fromkeys([*data.get(name, ()), *terms]))
        categories = [code for kind, code in accepted if kind == TagGroup.CATEGORY]
        if categories and not data.get("category"):
            data["category"] = ResourceCategory.objects.filter(code__in=categories).first()
        return data

    def facts(self) -> ListingFacts:
        """What was typed, as the action takes it; a tag both chosen and denied is chosen."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        refused = self._ticked(NO)
        known = tag_titles() if refused else {}
        chosen = {
            (group, term.code) for group, name in FIELDS.items() for term in self.cleaned_data[name]
        }
        denied = [tag for tag in refused if tag in known and tag not in chosen]
        return ListingFacts(**data, denied=tuple(denied))

    def suggested(self) -> list[SuggestedTag]:
        """Suggestions from the text as it stands in the form, and what was denied before."""
        ticked = self._ticked(YES) if self.is_bound else []
        refused = self._ticked(NO) if self.is_bound else list(self.denied)
        text = f"{self['title'].value() or ''}\n{self['text'].value() or ''}"
        found = suggest_tags(text, without=[*self._chosen(), *refused])
        titles = tag_titles() if refused else {}
        kept = [Suggestion(*tag, titles[tag], ()) for tag in refused if tag in titles]
        return [
            SuggestedTag(row, (row.group, row.code) in ticked, row in kept)
            for row in [*found, *kept]
        ]

    def _chosen(self) -> list[Tag]:
        chosen = []
        for group, name in FIELDS.items():
            keys = [str(getattr(value, "pk", value)) for value in self[name].value() or ()]
            numbers = [key for key in keys if key.isdigit()]
            terms = self.fields[name].queryset.filter(pk__in=numbers)  # type: ignore[attr-defined]
            chosen += [(group, term.code) for term in terms]
        category = str(self["category"].value() or "")
        if category.isdigit():
            codes = ResourceCategory.objects.filter(pk=category).values_list("code", flat=True)
            chosen += [(TagGroup.CATEGORY.value, code) for code in codes]
        return chosen

    def _ticked(self, box: str) -> list[Tag]:
        values = self.data.getlist(box) if hasattr(self.data, "getlist") else []
        pairs = [value.partition(":") for value in values]
        return list(dict.fromkeys((group, code) for group, _colon, code in pairs if code))

    def _ordered(self, low: str, high: str, sentence: str) -> None:
        first, second = self.cleaned_data.get(low), self.cleaned_data.get(high)
        if first is not None and second is not None and first > second:
            self.add_error(high, sentence)


def _stored(listing: Listing) -> dict[str, Any]:
    links = ("competences", "action_fields", "target_groups", "stages_wanted")
    same = [name for name in ListingForm.base_fields if name not in links]
    return {
        **{name: getattr(listing, name) for name in same},
        **{name: list(getattr(listing, name).all()) for name in links},
    }


def _denied(listing: Listing) -> tuple[Tag, ...]:
    tags = listing.open_tags.filter(state=TagState.DENIED)
    return tuple(tags.values_list("group", "code"))


def _languages(code: str) -> list[tuple[str, Any]]:
    return list(LANGUAGES) if code in dict(LANGUAGES) else [*LANGUAGES, (code, code)]
