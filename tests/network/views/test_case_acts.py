"""The forms that move a case on: nothing leaves without a click, nothing typed is lost."""

import pytest

from lms.records.models import OutboxMessage
from network.enums import CooperationState as S
from network.models import Cooperation, Partner
from tests.factories.accounts import sign_in
from tests.support.cases import (
    at,
    cast,
)
from tests.support.pages import words

pytestmark = pytest.mark.django_db


def test_the_preview_sends_nothing_and_the_click_does(client):
    scene = cast()
    sign_in(client, scene.city)
    form = client.get(at(scene.case, "anfragen"))
    assert "Diese E-Mails werden verschickt" in words(form)
    data = {"message": "Guten Morgen <b>", "version": scene.case.version}
    again = client.post(at(scene.case, "anfragen"), data | {"preview": "1"})
    assert "Guten Morgen &lt;b&gt;" in words(again)
    assert (scene.fresh().state, OutboxMessage.objects.count()) == (S.PROPOSED, 0)
    assert client.post(at(scene.case, "anfragen"), data).status_code == 303
    assert (scene.fresh().state, OutboxMessage.objects.count()) == (S.REQUESTED, 2)


def test_a_wrong_state_is_409_and_keeps_what_was_typed(client):
    scene = cast(S.RUNNING)
    sign_in(client, scene.city)
    response = client.post(
        at(scene.case, "anfragen"), {"message": "Langer Text", "version": scene.case.version}
    )
    assert response.status_code == 409
    assert "Langer Text" in words(response)
    assert "geht nicht" in words(response)


def test_without_a_version_nothing_can_be_overwritten(client):
    scene = cast(S.RUNNING)
    sign_in(client, scene.city)
    step = {"step": "Termin finden", "due": "", "whose": ""}
    assert client.post(at(scene.case, "naechster-schritt"), step).status_code == 409
    assert scene.fresh().next_step == ""
    again = step | {"version": scene.case.version}
    assert client.post(at(scene.case, "naechster-schritt"), again).status_code == 303


def test_a_missing_right_is_403_in_the_own_house(client):
    scene = cast(S.COMPLETED)
    sign_in(client, scene.ann)
    assert client.post(at(scene.case, "wieder-aufnehmen"), {"note": "x"}).status_code == 403
    assert client.get(at(scene.case, "gibt-es-nicht")).status_code == 404


def test_a_hidden_mailbox_stays_hidden_in_the_preview(client):
    scene = cast()
    Cooperation.objects.filter(pk=scene.case.pk).update(proposed_by=scene.a)
    address = at(scene.case, "anfragen")
    for visibility, shown in (({}, True), ({"contact_mailbox": "staff"}, False)):
        Partner.objects.filter(pk=scene.b.pk).update(field_visibility=visibility)
        sign_in(client, scene.ann)
        assert ("birke@example.org" in words(client.get(address))) == shown
        sign_in(client, scene.city)
        assert "birke@example.org" in words(client.get(address))


def test_the_preview_does_not_tell_who_lacks_a_hidden_mailbox(client):
    scene = cast()
    Cooperation.objects.filter(pk=scene.case.pk).update(proposed_by=scene.a)
    hidden = {"contact_mailbox": "staff"}
    Partner.objects.filter(pk=scene.b.pk).update(contact_mailbox="", field_visibility=hidden)
    address = at(scene.case, "anfragen")
    sign_in(client, scene.ann)
    page = words(client.get(address))
    assert "Funktionspostfach der Einrichtung" in page
    assert "kein Funktionspostfach" not in page
    assert "kann so nicht gesendet werden" in page
    sign_in(client, scene.city)
    assert "kein Funktionspostfach eingetragen" in words(client.get(address))
