"""Taking in organisations and keeping their facts."""

import threading

import pytest
from django.db import connection

from lms.common.errors import DomainError, NotAllowedError
from lms.records.models import AuditEvent
from lms.taxonomy.models import ActionField, EducationStage
from network.actions.partner import (
    Logo,
    PartnerFactsError,
    SlugTakenError,
    create_partner,
    remove_partner_text,
    set_partner_state,
    set_self_approval,
    store_logo,
    store_partner_text,
    update_partner,
)
from network.enums import PartnerKind, PartnerState, Role
from network.models import Partner, PartnerText
from network.signals import partner_changed, partner_created
from tests.factories.accounts import UserFactory
from tests.factories.network import NOW, MembershipFactory, PartnerFactory

pytestmark = pytest.mark.django_db


def create(**changes):
    facts = {
        "name": "Bibliothek Sandow/Žandow",
        "slug": "bibliothek",
        "kind": PartnerKind.LIBRARY,
        "actor": None,
        "at": NOW,
        **changes,
    }
    return create_partner(**facts)


def update(partner, actor, **changes):
    facts = {
        "name": "Neuer Name",
        "kind": PartnerKind.MUSEUM,
        "contact_mailbox": "info@example.org",
        "website": "https://example.org/",
        "stages": [],
        "action_fields": [],
        "at": NOW,
        **changes,
    }
    update_partner(partner=partner, actor=actor, **facts)


@pytest.fixture
def heard():
    """What the signals say; the receiver lives as long as the test."""
    events = []

    def listen(signal, **kwargs):
        events.append((signal, kwargs["partner"].slug, kwargs["at"]))

    for signal in (partner_created, partner_changed):
        signal.connect(listen)
    yield events
    for signal in (partner_created, partner_changed):
        signal.disconnect(listen)


def test_create_stores_every_fact(heard):
    partner = create(
        name="  Bibliothek   Sandow/Žandow ",
        slug=" Bibliothek ",
        contact_mailbox="info@example.org",
        website="https://example.org/",
        stages=EducationStage.objects.filter(code__in=["adult", "practice"]),
        action_fields=ActionField.objects.filter(code="education"),
        summary="Lesen und  Lernen.",
    )
    partner.refresh_from_db()
    assert partner.name == "Bibliothek Sandow/Žandow"
    assert partner.slug == "bibliothek"
    assert partner.kind == PartnerKind.LIBRARY
    assert partner.contact_mailbox == "info@example.org"
    assert partner.website == "https://example.org/"
    assert partner.state == PartnerState.PUBLISHED
    assert partner.may_self_approve is False
    assert partner.created_at == NOW
    assert [stage.code for stage in partner.stages.all()] == ["adult", "practice"]
    assert [field.code for field in partner.action_fields.all()] == ["education"]
    text = partner.texts.get()
    assert (text.locale, text.summary, text.html) == ("de", "Lesen und Lernen.", "")
    assert (partner_created, "bibliothek", NOW) in heard


def test_create_is_in_the_audit_log():
    staff = UserFactory(is_city_staff=True)
    partner = create(actor=staff)
    event = AuditEvent.objects.get(action="partner.create")
    assert (event.actor_key, event.object_key, event.partner_key, event.at) == (
        staff.key,
        partner.key,
        partner.key,
        NOW,
    )


def test_create_without_summary_writes_no_text():
    assert not create().texts.exists()


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("name", "   ", "Name"),
        ("name", "N" * 151, "Name"),
        ("slug", "", "Kurzadresse"),
        ("slug", "zwei wörter", "Kurzadresse"),
        ("kind", "castle", "Art"),
        ("contact_mailbox", "keine adresse", "Funktionspostfach"),
        ("website", "javascript:alert(1)", "Website"),
    ],
)
def test_create_refuses_unfit_facts_in_words(field, value, told):
    with pytest.raises(PartnerFactsError, match=f"^{told}: "):
        create(**{field: value})
    assert not Partner.objects.exists()


def test_create_is_for_city_staff():
    admin = MembershipFactory(role=Role.ADMIN).user
    with pytest.raises(NotAllowedError):
        create(actor=admin)
    assert Partner.objects.count() == 1


def test_create_with_a_taken_slug_says_so_and_leaves_nothing():
    create()
    with pytest.raises(SlugTakenError, match="bibliothek") as error:
        create(name="Andere", slug="BIBLIOTHEK")
    assert error.value.status == 409
    assert [partner.name for partner in Partner.objects.all()] == ["Bibliothek Sandow/Žandow"]
    assert AuditEvent.objects.filter(action="partner.create").count() == 1


