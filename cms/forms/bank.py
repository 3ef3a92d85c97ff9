"""Forms around collections of questions."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from courses.models import QuestionBank
from network.models import Partner


class PartnerChoiceForm(forms.Form):
    """Whose something new becomes; chosen already where there is no choice."""

    partner = forms.ModelChoiceField(label=_("Partner"), queryset=Partner.objects.none())

    def __init__(self, *args: Any, partners: QuerySet[Partner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["partner"]
        field.queryset = partners
        if len(partners) == 1:
            field.initial = partners[0]


class BankNameForm(forms.Form):
    """What a collection is called."""

    name = forms.CharField(
        label=_("Name der Sammlung"),
        max_length=120,
        help_text=_("Zum Beispiel ein Thema oder eine Klassenstufe."),
    )


class NewBankForm(BankNameForm, PartnerChoiceForm):
    """A further collection."""


class MoveForm(forms.Form):
    """The collection in which a question lies."""

    bank = forms.ModelChoiceField(
        label=_("Sammlung"), queryset=QuestionBank.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, banks: QuerySet[QuestionBank], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["bank"]
        field.queryset = banks
