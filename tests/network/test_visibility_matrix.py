"""Roles × fields × faces: nobody meets a field of the network that is not meant for them.

The table is made from the models: a new field fails the first test until it is placed in it.
"""

from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
from django.test import Client
from django.utils.timezone import localdate

from lms.taxonomy.models import ActionField, Competence, District, EducationStage, TargetGroup
from network.actions.partner import store_partner_text
from network.enums import LegalForm, Size, Visibility
from network.models import Listing, Partner, ResourceCategory
from network.queries.visibility import ALWAYS_SHOWN
from tests.factories.accounts import UserFactory
from tests.factories.network import (
    NOW,
    ListingFactory,
    MembershipFactory,
    PartnerFactory,
    PlaceFactory,
)

pytestmark = pytest.mark.django_db
LEVELS = Visibility.values
SEES = {
    "anybody": {"public"},
    "other house": {"public", "network"},
    "own house": {"public", "network", "staff"},
    "city staff": {"public", "network", "staff"},
}
TAGS = {
    "stages": EducationStage,
    "action_fields": ActionField,
    "target_groups": TargetGroup,
}
SIZES = dict(zip(LEVELS, Size, strict=True))
FORMS = dict(
    zip(LEVELS, [LegalForm.CHURCH, LegalForm.FOUNDATION, LegalForm.COOPERATIVE], strict=True)
)
NUMBERS = dict(zip(LEVELS, range(3), strict=True))
# Fields that are shown somewhere, by what their presence can be told.
TRACED = {
    "website", "contact_mailbox", "stages", "action_fields", "competences", "target_groups",
    "languages", "legal_form", "size", "capacity", "radius_km", "contact_role", "contact_phone",
    "confirmed_at", "logo_url", "logo_width", "logo_height", "logo_alt", "places", "summary",
    "html",
}  # fmt: skip
SEARCHED = {"stages", "action_fields", "competences", "target_groups", "languages", "summary"}
# Marks without words of their own; tests of their own.
MARKS = {"is_nonprofit", "is_online_only", "is_city_wide", "confirm_due"}
# What no page, file or answer of the directory ever says.
SILENT = {
    "id", "field_visibility", "takes_part_in_matching", "source", "source_url", "import_key",
    "version", "may_self_approve", "logo_mark", "created_at", "listing_limit", "full_since",
}  # fmt: skip
LISTING_TEXTS = ("title", "text", "cost", "prerequisites", "accessibility")


def trace(level, name):
    """What stands on a page when a field of the partner of this level is shown."""
    number = NUMBERS[level]
    special = {
        "capacity": f"<dd>{4711 + number}</dd>",
        "radius_km": f"{5711 + number} km",
        "logo_width": f'width="{611 + number}"',
        "logo_height": f'height="{711 + number}"',
        "legal_form": FORMS[level].label,
        "size": SIZES[level].label,
        "confirmed_at": f"{number + 3}. Februar 2001",
    }
    return str(special.get(name, f"spur{level}{name.replace('_', '')}"))


def column(level, name):
    number = NUMBERS[level]
    special = {
        "website": f"https://{trace(level, name)}.example/",
        "contact_mailbox": f"{trace(level, name)}@example.org",
        "languages": [trace(level, name)],
        "capacity": 4711 + number,
        "radius_km": 5711 + number,
        "logo_width": 611 + number,
        "logo_height": 711 + number,
        "legal_form": FORMS[level],
        "size": SIZES[level],
        "confirmed_at": datetime(2001, 2, number + 3, 12, tzinfo=UTC),
    }
    return special.get(name, trace(level, name))


