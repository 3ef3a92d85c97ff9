"""The profile as a form: there and back nothing changes."""

from dataclasses import asdict

import pytest
from django.http import QueryDict

from lms.taxonomy.models import EducationStage
from network.actions.profile import save_profile
from network.enums import Visibility
from network.forms.own_profile import OwnPlaceForm, ProfileForm
from network.models import Partner
from network.queries.viewer import viewer_of
from network.queries.visibility import visible_partners
from tests.factories.network import NOW, MembershipFactory, PartnerFactory

pytestmark = pytest.mark.django_db


def profile_form(partner, data=None):
    """The form of somebody who keeps this one partner."""
    viewer = viewer_of(MembershipFactory(partner=partner).user, NOW.date())
    return ProfileForm(data, partner=partner, seen=visible_partners(viewer, NOW.date()))


def sent(form):
    """What a browser sends of a form that nobody touched."""
    data = QueryDict(mutable=True)
    for field in form:
        value = field.value()
        values = value if isinstance(value, list) else [value]
        for item in values:
            if item is not False and item not in (None, ""):
                data.appendlist(field.html_name, str(getattr(item, "pk", item)))
    return data


def test_saving_untouched_changes_nothing():
    partner = PartnerFactory(
        languages=["de", "kl"], is_nonprofit=False, capacity=0, field_visibility={"size": "staff"},
        takes_part_in_matching=False, contact_role="Stelle",
    )  # fmt: skip
    partner.stages.set(EducationStage.objects.filter(code="adult"))
    before = Partner.objects.filter(pk=partner.pk).values().get()
    form = profile_form(partner, sent(profile_form(partner)))
    assert form.is_valid(), form.errors
    assert form.differences() == []
    save_profile(partner=partner, facts=form.facts(), version=0, actor=None, at=NOW)
    after = Partner.objects.filter(pk=partner.pk).values().get()
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"version", "confirmed_at", "confirm_due"}
    assert [stage.code for stage in partner.stages.all()] == ["adult"]


def test_it_warns_and_refuses_nothing():
    PartnerFactory(name="Kita Wiese")
    partner = PartnerFactory()
    data = sent(profile_form(partner))
    data["name"], data["contact_mailbox"] = "KITA Wiese e.V.", "erika.beispiel@example.org"
    form = profile_form(partner, data)
    assert form.is_valid()
    assert len(form.warnings()) == 2
    assert asdict(form.facts())["contact_mailbox"] == "erika.beispiel@example.org"


def test_a_new_name_tells_nothing_of_who_is_hidden():
    PartnerFactory(name="Kita Wiese", visibility=Visibility.STAFF)
    partner = PartnerFactory()
    data = sent(profile_form(partner))
    data["name"] = "KITA Wiese e.V."
    form = profile_form(partner, data)
    assert form.is_valid()
    assert form.warnings() == []


def test_a_place_has_features_and_a_point_on_earth():
    good = {"name": "Haus", "city": "Cottbus", "accessibility_features": ["lift"]}
    assert OwnPlaceForm(good).is_valid()
    assert not OwnPlaceForm(good | {"latitude": "91"}).is_valid()
    assert not OwnPlaceForm(good | {"accessibility_features": ["wings"]}).is_valid()
