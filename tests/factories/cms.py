"""Makes the frame of a site, partners with pages, and courses written as pages."""

import io
import uuid

from django.core.files.base import ContentFile
from PIL import Image as PillowImage
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from cms.frame import build_frame
from cms.models import CoursePage, LessonPage, PartnerPage
from network.actions.partner import create_partner
from network.enums import PartnerKind
from tests.factories.network import NOW
from tests.support.remembered import remembered

# How files of sound and film begin.
HEADS = {
    "mp4": b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + bytes(300),
    "m4a": b"\x00\x00\x00\x18ftypM4A \x00\x00\x00\x00M4A isom" + bytes(300),
    "webm": b"\x1a\x45\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\x82\x84webm" + bytes(300),
    "mp3": b"ID3\x04\x00\x00" + bytes(300),
    "ogg": b"OggS\x00\x02" + bytes(22) + b"\x01\x1e\x01vorbis" + bytes(300),
}


@remembered
def frame():
    """The page tree of a fresh site in German and English."""
    build_frame(languages=["de", "en"], at=NOW)


def partner_with_page(slug="bibliothek", name="Bibliothek am Spreeufer Cottbus/Chóśebuz"):
    """An onboarded partner and its German page."""
    partner = create_partner(name=name, slug=slug, kind=PartnerKind.LIBRARY, actor=None, at=NOW)
    page = PartnerPage.objects.get(partner=partner, locale__language_code="de")
    return partner, page


@remembered
def framed_house(*args):
    """A fresh site with one onboarded partner: the partner and its German page."""
    frame()
    return partner_with_page(*args)


def image(title="Bild"):
    """A small picture."""
    buffer = io.BytesIO()
    PillowImage.new("RGB", (40, 30), "#1b4965").save(buffer, "PNG")
    file = ContentFile(buffer.getvalue(), name="bild.png")
    return get_image_model().objects.create(title=title, file=file)


def document(name="blatt.pdf", content=b"%PDF-1.4 planted", title="Arbeitsblatt"):
    """A small file."""
    return get_document_model().objects.create(title=title, file=ContentFile(content, name=name))


def course_page(parent, title="Sichere Konten", **values):
    """A draft course below a partner's page."""
    page = CoursePage(
        title=title, summary="Kurz gesagt.", live=False, locale=parent.locale, **values
    )
    parent.add_child(instance=page)
    page.save_revision()
    return page


def lesson_page(course, title="Erste Schritte", body=None, **values):
    """A draft lesson below a course."""
    blocks = [("text", "<p>Inhalt aus Chóśebuz</p>")] if body is None else body
    page = LessonPage(title=title, live=False, locale=course.locale, body=blocks, **values)
    course.add_child(instance=page)
    page.save_revision()
    return page


def publish(*pages):
    """Publish the newest revisions, lessons first if so given."""
    for page in pages:
        page.get_latest_revision().publish()


def block_id():
    """An id as the editor would give it."""
    return str(uuid.uuid4())
