"""The forms of images and files: what is uploaded is looked at, whatever it is called."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext as _
from wagtail.documents.fields import WagtailDocumentField
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from lms.common.documents import DocumentRefusedError, check_document
from lms.common.images import ImageRefusedError, clean_image


class HouseImageField(WagtailImageField):
    """An image, encoded anew before anything else looks at it: no place, no camera, no script."""

    def to_python(self, data: Any) -> Any:
        """Clean what was uploaded; the name keeps its words and gets the ending that is true."""
        if not data:
            return super().to_python(data)
        try:
            clean = clean_image(data)
        except ImageRefusedError as error:
            raise ValidationError(str(error), code=error.reason) from error
        stem = str(data.name).rsplit(".", 1)[0]
        return super().to_python(SimpleUploadedFile(f"{stem}.{clean.ending}", clean.data))


class HouseDocumentField(WagtailDocumentField):
    """A document whose first bytes are of the kind its name says."""

    def to_python(self, data: Any) -> Any:
        """Look at what was uploaded."""
        file = super().to_python(data)
        if file:
            try:
                check_document(file, str(file.name))
            except DocumentRefusedError as error:
                raise ValidationError(str(error), code=error.reason) from error
        return file


class _WholeForm:
    """A form that keeps nothing of a new file unless everything in it is right.

    Wagtail would put the file aside as it came, not as the field has cleaned it.
    """

    file_field: type[WagtailImageField | WagtailDocumentField]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields = self.fields  # type: ignore[attr-defined]  # a form's
        if old := fields.get("file"):  # forms of many at once have none
            fields["file"] = self.file_field(
                label=old.label, required=old.required, widget=old.widget, initial=old.initial
            )

    def full_clean(self) -> None:
        """Refuse a new file together with what stands beside it."""
        super().full_clean()  # type: ignore[misc]  # a form's
        form: Any = self
        is_new = bool(form.files) and not form.instance.pk and "file" in form.fields
        if is_new and form.errors and "file" not in form.errors:
            form.add_error("file", _("Gespeichert wird erst, wenn alle Angaben stimmen."))


class HouseImageForm(_WholeForm, BaseImageForm):
    """Every form of an image inside the admin."""

    file_field = HouseImageField


class HouseDocumentForm(_WholeForm, BaseDocumentForm):
    """Every form of a document inside the admin."""

    file_field = HouseDocumentField