def house(level):
    """A partner that keeps every single field for those of a level."""
    columns = TRACED - {*TAGS, "competences", "places", "summary", "html"}
    partner = PartnerFactory(
        slug=f"haus-{level}",
        name=f"Haus {level}",
        field_visibility=dict.fromkeys({*TRACED, *MARKS, "name", "slug"}, level),
        is_city_wide=True,
        is_nonprofit=True,
        import_key=f"silent-import-{level}",
        source_url=f"https://silent-source-{level}.example/",
        logo_mark=f"data:silent-mark-{level}",
        **{name: column(level, name) for name in columns},
    )
    for name, model in TAGS.items():
        term = model.objects.create(code=f"x-{level}-{name}", title_de=trace(level, name))
        getattr(partner, name).add(term)
    framework = Competence.objects.first().framework
    area = Competence.objects.create(
        framework=framework, code=f"x{level}", title_de=trace(level, "competences")
    )
    partner.competences.add(area)
    district = District.objects.create(code=f"x-{level}-d", title_de=trace(level, "places"))
    PlaceFactory(partner=partner, name=trace(level, "places"), district=district)
    summary, html = trace(level, "summary"), f"<p>{trace(level, 'html')}</p>"
    store_partner_text(partner=partner, locale="de", summary=summary, html=html, at=NOW)
    return partner


def listing(level):
    facts = {name: f"spurgut{level}{name}" for name in LISTING_TEXTS}
    row = ListingFactory(
        key=f"gut{level}",
        partner=PartnerFactory(slug=f"offen-{level}"),
        visibility=level,
        source_key=f"silent-key-{level}",
        category=ResourceCategory.objects.create(
            code=f"x-{level}", title_de=f"spurgut{level}category"
        ),
        **facts,
    )
    for name, model in (*TAGS.items(), ("stages_wanted", EducationStage)):
        if name != "stages":
            code = f"g-{level}-{name.replace('_', '-')}"
            term = model.objects.create(code=code, title_de=f"spurgut{level}{name}")
            getattr(row, name).add(term)
    return row


@pytest.fixture
def clients():
    houses = [house(level) for level in LEVELS]
    rows = [listing(level) for level in LEVELS]
    own, staff = UserFactory(), UserFactory(is_city_staff=True)
    for partner in (*houses, *(row.partner for row in rows)):
        MembershipFactory(partner=partner, user=own)
    made = {name: Client() for name in SEES}
    made["other house"].force_login(MembershipFactory().user)
    made["own house"].force_login(own)
    made["city staff"].force_login(staff)
    return made


def reader(client):
    @cache
    def read(address):
        response = client.get(address)
        assert response.status_code in {200, 404}, (address, response.status_code)
        return response.content.decode() if response.status_code == 200 else ""

    return read


def faces(level):
    slug, lists = f"haus-{level}", "/de/partner/"
    return {
        "page": f"{lists}{slug}/",
        "list": lists,
        "table": f"{lists}?ansicht=tabelle",
        "map": f"{lists}?ansicht=karte",
        "csv": "/de/netzwerk/partner.csv",
        "embed": "/de/netzwerk/einbetten/partner/",
        "api": "/api/v1/partners",
        "api page": f"/api/v1/partners/{slug}",
    }


def test_every_field_has_its_place_in_the_table():
    names = {field.name for field in Partner._meta.get_fields() if not field.auto_created}
    names |= {"id", "places", "summary", "html"}
    assert names == TRACED | MARKS | SILENT | ALWAYS_SHOWN


@pytest.mark.parametrize("role", SEES)
def test_fields_of_partners_reach_only_whom_they_are_for(clients, role):
    read, anybody = reader(clients[role]), SEES["anybody"]
    for level in LEVELS:
        for name in sorted(TRACED):
            for face, address in faces(level).items():
                seen = anybody if face in {"embed", "api", "api page"} else SEES[role]
                content = read(address)
                assert "silent-" not in content, (face, level)
                if level not in seen:
                    assert trace(level, name) not in content, (face, level, name)
            is_seen = level in SEES[role]
            assert (trace(level, name) in read(faces(level)["page"])) == is_seen, (level, name)


@pytest.mark.parametrize("role", SEES)
def test_hidden_fields_are_neither_searched_nor_counted(clients, role):
    read = reader(clients[role])
    for level in LEVELS:
        for name in sorted(SEARCHED):
            found = f"Haus {level}" in read(f"/de/partner/?q={trace(level, name)}")
            assert found == (level in SEES[role]), (level, name)
        for facet in ("stufe=x-{}-stages", "feld=x-{}-action_fields", "ortsteil=x-{}-d"):
            found = f"Haus {level}</a>" in read(f"/de/partner/?{facet.format(level)}")
            assert found == (level in SEES[role]), (level, facet)
    marked = read("/de/partner/?reichweite=city_wide")
    seen = {level for level in LEVELS if f"Haus {level}</a>" in marked}
    assert seen == SEES[role]


