"""Forms about partners: taking one in, and keeping what the public sees."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.taxonomy.models import ActionField, EducationStage
from network.enums import PartnerKind
from network.models import Partner, Place
from network.queries.duplicates import similar_partners
from network.rules import mailbox_looks_personal


class PartnerFactsForm(forms.Form):
    """What is known of an organisation."""

    name = forms.CharField(
        label=_("Name"),
        max_length=150,
        help_text=_("So, wie sich die Einrichtung selbst schreibt."),
    )
    kind = forms.ChoiceField(label=_("Art"), choices=PartnerKind.choices)
    contact_mailbox = forms.EmailField(
        label=_("Funktionspostfach"),
        required=False,
        help_text=_("Wird öffentlich. Ein Postfach der Einrichtung, keine persönliche Adresse."),
    )
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    stages = forms.ModelMultipleChoiceField(
        label=_("Stufen der Bildungskette"),
        queryset=EducationStage.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    action_fields = forms.ModelMultipleChoiceField(
        label=_("Handlungsfelder"),
        queryset=ActionField.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def warnings(self) -> list[Any]:
        """What the sender should look at again; nothing is refused for it."""
        if mailbox_looks_personal(self.cleaned_data.get("contact_mailbox", "")):
            return [_("Das Postfach wird öffentlich und sieht nach einer Person aus.")]
        return []


class OnboardForm(PartnerFactsForm):
    """Taking in a partner: the organisation, its rights and its first admin."""

    slug = forms.SlugField(
        label=_("Kurzadresse"),
        max_length=60,
        help_text=_("Letzter Teil der Adresse, bleibt für immer, zum Beispiel „stadtbibliothek“."),
    )
    admin_name = forms.CharField(label=_("Name der Ansprechperson"), max_length=80)
    admin_email = forms.EmailField(
        label=_("E-Mail-Adresse der Ansprechperson"),
        help_text=_("Bekommt die Einladung und verwaltet dann die Einrichtung."),
    )
    may_self_approve = forms.BooleanField(
        label=_("Eigene Prüferinnen und Prüfer dürfen freigeben"),
        required=False,
        help_text=_("Sonst gibt die Stadtverwaltung frei. Nie gibt jemand eigene Änderungen frei."),
    )
    is_another = forms.BooleanField(
        label=_("Das ist eine andere Einrichtung als eine mit fast gleichem Namen."),
        required=False,
        help_text=_("Nur ankreuzen, wenn wir nach dem Absenden vor einer Dopplung warnen."),
    )
    field_order = ("name", "is_another", "slug", "kind")

    def clean(self) -> dict[str, Any]:
        """Warn of partners with almost this name until the sender says that it is another."""
        data: dict[str, Any] = super().clean() or {}
        if not data.pop("is_another", False):
            names = [other.name for other in similar_partners(data.get("name", ""))]
            if names:
                self.add_error("name", _("Gibt es schon: %s") % ", ".join(names))
        return data

    def clean_slug(self) -> str:
        """Refuse a slug that is taken."""
        slug: str = self.cleaned_data["slug"].lower()
        if Partner.objects.filter(slug=slug).exists():
            raise forms.ValidationError(_("Diese Kurzadresse ist schon vergeben."))
        return slug


class PlaceForm(forms.ModelForm):  # type: ignore[type-arg]
    """One public address."""

    class Meta:
        model = Place
        fields = ("name", "street", "postal_code", "city", "district", "accessibility")


# Names of design tokens; each has a light and a dark shade with enough contrast.
COLOURS = [
    ("red", _("Rot")),
    ("orange", _("Orange")),
    ("yellow", _("Gelb")),
    ("green", _("Grün")),
    ("blue", _("Blau")),
    ("violet", _("Violett")),
    ("grey", _("Grau")),
]


class ActionFieldForm(forms.ModelForm):  # type: ignore[type-arg]
    """The city's words for one of its action fields; codes never change."""

    title_en = forms.CharField(label=_("Titel (Englisch)"), max_length=200, required=False)
    colour = forms.ChoiceField(label=_("Farbe"), choices=COLOURS)

    class Meta:
        model = ActionField
        fields = ("title_de", "title_en", "description_de", "description_en", "colour")
        labels = {
            "description_de": _("Beschreibung (Deutsch)"),
            "description_en": _("Beschreibung (Englisch)"),
        }
        widgets = {
            "description_de": forms.Textarea(attrs={"rows": 3}),
            "description_en": forms.Textarea(attrs={"rows": 3}),
        }
