"""Out into a file, into an empty database, and out again: the same bytes, but for the dates."""

import io
import re
import zipfile
from datetime import date

import pytest
import yaml
from django.core.management import call_command

from cms.archiving import checked_archive, store_archive, write_archive
from cms.demo.loading import CONTENT, COURSES
from cms.importing import ImportRequest, import_course
from cms.models import CoursePage
from lms.common.archive import unpack
from tests.factories.cms import frame, partner_with_page
from tests.factories.courses import NOW

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2026, 11, 26)
IDENTIFIERS = re.compile(rb'"address": "[^"]*"')  # holds the key of the course


def exported(page):
    buffer = io.BytesIO()
    write_archive(course=page, target=buffer, on=DAY)
    return buffer.getvalue()


def imported(data, partner, folder):
    folder.mkdir()
    (folder / "a.zip").write_bytes(data)
    unpack(folder / "a.zip", folder / "aus")
    content = checked_archive(folder / "aus")
    return store_archive(content=content, partner=partner, actor_key="", at=NOW)


def masked(data):
    """Addresses aside; their lengths also move the checksums and places in the directory."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {
            info.filename: (
                IDENTIFIERS.sub(b"", archive.read(info)),
                info.date_time,
                info.external_attr,
            )
            for info in archive.infolist()
        }


def houses():
    """The partners of the demonstration in an otherwise empty site."""
    frame()
    call_command("load_vocabularies", verbosity=0)
    rows = yaml.safe_load(CONTENT.read_text())
    made = {r["slug"]: partner_with_page(r["slug"], r["name"])[0] for r in rows["partners"]}
    return made, rows["courses"]


@pytest.mark.once
def test_the_demonstration_survives_the_journey(tmp_path, database_template, settings):
    partners, rows = houses()
    archives = {}
    for row in rows:
        request = ImportRequest(folder=COURSES / row["folder"], partner=partners[row["partner"]])
        page = import_course(request=request, at=NOW).page
        archives[row["folder"]] = (row["partner"], exported(page))
    assert len(archives) == 8
    assert exported(page) == archives[row["folder"]][1]
    database_template.copy()
    settings.MEDIA_ROOT = tmp_path / "media"
    partners, _rows = houses()
    for folder, (slug, data) in archives.items():
        outcome = imported(data, partners[slug], tmp_path / folder)
        again = CoursePage.objects.get(pk=outcome.page.pk)
        assert (outcome.losses, again.live, again.origins) == ((), False, [])
        assert masked(exported(again)) == masked(data)