@pytest.mark.parametrize("role", SEES)
def test_listings_reach_only_whom_they_are_for(clients, role):
    read, anybody = reader(clients[role]), SEES["anybody"]
    lists = "/de/netzwerk/angebote/"
    for level in LEVELS:
        addresses = {
            "page": f"{lists}gut{level}/",
            "list": lists,
            "csv": "/de/netzwerk/angebote.csv",
            "embed": "/de/netzwerk/einbetten/angebote/",
            "api": "/api/v1/listings",
            "house": f"/de/partner/offen-{level}/",
            "houses": "/de/partner/",
        }
        for face, address in addresses.items():
            seen = anybody if face in {"embed", "api"} else SEES[role]
            content = read(address)
            assert "silent-" not in content
            if level not in seen:
                assert f"spurgut{level}" not in content, (face, level)
        for name in (*LISTING_TEXTS, "category", "action_fields", "target_groups", "stages_wanted"):
            shown = f"spurgut{level}{name}" in read(addresses["page"])
            assert shown == (level in SEES[role]), (level, name)
        for name in ("title", "text", "category"):
            found = f"/gut{level}/" in read(f"{lists}?q=spurgut{level}{name}")
            assert found == (level in SEES[role]), (level, name)
        found = f"/offen-{level}/" in read(f"/de/partner/?q=spurgut{level}title")
        assert found == (level in SEES[role]), level


@pytest.mark.parametrize("role", SEES)
def test_partners_and_what_is_theirs_hide_as_a_whole(clients, role):
    for level in LEVELS:
        Partner.objects.filter(slug=f"haus-{level}").update(visibility=level)
        partner = Partner.objects.get(slug=f"haus-{level}")
        ListingFactory(partner=partner, key=f"ein{level}", title=f"Ding {level}")
    read, anybody = reader(clients[role]), SEES["anybody"]
    for level in LEVELS:
        for face, address in faces(level).items():
            seen = anybody if face in {"embed", "api", "api page"} else SEES[role]
            assert (f"haus-{level}" in read(address)) == (level in seen), (face, level)
        assert bool(read(f"/de/netzwerk/angebote/ein{level}/")) == (level in SEES[role])
        assert (f"Ding {level}" in read("/api/v1/listings")) == (level in anybody)


@pytest.mark.parametrize("role", SEES)
@pytest.mark.parametrize(("late", "is_hidden"), [(29, False), (30, True)])
def test_who_did_not_confirm_for_thirty_days_hides_with_everything(clients, role, late, is_hidden):
    partner = Partner.objects.get(slug="haus-public")
    ListingFactory(partner=partner, key="altding", title="Altes Ding")
    Partner.objects.filter(pk=partner.pk).update(confirm_due=localdate() - timedelta(days=late))
    read = reader(clients[role])
    for face, address in faces("public").items():
        is_seen = role in {"own house", "city staff"} and face not in {"embed", "api", "api page"}
        assert ("haus-public" in read(address)) == (is_seen or not is_hidden), face
    is_seen = role in {"own house", "city staff"} or not is_hidden
    assert bool(read("/de/netzwerk/angebote/altding/")) == is_seen
    for address in ("/de/netzwerk/angebote/", "/de/netzwerk/angebote.csv"):
        assert ("Altes Ding" in read(address)) == is_seen, address
    for address in ("/api/v1/listings", "/de/netzwerk/einbetten/angebote/"):
        assert ("Altes Ding" in read(address)) == (not is_hidden), address


def test_every_field_of_a_listing_is_known():
    names = {field.name for field in Listing._meta.get_fields() if not field.auto_created}
    shown = {
        "partner", "key", "kind", "category", "title", "text", "language", "competences",
        "action_fields", "target_groups", "stages_wanted", "languages_required", "mode", "place",
        "radius_km", "valid_from", "valid_to", "capacity_total", "capacity_left", "min_group",
        "max_group", "cost", "prerequisites", "accessibility", "visibility", "state",
        "source_url", "confirmed_at", "created_at",
    }  # fmt: skip
    assert names == shown | {"source", "source_key", "confirm_due", "version"}
