"""Learning paths through the API."""

import pytest

from courses.actions.course import retire_course
from tests.factories.courses import NOW
from tests.factories.network import PartnerFactory
from tests.factories.paths import agreed_path, courses_of, partner_path, published_path
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db
PATHS = "/api/v1/paths"


def test_a_path_shows_exactly_what_is_on_the_list(client):
    own, other = (
        PartnerFactory(slug="wind", name="Windwerk"),
        PartnerFactory(slug="solar", name="Sol"),
    )
    path = agreed_path(own, other)
    keys = [step.course.key for step in path.steps.all()]
    stages = client.get(f"{PATHS}/{path.key}").json()["stages"]
    expected = {
        "key": path.key,
        "url": f"http://testserver/de/kurse/pfade/{path.key}-energie-verstehen/",
        "title": "Energie verstehen",
        "summary": "Vom Spiel zum Zähler.",
        "text_language": "de",
        "made_by": {"slug": "wind", "name": "Windwerk"},
        "is_ordered": True,
        "effort_minutes": 240,
        "stages": stages,
        "published_at": "2026-11-24T10:00:00Z",
        "changed_at": "2026-11-24T10:00:00Z",
        "steps": [
            {
                "number": number, "is_offered": True, "course": key, "title": f"Kurs {number}",
                "url": f"http://testserver/de/kurse/{key}-kurs/", "partner": partner,
                "effort_minutes": 120, "reason": "Weil es passt.", "transition": transition,
            }
            for number, key, partner, transition in (
                (1, keys[0], {"slug": "wind", "name": "Windwerk"}, ""),
                (2, keys[1], {"slug": "solar", "name": "Sol"}, "Was die Kita begann, geht hier weiter."),
            )
        ],
    }  # fmt: skip
    assert len(stages) == 2
    assert client.get(PATHS).json() == {"count": 1, "page": 1, "pages": 1, "results": [expected]}
    assert client.get(f"{PATHS}/{path.key}").json() == expected


def test_what_is_not_offered_names_no_course(client):
    one, two, three = courses_of(None, None, None)
    path = published_path(one, two, three)
    retire_course(source_key=two.source_key, at=NOW)
    found = client.get(f"{PATHS}/{path.key}").json()
    gone = found["steps"][1]
    assert (gone["is_offered"], gone["course"], gone["title"], gone["partner"]) == (
        False, None, "", None,
    )  # fmt: skip
    assert found["made_by"] is None
    assert two.key not in str(found)


def test_drafts_and_unknown_paths_answer_alike(client):
    draft = partner_path(PartnerFactory(), PartnerFactory())
    there, absent = client.get(f"{PATHS}/{draft.key}"), client.get(f"{PATHS}/zzzzzzzzzz")
    assert (there.status_code, absent.status_code) == (404, 404)
    assert there.json() == absent.json()
    assert client.get(PATHS).json()["count"] == 0


def test_another_language_and_pages(client):
    path = published_path(english="Understanding energy")
    found = client.get(f"{PATHS}/{path.key}", {"language": "en"}).json()
    assert (found["title"], found["text_language"]) == ("Understanding energy", "en")
    assert found["url"].endswith(f"/en/kurse/pfade/{path.key}-understanding-energy/")
    assert client.get(PATHS, {"page": 2}).json()["results"] == []
    assert client.get(PATHS, {"page": 0}).status_code == 422
    assert (
        client.get(PATHS, {"language": "xx"}).json()["results"][0]["title"] == "Energie verstehen"
    )


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_costs_one_query_however_long(client, rows):
    for number in range(rows):
        published_path(*courses_of(None, None, title=f"Kurs{number}"))
    client.get(PATHS)
    with expect_statements(1):  # the catalogue's stamp
        found = client.get(PATHS).json()
    assert found["count"] == len(found["results"]) == rows
