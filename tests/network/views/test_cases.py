"""The board and one case: who sees what, filters, forms, conflict, mails after a click only."""

import pytest
from django.urls import reverse

from lms.records.models import OutboxMessage
from network.actions.cooperation.remarks import set_next_step
from network.actions.cooperation.terms import edit_case
from network.enums import CooperationState as S
from network.models import Cooperation, PartnerTask
from tests.factories.accounts import sign_in
from tests.support.cases import (
    NOW,
    TODAY,
    cast,
    coordinator,
    editor,
    house,
    listing,
    shown_case,
    terms,
)
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db
BOARD = "/de/netzwerk/faelle/"


def at(case, act="", **query):
    name = "network:case-act" if act else "network:case"
    return reverse(name, args=[case.key, act] if act else [case.key])


def words(response):
    return " ".join(response.content.decode().split())


def typed(case, **changes):
    """What the edit form of a case would send."""
    values = {
        "version": case.version, "title": case.title, "goal": case.goal, "lead_field": "education",
        "starts_on": "2026-12-01", "ends_on": "2027-06-30", "review_on": "2027-07-15",
    }  # fmt: skip
    for number, part in enumerate(case.parts.select_related("partner")):
        values |= {
            f"partner-{number}": part.partner.name, f"role-{number}": part.role,
            f"contribution-{number}": part.contribution,
            f"contact_role-{number}": part.contact_role,
        }  # fmt: skip
    for number in range(len(case.parts.all()), 5):
        values |= {f"partner-{number}": "", f"role-{number}": "partner"}
    return values | changes


@pytest.mark.parametrize("number", [1, 3])
def test_the_board_asks_the_same_however_many_cases(client, number):
    scenes = [cast(S.RUNNING) for _n in range(number)]
    cast(S.COMPLETED)
    sign_in(client, scenes[0].city)
    client.get(BOARD)
    with expect_statements(15):
        response = client.get(BOARD)
    assert words(response).count("case-card__partners") == number


@pytest.mark.parametrize("number", [1, 3])
def test_a_case_asks_the_same_however_long_its_timeline(client, number):
    scene = cast(S.RUNNING)
    for step in range(number):
        set_next_step(
            cooperation=scene.case, step=f"Schritt {step}", due=None, whose=scene.a,
            by=scene.by(scene.ann), at=NOW,
        )  # fmt: skip
    sign_in(client, scene.city)
    client.get(at(scene.case))
    with expect_statements(12):
        response = client.get(at(scene.case))
    assert words(response).count("Nächster Schritt festgelegt.") == number


def test_everybody_sees_their_own_cases_only(client):
    mine, other = cast(S.RUNNING), cast(S.RUNNING)
    Cooperation.objects.filter(pk=other.case.pk).update(title="Fremder Fall")
    for person, seen in ((mine.ann, 404), (coordinator("education"), 200), (mine.city, 200)):
        sign_in(client, person)
        assert client.get(at(other.case)).status_code == seen
        assert ("Fremder Fall" in words(client.get(BOARD))) == (seen == 200)
    sign_in(client, coordinator("energy"))
    assert client.get(at(other.case)).status_code == 404
    assert "Fremder Fall" not in words(client.get(BOARD))


def test_a_proposal_is_unknown_to_its_partners_until_it_is_sent(client):
    scene = cast(S.PROPOSED)
    sign_in(client, scene.ann)
    assert client.get(at(scene.case)).status_code == 404
    assert client.post(at(scene.case, "anfragen")).status_code == 404
    assert scene.case.title not in words(client.get(BOARD))


def test_filters_narrow_the_board(client):
    late, usual = cast(S.IN_TALKS), cast(S.IN_TALKS, lead_field=None)
    Cooperation.objects.filter(pk=late.case.pk).update(
        title="Verspätet", next_step="Anruf", next_step_due=TODAY.replace(year=2020)
    )
    sign_in(client, late.city)
    for query, wanted in (
        ("", {"Verspätet", "Sicher im Netz"}),
        ("ueberfaellig=1", {"Verspätet"}),
        ("feld=education", {"Verspätet"}),
        (f"partner={usual.a.key}", {"Sicher im Netz"}),
        ("meine=1", {"Verspätet"}),
    ):
        text = words(client.get(f"{BOARD}?{query}"))
        shown = {name for name in ("Verspätet", "Sicher im Netz") if f">{name}</a>" in text}
        assert shown == wanted, query
    assert "überfällig seit" in words(client.get(BOARD))


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


def test_a_missing_right_is_403_in_the_own_house(client):
    scene = cast(S.COMPLETED)
    sign_in(client, scene.ann)
    assert client.post(at(scene.case, "wieder-aufnehmen"), {"note": "x"}).status_code == 403
    assert client.get(at(scene.case, "gibt-es-nicht")).status_code == 404


