"""Minutes over HTTP, by htmx and without."""

import pytest

from lms.records.models import OutboxMessage
from network.models import AgendaItem, Attendance, Decision, Meeting, MeetingState, MinutesVersion
from tests.factories.meetings import DecisionFactory, MeetingFactory, coordinator
from tests.support.admin import signed_in
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}
TASK = {"text": "Anrufen", "responsible_role": "Koordination Bildung", "due": "2027-02-01"}


@pytest.fixture
def browser():
    return signed_in(coordinator("education").user)


@pytest.fixture
def meeting():
    return MeetingFactory(state=MeetingState.HELD)


@pytest.fixture
def item(meeting):
    return add(meeting)


def add(meeting, title="Punkt", **facts):
    return AgendaItem.objects.create(
        meeting=meeting, position=0, source="manual", kind="free", title=title, **facts
    )


def address(meeting, part="protokoll/"):
    return f"/de/netzwerk/treffen/{meeting.key}/{part}"


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_the_same_however_long_it_is(browser, meeting, number):
    for _each in range(number):
        DecisionFactory(meeting=meeting, item=add(meeting), carried_from=DecisionFactory())
        Attendance.objects.create(meeting=meeting, role=f"Rolle {_each}")
    browser.get(address(meeting))
    with expect_statements(9):
        assert browser.get(address(meeting)).status_code == 200


def test_saving_by_button_comes_back_to_the_item(browser, meeting, item):
    response = browser.post(
        address(meeting, f"punkt/{item.key}/protokoll/"), {"minutes": "Einig.", "version": "0"}
    )
    assert response["Location"].endswith(f"protokoll/#punkt-{item.key}")
    assert "Gespeichert:" in browser.get(address(meeting)).content.decode()


def test_saving_by_itself_answers_with_version_role_and_time(browser, meeting, item):
    response = browser.post(
        address(meeting, f"punkt/{item.key}/protokoll/"), {"minutes": "Ja.", "version": "0"}, **HTMX
    )
    html = response.content.decode()
    assert 'name="version" value="1"' in html
    assert "Koordination Bildung" in html
    assert "<main" not in html


def test_who_comes_second_keeps_the_text_and_sees_the_other(browser, meeting, item):
    AgendaItem.objects.update(minutes="Von der anderen", version=1)
    part = address(meeting, f"punkt/{item.key}/protokoll/")
    sent = {"minutes": "Von mir", "version": "0"}
    quick = browser.post(part, sent, **HTMX)
    assert quick.status_code == 422  # what htmx puts into the page
    assert "Von der anderen" in quick.content.decode()
    whole = browser.post(part, sent)
    assert whole.status_code == 409
    assert ">Von mir</textarea>" in whole.content.decode()
    assert "Von der anderen" in whole.content.decode()
    assert AgendaItem.objects.get().minutes == "Von der anderen"


@pytest.mark.parametrize("headers", [HTMX, {}])
def test_only_a_button_of_its_own_lets_the_own_text_stand(browser, meeting, item, headers):
    AgendaItem.objects.update(minutes="Von der anderen", version=1)
    part = address(meeting, f"punkt/{item.key}/protokoll/")
    sent = {"minutes": "Von mir", "version": "0"}
    html = browser.post(part, sent, **headers).content.decode()
    assert 'name="version" value="0"' in html  # typing on saves nothing either
    assert 'name="mine" value="1"' in html
    AgendaItem.objects.update(minutes="Noch neuer", version=2)
    again = browser.post(part, {**sent, "mine": "1"}, **headers).content.decode()
    assert "Noch neuer" in again  # nobody writes over what they have not seen
    assert AgendaItem.objects.get().minutes == "Noch neuer"
    browser.post(part, {**sent, "mine": "2"}, **headers)
    assert AgendaItem.objects.get().minutes == "Von mir"


def test_what_is_too_long_is_said_and_not_cut(browser, meeting, item):
    part = address(meeting, f"punkt/{item.key}/protokoll/")
    whole = "Zeile\r\n" * 1300  # 7800 characters, as browsers send them 9100
    assert browser.post(part, {"minutes": whole, "version": "0"}).status_code == 303
    assert AgendaItem.objects.get().minutes == "Zeile\n" * 1300
    sent = {"minutes": "x" * 8001, "version": "1"}
    assert "zu lang" in browser.post(part, sent, **HTMX).content.decode()
    answer = browser.post(part, sent)
    assert answer.status_code == 422
    assert ">" + "x" * 8001 + "</textarea>" in answer.content.decode()
    assert AgendaItem.objects.get().version == 1


