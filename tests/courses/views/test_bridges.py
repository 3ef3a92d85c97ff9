"""Bridges over HTTP."""

import pytest

from courses.actions.bridge import confirm_bridge
from courses.models import Bridge, BridgeState
from tests.factories.accounts import UserFactory
from tests.factories.bridges import course
from tests.factories.meetings import NOW, coordinator, staff
from tests.factories.network import MembershipFactory
from tests.support.admin import signed_in
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db
PAGE = "/de/netzwerk/uebergaenge/"


@pytest.fixture
def pair():
    return (
        course("early", "education", title="Erste Klänge"),
        course("primary", "education", title="Notenlesen"),
    )


def confirm(pair):
    return confirm_bridge(before=pair[0], after=pair[1], reason="Beide singen.", by=staff(), at=NOW)


def test_a_coordinator_confirms_and_everybody_reads(client, pair):
    browser = signed_in(coordinator("education").user)
    assert "Vorschläge" in browser.get(PAGE).content.decode()
    assert "Vorschläge" not in client.get(PAGE).content.decode()
    keys = {"before": pair[0].key, "after": pair[1].key}
    refused = browser.post(f"{PAGE}bestaetigen/", {**keys, "reason": ""})
    assert refused.status_code == 422
    assert browser.post(f"{PAGE}bestaetigen/", {**keys, "reason": "Passt."}).status_code == 303
    html = client.get(f"{PAGE}?feld=education").content.decode()
    assert "Passt." in html
    assert "Notenlesen" in html
    assert "Notenlesen" not in client.get(f"{PAGE}?feld=energy").content.decode()


def test_both_course_pages_show_it_at_no_cost(client, pair):
    address = f"/de/kurse/{pair[0].key}-erste/"
    assert "Davor und danach" not in client.get(address).content.decode()
    confirm(pair)
    client.get(address)
    with expect_statements(2):
        html = client.get(address).content.decode()
    assert f'href="/de/kurse/{pair[1].key}-notenlesen/"' in html
    assert "<dt>Danach</dt>" in html
    other = client.get(f"/de/kurse/{pair[1].key}-notenlesen/").content.decode()
    assert "<dt>Davor</dt>" in other


def test_a_house_objects_and_others_find_nothing(pair):
    bridge = confirm(pair)
    address = f"{PAGE}{bridge.key}/widersprechen/"
    for user in (UserFactory(), MembershipFactory().user, coordinator("education").user):
        assert signed_in(user).post(address).status_code == 404
    editor = signed_in(MembershipFactory(partner=pair[0].partner).user)
    assert "Widersprechen" in editor.get(PAGE).content.decode()
    assert editor.post(address).status_code == 303
    assert Bridge.objects.get().state == BridgeState.OBJECTED
    assert editor.post(address).status_code == 404


def test_ending(client, pair):
    bridge = confirm(pair)
    address = f"{PAGE}{bridge.key}/beenden/"
    assert client.post(address).status_code == 302
    assert signed_in(UserFactory()).post(address).status_code == 404
    browser = signed_in(coordinator("energy").user)
    assert browser.post(address).status_code == 303
    assert browser.post(address).status_code == 409


def test_unknown_courses(pair):
    browser = signed_in(staff().user)
    sent = {"before": pair[0].key, "after": "x", "reason": "Passt."}
    assert browser.post(f"{PAGE}bestaetigen/", sent).status_code == 422
    assert signed_in(UserFactory()).post(f"{PAGE}bestaetigen/", sent).status_code == 404
