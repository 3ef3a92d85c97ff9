"""The form by which questions of other systems come into a bank."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.base import File
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cms.forms.question import area
from cms.forms.question_reasons import refusal_of, words_of
from courses.actions.question_import import checked
from courses.enums import QuestionType
from courses.formats.questions import MAX_BYTES, FormatError, Found, Reason
from courses.formats.reading import Format, read_questions
from network.models import Partner


class ImportForm(forms.Form):
    """Whose questions they become, and the questions as a file or as text."""

    partner = forms.ModelChoiceField(label=_("Partner"), queryset=Partner.objects.none())
    locale = forms.ChoiceField(label=_("Sprache"), choices=settings.LANGUAGES)
    tags = forms.CharField(
        label=_("Schlagwörter für alle"),
        max_length=300,
        required=False,
        help_text=_("Durch Komma getrennt. Daran finden Sie diese Fragen wieder."),
    )
    file = forms.FileField(
        label=_("Datei"),
        required=False,
        help_text=_(
            "GIFT, Aiken, Moodle XML oder QTI 2.1/2.2 (XML oder Zip), höchstens 5 MB und 1000 "
            "Fragen. Wir erkennen das Format selbst."
        ),
    )
    text = forms.CharField(
        label=_("oder Text zum Einfügen"),
        required=False,
        strip=False,
        widget=area(8),
        help_text=_("Zum Beispiel aus einer Mail: GIFT oder Aiken."),
    )

    def __init__(self, *args: Any, partners: QuerySet[Partner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["partner"]
        field.queryset = partners  # type: ignore[attr-defined]
        if len(partners) == 1:
            field.initial = partners[0]
        self.written: Format | None = None
        self.found: list[Found] = []

    def clean_file(self) -> File[bytes] | None:
        """Refuse what is too big before anything of it is read."""
        file: File[bytes] | None = self.cleaned_data["file"]
        if file is not None and (file.size or 0) > MAX_BYTES:
            raise forms.ValidationError(str(words_of(Reason.TOO_BIG)))
        return file

    def clean(self) -> dict[str, Any]:
        """Read the questions; what cannot be read is an error of where it was given."""
        data = super().clean() or self.cleaned_data
        file, text = data.get("file"), data.get("text", "")
        if "file" in self.errors:
            return data
        if bool(file) == bool(text.strip()):
            words = _("Bitte wählen Sie eine Datei oder fügen Sie Text ein, eines von beiden.")
            self.add_error("file", words)
            return data
        try:
            source = file.read() if file else text.encode()
            self.written, found = read_questions(source, QuestionType.values)
            self.found = checked(found)
        except FormatError as error:
            self.add_error("file" if file else "text", refusal_of(error))
        return data

    def tag_list(self) -> list[str]:
        """Tags in the order given, each once."""
        words = (word.strip() for word in self.cleaned_data["tags"].split(","))
        return list(dict.fromkeys(word for word in words if word))
