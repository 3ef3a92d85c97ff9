"""What of courses a person's copy of data holds beside the bare tables."""

from collections.abc import Iterator

from django.core.files.storage import storages
from django.utils.translation import get_language, gettext as _

from courses.models import Certificate, CourseText, Enrolment
from lms.accounts.models import User
from lms.common.spreadsheet import Cell, Sheet, as_csv


def export_files(user: User) -> Iterator[tuple[str, bytes]]:
    """Names and bytes: one table of courses to read, the PDF of each certificate."""
    enrolments = list(Enrolment.objects.filter(user=user).order_by("enrolled_at", "pk"))
    if enrolments:
        yield "kurse.csv", as_csv(_courses(enrolments))
    storage = storages["private"]
    for certificate in Certificate.objects.filter(enrolment__user=user).exclude(pdf_name=""):
        if storage.exists(certificate.pdf_name):
            with storage.open(certificate.pdf_name) as file:
                yield f"zertifikate/{certificate.code}.pdf", file.read()


def _courses(enrolments: list[Enrolment]) -> Sheet:
    titles = _titles({enrolment.course_id for enrolment in enrolments})
    rows: list[list[Cell]] = [
        [
            titles.get(enrolment.course_id, ""),
            enrolment.get_state_display(),
            f"{enrolment.enrolled_at:%d.%m.%Y}",
            f"{enrolment.completed_at:%d.%m.%Y}" if enrolment.completed_at else "",
            round(enrolment.reached_share * 100),
        ]
        for enrolment in enrolments
    ]
    columns = [_("Kurs"), _("Stand"), _("Eingeschrieben"), _("Abgeschlossen"), _("Prozent")]
    return Sheet(_("Kurse"), columns, rows)


def _titles(courses: set[int]) -> dict[int, str]:
    """The titles in the reader's language, else in the first one there is."""
    texts = CourseText.objects.filter(course__in=courses).order_by("pk")
    found = {}
    for text in texts:
        if text.course_id not in found or text.locale == get_language():
            found[text.course_id] = text.title
    return found
