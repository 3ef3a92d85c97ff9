"""Writing a case down in the form."""

import pytest
from django.urls import reverse

from lms.records.models import OutboxMessage
from network.enums import CooperationState as S
from network.forms.case import CaseForm, initial_of
from network.models import Cooperation
from network.queries.viewer import viewer_of
from tests.factories.accounts import sign_in
from tests.support.cases import (
    TODAY,
    at,
    cast,
    editor,
    house,
    listing,
)
from tests.support.pages import words

pytestmark = pytest.mark.django_db


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


def test_an_address_brings_no_listing_of_a_partner_one_may_not_see(client):
    scene = cast()
    hidden = listing(house("Versteckt", visibility="staff"), "Geheimes Labor")
    address = f"{reverse('network:case-new')}?partner={scene.b.key}&listing={hidden.key}"
    sign_in(client, scene.ann)
    assert "Geheimes Labor" not in words(client.get(address))
    sign_in(client, scene.city)
    assert "Geheimes Labor" in words(client.get(address))


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


def test_what_only_others_may_say_is_shown_and_not_asked():
    scene = cast(S.RUNNING)

    def form_of(user):
        viewer = viewer_of(user, TODAY)
        return CaseForm(viewer=viewer, case=scene.case, initial=initial_of(scene.case))

    form = form_of(scene.ben)
    assert [form.fields[f"contribution-{n}"].disabled for n in (0, 1)] == [True, False]
    assert "lead" not in dict(form.fields["role-1"].choices)
    assert not any(
        field.disabled for name, field in form_of(scene.city).fields.items() if name != "listings"
    )


def test_a_form_with_locked_shares_stores_the_own_one(client):
    scene = cast(S.RUNNING)
    sign_in(client, scene.ben)
    data = {
        "version": scene.case.version, "title": scene.case.title, "goal": scene.case.goal,
        "lead_field": "education", "starts_on": "2026-12-01", "ends_on": "2027-06-30",
        "review_on": "2027-07-15", "contribution-0": "Untergeschoben", "role-1": "partner",
        "contribution-1": "Mehr", "contact_role-1": "Leitung 1",
    }  # fmt: skip
    assert client.post(at(scene.case, "aendern"), data).status_code == 303
    given = dict(scene.case.parts.values_list("partner__name", "contribution"))
    assert given == {"Anker": "Beitrag 0", "Birke": "Mehr"}