@pytest.mark.django_db(transaction=True)
def test_create_at_the_same_moment_succeeds_once():
    barrier = threading.Barrier(2, timeout=20)
    results = []

    def run(name):
        barrier.wait()
        try:
            results.append(create(name=name).name)
        except DomainError as error:
            results.append(type(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[name]) for name in ("Eins", "Zwei")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    names = [result for result in results if isinstance(result, str)]
    assert len(names) == 1
    assert [result for result in results if not isinstance(result, str)] == [SlugTakenError]
    assert Partner.objects.get().name == names[0]


def test_update_replaces_facts_but_never_the_slug(heard):
    partner = PartnerFactory(slug="alt")
    partner.stages.set(EducationStage.objects.filter(code="early"))
    update(partner, None, stages=EducationStage.objects.filter(code="adult"))
    partner.refresh_from_db()
    assert (partner.slug, partner.name, partner.kind) == ("alt", "Neuer Name", PartnerKind.MUSEUM)
    assert (partner.contact_mailbox, partner.website) == (
        "info@example.org",
        "https://example.org/",
    )
    assert [stage.code for stage in partner.stages.all()] == ["adult"]
    assert (partner_changed, "alt", NOW) in heard
    assert AuditEvent.objects.filter(action="partner.update", partner_key=partner.key).exists()


def test_update_refuses_unfit_facts():
    partner = PartnerFactory(name="Bleibt")
    with pytest.raises(PartnerFactsError):
        update(partner, None, website="nicht im netz")
    assert Partner.objects.get().name == "Bleibt"


def test_update_is_for_people_of_the_partner_and_the_city():
    partner = PartnerFactory(name="Bleibt")
    update(partner, MembershipFactory(partner=partner).user, name="Von innen")
    update(partner, UserFactory(is_city_staff=True), name="Von der Stadt")
    foreign = MembershipFactory(role=Role.ADMIN).user
    lead = MembershipFactory(partner=partner, role=Role.LEAD).user
    for stranger in (foreign, lead, UserFactory()):
        with pytest.raises(NotAllowedError):
            update(partner, stranger, name="Von außen")
    partner.refresh_from_db()
    assert partner.name == "Von der Stadt"


def test_state_and_self_approval_are_decided_by_the_city(heard):
    partner = PartnerFactory(slug="haus")
    staff = UserFactory(is_city_staff=True)
    set_partner_state(partner=partner, state=PartnerState.ARCHIVED, actor=staff, at=NOW)
    set_self_approval(partner=partner, is_granted=True, actor=staff, at=NOW)
    partner.refresh_from_db()
    assert (partner.state, partner.may_self_approve) == (PartnerState.ARCHIVED, True)
    assert heard == [(partner_changed, "haus", NOW)] * 2
    actions = AuditEvent.objects.order_by("pk").values_list("action", "data", "actor_key")
    assert list(actions) == [
        ("partner.set-state", {"state": "archived"}, staff.key),
        ("partner.set-self-approval", {"is_granted": True}, staff.key),
    ]
    admin = MembershipFactory(partner=partner, role=Role.ADMIN).user
    with pytest.raises(NotAllowedError):
        set_partner_state(partner=partner, state=PartnerState.PUBLISHED, actor=admin, at=NOW)
    with pytest.raises(NotAllowedError):
        set_self_approval(partner=partner, is_granted=True, actor=admin, at=NOW)


def test_text_is_kept_once_per_language(heard):
    partner = PartnerFactory(slug="haus")
    for html in ("<p>Alt</p>", "<p>Neu</p>"):
        store_partner_text(partner=partner, locale="de", summary="Kurz", html=html, at=NOW)
    store_partner_text(partner=partner, locale="en", summary="x" * 400, html="<p>New</p>", at=NOW)
    texts = PartnerText.objects.order_by("locale").values_list("locale", "summary", "html")
    assert list(texts) == [("de", "Kurz", "<p>Neu</p>"), ("en", "x" * 300, "<p>New</p>")]
    assert heard == [(partner_changed, "haus", NOW)] * 3


def test_text_is_removed_in_one_language(heard):
    partner = PartnerFactory(slug="haus")
    for locale in ("de", "en"):
        store_partner_text(partner=partner, locale=locale, summary="", html="<p>x</p>", at=NOW)
    heard.clear()
    remove_partner_text(partner=partner, locale="de", at=NOW)
    assert list(partner.texts.values_list("locale", flat=True)) == ["en"]
    assert heard == [(partner_changed, "haus", NOW)]
    remove_partner_text(partner=partner, locale="de", at=NOW)
    assert heard == [(partner_changed, "haus", NOW)]


def test_logo_is_stored_and_removed_whole():
    partner = PartnerFactory()
    for logo in (Logo("/media/logo.png", 200, 80, "Ein Buch", "data:image/webp;base64,QQ=="), None):
        store_logo(partner=partner, logo=logo)
        partner.refresh_from_db()
        assert Logo(
            partner.logo_url,
            partner.logo_width,
            partner.logo_height,
            partner.logo_alt,
            partner.logo_mark,
        ) == (logo or Logo())
