"""The profile of a partner and its places, as the partner keeps them."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext, gettext_lazy as _

from lms.taxonomy.models import ActionField, EducationStage, TargetGroup
from network.actions.place import place_stamp
from network.actions.profile import ProfileFacts
from network.enums import HideableField, LegalForm, PartnerKind, PlaceFeature, Size, Visibility
from network.forms.own import (
    OwnForm,
    Section,
    competence_field,
    language_field,
    optional,
    term_field,
)
from network.models import Partner, Place
from network.queries.duplicates import similar_partners
from network.rules import mailbox_looks_personal

SHOWN_TO = "shown_"  # begins the name of the field that hides a field
NARROWER = [
    ("", _("wie der ganze Eintrag")),
    (Visibility.NETWORK, Visibility.NETWORK.label),
    (Visibility.STAFF, Visibility.STAFF.label),
]
YES_NO = [("", _("keine Angabe")), ("yes", _("ja")), ("no", _("nein"))]


class ProfileForm(OwnForm):
    """Everything a partner says about itself; built from the partner as it is stored."""

    name = forms.CharField(label=_("Name"), max_length=150)
    kind = forms.ChoiceField(label=_("Art"), choices=PartnerKind.choices)
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    legal_form = forms.ChoiceField(
        label=_("Rechtsform"), choices=optional(LegalForm.choices), required=False
    )
    is_nonprofit = forms.ChoiceField(label=_("Gemeinnützig"), choices=YES_NO, required=False)
    size = forms.ChoiceField(label=_("Größe"), choices=optional(Size.choices), required=False)
    stages = term_field(_("Bildungsbereiche"), EducationStage.objects.all())
    action_fields = term_field(_("Handlungsfelder"), ActionField.objects.all())
    competences = competence_field(_("Kompetenzen"))
    target_groups = term_field(_("Zielgruppen"), TargetGroup.objects.all())
    languages = language_field(_("Sprachen"))
    capacity = forms.IntegerField(
        label=_("Neue Kooperationen im Quartal"),
        min_value=0,
        max_value=100,
        required=False,
        help_text=_("So viele Anfragen können Sie gut annehmen. 0 heißt: zurzeit keine."),
    )
    radius_km = forms.IntegerField(
        label=_("Umkreis in Kilometern"), min_value=0, max_value=500, required=False
    )
    is_online_only = forms.BooleanField(label=_("Wir arbeiten nur online."), required=False)
    is_city_wide = forms.BooleanField(label=_("Wir sind in der ganzen Stadt da."), required=False)
    contact_mailbox = forms.EmailField(
        label=_("Funktionspostfach"),
        required=False,
        help_text=_("Anfragen und Erinnerungen kommen hier an. Keine persönliche Adresse."),
    )
    contact_role = forms.CharField(
        label=_("Ansprechrolle"),
        max_length=80,
        required=False,
        help_text=_("Zum Beispiel „Medienpädagogik“. Kein Name einer Person."),
    )
    contact_phone = forms.CharField(label=_("Telefon der Stelle"), max_length=40, required=False)
    visibility = forms.ChoiceField(label=_("Sichtbar für"), choices=Visibility.choices)
    takes_part_in_matching = forms.BooleanField(
        label=_("Wir möchten Vorschläge für Kooperationen bekommen."), required=False
    )

    SECTIONS = (
        Section(
            "fakten", _("Wer Sie sind"),
            ("name", "kind", "legal_form", "is_nonprofit", "size", "website"),
        ),
        Section(
            "wen", _("Wen und was Sie erreichen"),
            ("stages", "action_fields", "competences", "target_groups", "languages"),
            _("Was Sie nicht wissen, lassen Sie frei: Es gilt als unbekannt, nicht als „nein“."),
        ),
        Section(
            "reichweite", _("Wie viel und wie weit"),
            ("capacity", "radius_km", "is_online_only", "is_city_wide"),
        ),
        Section(
            "kontakt", _("Wie man Sie erreicht"),
            ("contact_mailbox", "contact_role", "contact_phone"),
            _("Im Netzwerk stehen Stellen und Postfächer, keine Personen."),
        ),
        Section(
            "sichtbarkeit", _("Wer was sieht"),
            ("takes_part_in_matching", "visibility",
             *(f"{SHOWN_TO}{name}" for name in HideableField.values)),
        ),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, partner: Partner, seen: Q) -> None:
        """Begin with what is stored; a language nobody listed stays choosable.

        ``seen``: the partners the sender may know of; others are nobody's double here.
        """
        super().__init__(data, initial=_stored(partner))
        self.partner = partner
        self.seen = seen
        for hideable in HideableField:
            self.fields[f"{SHOWN_TO}{hideable}"] = forms.ChoiceField(
                label=hideable.label, choices=NARROWER, required=False
            )
        listed = self.fields["languages"]
        known = {code for code, _label in listed.choices}  # type: ignore[attr-defined]
        extra = [(code, code) for code in partner.languages if code not in known]
        listed.choices = [*listed.choices, *extra]  # type: ignore[attr-defined]

    def facts(self) -> ProfileFacts:
        """What was typed, as the action takes it."""
        data = dict(self.cleaned_data)
        del data["version"]
        hidden = {name: data.pop(f"{SHOWN_TO}{name}") for name in HideableField.values}
        data["field_visibility"] = {name: value for name, value in hidden.items() if value}
        data["is_nonprofit"] = {"yes": True, "no": False}.get(data["is_nonprofit"])
        data["name"] = " ".join(data["name"].split())
        return ProfileFacts(**data)

    def warnings(self) -> list[str]:
        """What the sender should look at again; nothing is refused for it."""
        found = []
        if mailbox_looks_personal(self.cleaned_data["contact_mailbox"]):
            found.append(
                gettext(
                    "Das Postfach sieht nach einer Person aus. Besser ist ein Postfach der Stelle."
                )
            )
        if "name" in self.changed_data:
            others = similar_partners(
                self.cleaned_data["name"], seen=self.seen, exclude=self.partner.pk
            )
            found += [gettext("Fast so heißt schon: %s") % other.name for other in others]
        return found


class OwnPlaceForm(forms.ModelForm):  # type: ignore[type-arg]
    """One place: address, what makes it accessible, its point on the map."""

    accessibility_features = forms.MultipleChoiceField(
        label=_("Was den Ort zugänglich macht"),
        choices=PlaceFeature.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    latitude = forms.FloatField(
        label=_("Breite"), min_value=-90, max_value=90, required=False,
        help_text=_("In Grad, zum Beispiel 51.7563. Für den Punkt auf der Karte."),
    )  # fmt: skip
    longitude = forms.FloatField(
        label=_("Länge"), min_value=-180, max_value=180, required=False,
        help_text=_("In Grad, zum Beispiel 14.3329."),
    )  # fmt: skip
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, data: Any = None, *, instance: Place | None = None) -> None:
        seen = {"seen": place_stamp(instance)} if instance is not None else {}
        super().__init__(data, instance=instance, initial=seen)

    class Meta:
        model = Place
        fields = (
            "name", "street", "postal_code", "city", "district", "accessibility_features",
            "accessibility", "latitude", "longitude",
        )  # fmt: skip


def _stored(partner: Partner) -> dict[str, Any]:
    same = (
        "version", "name", "kind", "website", "legal_form", "size", "languages", "capacity",
        "radius_km", "is_online_only", "is_city_wide", "contact_mailbox", "contact_role",
        "contact_phone", "visibility", "takes_part_in_matching",
    )  # fmt: skip
    links = ("stages", "action_fields", "competences", "target_groups")
    words = {True: "yes", False: "no", None: ""}
    return {
        **{name: getattr(partner, name) for name in same},
        **{name: list(getattr(partner, name).all()) for name in links},
        "is_nonprofit": words[partner.is_nonprofit],
        **{f"{SHOWN_TO}{name}": partner.field_visibility.get(name, "") for name in HideableField},
    }
