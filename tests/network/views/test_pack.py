"""The pack of a meeting to read, print and keep."""

from io import BytesIO

import icalendar
import pikepdf
import pytest

from lms.common.pdf import pdf_available
from network.models import AgendaItem, MeetingState, MinutesVersion
from network.queries.minutes import live_content
from tests.factories.meetings import NOW, MeetingFactory, coordinator
from tests.support.admin import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser():
    return signed_in(coordinator("education").user)


@pytest.fixture
def meeting():
    made = MeetingFactory(state=MeetingState.MINUTES_FINAL, online_link="https://video.example/x")
    AgendaItem.objects.create(
        meeting=made, position=0, source="manual", kind="free", title="Punkt", minutes="Einig."
    )
    content = live_content(made)
    for number, note in ((1, ""), (2, "Zahl berichtigt")):
        MinutesVersion.objects.create(
            meeting=made, number=number, content=content, note=note, at=NOW, actor_role="city"
        )
    return made


def address(meeting, part):
    return f"/de/netzwerk/treffen/{meeting.key}/{part}"


def test_the_newest_version_unasked_and_each_on_asking(browser, meeting):
    html = browser.get(address(meeting, "mappe/")).content.decode()
    assert "Fassung 2 vom" in html
    assert "Einig." in html
    assert "Berichtigung in Fassung 2: Zahl berichtigt" in html
    old = browser.get(address(meeting, "mappe/?version=1")).content.decode()
    assert "<p>Fassung 1 vom" in old
    assert browser.get(address(meeting, "mappe/?version=3")).status_code == 404


@pytest.mark.skipif(not pdf_available(), reason="the native libraries for PDFs are missing")
def test_the_pdf_is_tagged_with_headings_and_language(browser, meeting):
    response = browser.get(f"/en/netzwerk/treffen/{meeting.key}/mappe.pdf")
    assert response["Content-Type"] == "application/pdf"
    data = response.content
    assert data.startswith(b"%PDF")
    document = pikepdf.open(BytesIO(data))
    assert str(document.Root.Lang) == "de"
    assert document.Root.MarkInfo.Marked
    assert str(document.docinfo["/Title"]) == meeting.title
    assert {"/H1", "/H2", "/H3", "/L", "/P"} <= tags(document.Root.StructTreeRoot)


def tags(node):
    """The kinds of all tags below a node."""
    found = {str(node.get("/S", ""))}
    children = node.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary):
            found |= tags(child)
    return found


def test_the_date_as_a_file(browser, meeting):
    response = browser.get(address(meeting, "termin.ics"))
    (event,) = icalendar.Calendar.from_ical(response.content).walk("VEVENT")
    assert str(event["UID"]) == meeting.ics_uid
    assert "https://video.example/x" in str(event["DESCRIPTION"])
