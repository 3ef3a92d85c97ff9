"""Forms in which team and learners write to one another."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from lms.common.keys import new_key


class AnnouncementForm(forms.Form):
    """What everybody in a run is to know. ``key`` makes sending twice harmless."""

    key = forms.CharField(
        widget=forms.HiddenInput,
        initial=new_key,
        validators=[RegexValidator(r"^[2-9a-z]{10}\Z")],
    )
    subject = forms.CharField(label=_("Betreff"), max_length=120)
    text = forms.CharField(
        label=_("Mitteilung"),
        max_length=4000,
        help_text=_("Nur Text. Adressen wie https://… werden zu Links."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )


class QuestionForm(forms.Form):
    """What a learner asks."""

    text = forms.CharField(
        label=_("Meine Frage"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class AnswerForm(forms.Form):
    """What the team answers."""

    text = forms.CharField(
        label=_("Antwort"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
