"""Forms by which files become courses and lessons."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _, gettext_lazy

from network.models import Partner

# Formats one may have, and what to do about them.
_OLD = {"doc", "odt", "rtf", "pages", "wps", "docm", "dotx"}
_PAPER = {"pdf"}


class _FileForm(forms.Form):
    """A form with one file, whose ending says what it is; subclasses name the endings."""

    endings: tuple[str, ...] = ()

    file = forms.FileField(label=gettext_lazy("Datei"), allow_empty_file=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        accepted = ",".join(f".{ending}" for ending in self.endings)
        self.fields["file"].widget.attrs["accept"] = accepted

    def clean_file(self) -> UploadedFile[bytes]:
        """Refuse by name what nobody here reads, with a sentence that helps; content comes later.

        Raises:
            ValidationError: Another kind of file.
        """
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        ending = str(file.name).rsplit(".", 1)[-1].lower()
        if ending in self.endings:
            return file
        raise ValidationError(self.refusal(ending))

    def refusal(self, _ending: str) -> str:
        """What to do instead."""
        names = ", ".join(self.endings).upper()
        return _("Bitte wählen Sie eine Datei dieser Art: %(names)s") % {"names": names}


class ArchiveForm(_FileForm):
    """A course archive, and whose course it becomes."""

    endings = ("zip",)

    partner = forms.ModelChoiceField(
        label=gettext_lazy("Für welchen Partner?"), queryset=Partner.objects.none()
    )
    field_order = ("partner", "file")

    def __init__(self, *args: Any, partners: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["partner"]
        field.queryset = partners  # type: ignore[attr-defined]
        if len(partners) == 1:
            field.initial = partners[0]


class DocumentForm(_FileForm):
    """A document that becomes a lesson."""

    endings = ("docx", "md", "markdown", "html", "htm", "zip")

    def refusal(self, ending: str) -> str:
        """Old word processors can write what we read."""
        if ending in _OLD:
            return _(
                "Dieses Format liest die Seite nicht. Öffnen Sie die Datei in Word oder "
                "LibreOffice, speichern Sie sie als „Word-Dokument (.docx)“ und laden Sie diese "
                "Datei hoch."
            )
        if ending in _PAPER:
            return _(
                "Aus einem PDF lässt sich kein Text mit Überschriften lesen. Nehmen Sie das "
                "Dokument, aus dem es entstanden ist, oder bieten Sie das PDF als Datei an."
            )
        return super().refusal(ending)