def test_attendance(browser, meeting):
    row = Attendance.objects.create(meeting=meeting, role="Stadtverwaltung")
    foreign = Attendance.objects.create(meeting=MeetingFactory(), role="Fremd")
    browser.post(
        address(meeting, "anwesend/"), {"present": [row.pk, foreign.pk, "x"], "guest": " Presse "}
    )
    assert list(Attendance.objects.filter(is_present=True).values_list("role", flat=True)) == [
        "Stadtverwaltung", "Presse",
    ]  # fmt: skip


def test_two_who_note_attendance_untick_nobody_of_the_others(browser, meeting):
    city, press = (
        Attendance.objects.create(meeting=meeting, role=role, is_present=is_present)
        for role, is_present in (("Stadt", True), ("Presse", False))
    )
    html = browser.get(address(meeting)).content.decode()
    assert html.count('name="before"') == html.count(f'name="before" value="{city.pk}"') == 1
    Attendance.objects.filter(pk=press.pk).update(is_present=True)  # somebody else
    browser.post(address(meeting, "anwesend/"), {"before": [city.pk], "guest": ""})
    present = Attendance.objects.filter(is_present=True)
    assert list(present.values_list("role", flat=True)) == ["Presse"]


def test_a_decision_is_written_taken_back_and_settled(browser, meeting, item):
    part = address(meeting, f"punkt/{item.key}/beschluss/")
    wrong = browser.post(part, {**TASK, "due": ""})
    assert wrong.status_code == 422
    assert 'value="Anrufen"' in wrong.content.decode()
    early = browser.post(part, {**TASK, "due": "2026-01-01"})
    assert (early.status_code, Decision.objects.count()) == (422, 0)
    assert browser.post(part, TASK).status_code == 303
    decision = Decision.objects.get()
    settle = f"/de/netzwerk/beschluss/{decision.key}/"
    answer = browser.post(settle, {"done": "1", "meeting": meeting.key})
    assert answer["Location"].endswith("/protokoll/")
    assert Decision.objects.get().state == "done"
    browser.post(address(meeting, f"beschluss/{decision.key}/zuruecknehmen/"))
    assert not Decision.objects.exists()


def test_a_foreign_decision_is_absent(browser):
    foreign = DecisionFactory(meeting=MeetingFactory(kind="special", fields=["energy"]))
    response = browser.post(f"/de/netzwerk/beschluss/{foreign.key}/", {"done": "1"})
    assert response.status_code == 404
    assert Decision.objects.get().state == "open"


def test_finishing_is_shown_first_and_then_final(browser, meeting, item):
    assert browser.post(address(meeting, "abschliessen/")).status_code == 409
    browser.post(address(meeting, "schritt/"), {"to": "minutes_draft"})
    html = browser.get(address(meeting, "abschliessen/")).content.decode()
    assert "Abschließen und 1 E-Mail senden" in html
    assert not OutboxMessage.objects.exists()
    assert browser.post(address(meeting, "abschliessen/")).status_code == 303
    assert Meeting.objects.get().state == MeetingState.MINUTES_FINAL
    late = browser.post(
        address(meeting, f"punkt/{item.key}/protokoll/"), {"minutes": "spät", "version": "0"}
    )
    assert late.status_code == 409
    assert "<blockquote>spät</blockquote>" in late.content.decode()
    assert "spät" not in MinutesVersion.objects.get().content


def test_correcting(browser, meeting, item):
    part = address(meeting, "berichtigen/")
    assert browser.get(part)["Location"] == address(meeting, "")
    browser.post(address(meeting, "schritt/"), {"to": "minutes_draft"})
    browser.post(address(meeting, "abschliessen/"))
    sent = {"minutes-0": "Richtig", "number": "1"}
    assert browser.post(part, sent).status_code == 422
    assert browser.post(part, {**sent, "note": "Zahl"}).status_code == 303
    sent = {**sent, "minutes-0": "Ganz anders", "note": "noch eine"}
    stale = browser.post(part, sent)
    assert stale.status_code == 409
    assert "<td>Ganz anders</td><td>Richtig</td>" in stale.content.decode()
    assert 'name="number" value="2"' in stale.content.decode()
    assert MinutesVersion.objects.count() == 2
    assert (
        "Berichtigung in Fassung 2: Zahl"
        in browser.get(address(meeting, "mappe/")).content.decode()
    )
    assert browser.post(part, {**sent, "number": "2"}).status_code == 303
    assert MinutesVersion.objects.order_by("number").last().note == "noch eine"