def test_the_second_editor_sees_both_versions_and_may_insist(client):
    scene = cast(S.IN_TALKS)
    old = typed(scene.case, title="Meine Fassung", goal="Mein Ziel")
    edit_case(
        cooperation=scene.case, terms=terms(scene.a, scene.b, title="Andere Fassung"),
        by=scene.by(), at=NOW,
    )  # fmt: skip
    sign_in(client, scene.ann)
    response = client.post(at(scene.case, "aendern"), old)
    text = words(response)
    assert response.status_code == 409
    assert '<th scope="row">Titel</th><td>Meine Fassung</td><td>Andere Fassung</td>' in text
    assert 'value="Meine Fassung"' in text
    assert scene.fresh().title == "Andere Fassung"
    again = old | {"version": scene.case.version}
    assert client.post(at(scene.case, "aendern"), again).status_code == 303
    assert (scene.fresh().title, scene.case.goal) == ("Meine Fassung", "Mein Ziel")


def test_a_new_case_from_an_address_is_only_a_proposal(client):
    scene, hidden = cast(), house("Versteckt", state="draft")
    offer = listing(scene.b, "Robotik")
    sign_in(client, scene.ann)
    address = reverse("network:case-new")
    page = client.get(
        f"{address}?partner={scene.b.key}&partner={hidden.key}&partner=xyz&listing={offer.key}"
    )
    text = words(page)
    assert 'value="Birke"' in text
    assert 'value="Anker"' in text  # the own house joins by itself
    assert "Versteckt" not in text
    assert "Robotik" in text
    assert Cooperation.objects.count() == 1


def test_writing_a_new_case_down(client):
    scene = cast()
    offer = listing(scene.b, "Robotik")
    sign_in(client, scene.ann)
    data = {
        "title": "Roboter bauen", "partner-0": "Anker", "role-0": "lead", "partner-1": "Birke",
        "role-1": "partner", "listings": [offer.key], "action_fields": ["education"],
        **{f"role-{number}": "partner" for number in (2, 3, 4)},
    }  # fmt: skip
    address = reverse("network:case-new")
    shown = client.post(address, data | {"show": "1", "listings": []})
    assert "Robotik" in words(shown)
    assert Cooperation.objects.count() == 1
    assert client.post(address, data | {"partner-1": "Gibt es nicht"}).status_code == 422
    assert client.post(address, data | {"partner-1": "Anker"}).status_code == 422
    response = client.post(address, data)
    case = Cooperation.objects.get(title="Roboter bauen")
    assert response["Location"] == at(case)
    assert (case.proposed_by, case.lead_field.code) == (scene.a, "education")
    assert list(case.listings.all()) == [offer]
    assert not OutboxMessage.objects.exists()


def test_a_stranger_proposes_nothing_for_others(client):
    scene = cast()
    sign_in(client, editor(house("Dorn")))
    data = {
        "title": "Übergriff", "partner-0": "Anker", "partner-1": "Birke",
        **{f"role-{number}": "partner" for number in range(5)},
    }  # fmt: skip
    response = client.post(reverse("network:case-new"), data)
    assert response.status_code == 403
    assert "Übergriff" in words(response)
    assert Cooperation.objects.count() == 1
    assert scene.fresh().title == "Sicher im Netz"


def test_a_rating_is_for_staff_and_the_own_house(client):
    scene = cast(S.COMPLETED)
    scene.case.parts.filter(partner=scene.a).update(quality=2)
    for person, sees in (
        (scene.ann, True), (scene.city, True), (scene.ben, False), (coordinator(), False),
    ):  # fmt: skip
        sign_in(client, person)
        assert ("2 von 5" in words(client.get(at(scene.case)))) == sees


def test_a_completed_case_that_goes_on_leads_to_the_next(client):
    scene = cast(S.COMPLETED)
    Cooperation.objects.filter(pk=scene.case.pk).update(continues=True)
    sign_in(client, scene.ann)
    link = f"?partner={scene.a.key}&amp;partner={scene.b.key}"
    assert link in words(client.get(at(scene.case)))


@pytest.mark.parametrize(("kind", "start"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_the_agreement_is_for_its_partners(client, kind, start):
    scene = cast(S.AGREED)
    address = reverse("network:case-agreement", args=[scene.case.key, kind])
    sign_in(client, scene.ben)
    response = client.get(address)
    assert response.content.startswith(start)
    assert "attachment" in response["Content-Disposition"]
    sign_in(client, editor(house("Dorn")))
    assert client.get(address).status_code == 404


def test_the_house_closes_what_is_to_mend(client):
    scene = cast()
    shown_case(scene.a)
    task = PartnerTask.objects.get()
    address = reverse("network:case-task", args=[task.key])
    sign_in(client, scene.ben)
    assert client.post(address).status_code == 404
    sign_in(client, scene.ann)
    assert "Angaben prüfen" in words(client.get(BOARD))
    assert client.post(address).status_code == 303
    assert "Angaben prüfen" not in words(client.get(BOARD))
