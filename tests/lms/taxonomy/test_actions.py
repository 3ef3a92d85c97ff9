"""Loading the vocabularies."""

import re

import pytest

from lms.taxonomy.actions import DATA, FRAMEWORKS, VOCABULARIES, load_vocabularies, read
from lms.taxonomy.models import (
    AccessibilityFeature,
    ActionField,
    Area,
    Competence,
    District,
    EducationStage,
    Framework,
    Subject,
    TargetGroup,
)

pytestmark = pytest.mark.django_db

TRANSITIONS = "stage_transitions"
KIM = "https://w3id.org/kim/educationalLevel/"
MODELS = [*VOCABULARIES.values(), Framework, Competence]


def rows():
    return {model: list(model.objects.order_by("pk").values()) for model in MODELS}


def test_load_again_changes_nothing():
    before = rows()
    load_vocabularies()
    assert rows() == before


def test_load_repairs_what_differs_from_the_file():
    Subject.objects.filter(code="s1013").update(title_de="Kaputt", position=99)
    Competence.objects.filter(framework__code="digcomp-3.0", code="2.5").update(title_en="Broken")
    load_vocabularies()
    assert Subject.objects.get(code="s1013").title_de == "Informatik"
    competence = Competence.objects.get(framework__code="digcomp-3.0", code="2.5")
    assert competence.title_en == "Digital behaviour"


def test_load_keeps_what_staff_wrote_into_an_action_field():
    ActionField.objects.filter(code="urban").update(title_de="Stadt für alle")
    ActionField.objects.filter(code="health").delete()
    load_vocabularies()
    assert ActionField.objects.get(code="urban").title_de == "Stadt für alle"
    assert ActionField.objects.get(code="health").title_de == "Gesundheit"


def test_load_overwrites_action_fields_only_when_asked():
    ActionField.objects.filter(code="urban").update(title_de="Stadt für alle")
    load_vocabularies(overwrites_action_fields=True)
    assert ActionField.objects.get(code="urban").title_de == "Stadtentwicklung und Gesellschaft"


def test_load_deletes_nothing_that_left_the_file():
    TargetGroup.objects.create(code="own", title_de="Eigene", title_en="Own")
    load_vocabularies()
    assert TargetGroup.objects.filter(code="own").exists()


def test_load_is_cheap(django_assert_num_queries):
    # 2 savepoint statements, 7 vocabularies; each framework: read and write inside a savepoint,
    # then twice "areas, competences". Transitions: stages, rows. The network's own words follow,
    # and the texts people consent to.
    with django_assert_num_queries(2 + 7 + 3 * (4 + 4) + 2 + 17 + 1):
        load_vocabularies()


def test_every_file_is_loaded_and_names_its_source():
    assert {file.stem for file in DATA.glob("*.json")} == {*VOCABULARIES, *FRAMEWORKS, TRANSITIONS}
    for name in [*VOCABULARIES, TRANSITIONS]:
        assert read(name)["source"], name
        assert read(name)["licence"], name
    for framework in Framework.objects.all():
        assert framework.source
        assert framework.licence
        assert framework.publisher


def test_every_title_is_there_in_both_languages():
    for model in [*VOCABULARIES.values(), Competence]:
        for row in model.objects.all():
            assert row.title_de.strip(), row.code
            assert row.title_en.strip(), row.code


def test_stages_carry_their_official_addresses():
    found = {
        stage.code: (
            stage.area,
            [uri.removeprefix(f"{KIM}level_") for uri in stage.kim_uris],
            stage.isced_levels,
        )
        for stage in EducationStage.objects.all()
    }
    assert found == {
        "early": (Area.EARLY, ["0"], [0]),
        "primary": (Area.SCHOOL, ["1"], [1]),
        "secondary": (Area.SCHOOL, ["2", "3"], [2, 3]),
        "vocational": (Area.HIGHER, ["4", "5"], [3, 4, 5]),
        "higher": (Area.HIGHER, ["A", "6", "7", "8"], [5, 6, 7, 8]),
        "adult": (Area.ADULT, ["C"], []),
        "practice": ("", [], []),
    }


def test_codes_others_rely_on():
    assert list(ActionField.objects.values_list("code", flat=True)) == (
        "health mobility energy administration education urban economy".split()
    )
    assert set(TargetGroup.objects.values_list("code", flat=True)) == set(
        "children nursery-children primary-children pupils apprentices students educators teachers parents adults older-people "
        "employees job-seekers newcomers people-with-disabilities volunteers city-staff".split()
    )
    assert set(AccessibilityFeature.objects.values_list("code", flat=True)) == set(
        "captions transcript alternativeText structuralNavigation plainLanguage signLanguage "
        "audioDescription largePrint readingOrder noTimeLimit".split()
    )


@pytest.mark.parametrize(
    ("code", "areas", "below"),
    [("digcomp-2.2", 5, 21), ("digcomp-3.0", 5, 21), ("kmk-2016", 6, 22)],
)
def test_frameworks_are_whole(code, areas, below):
    competences = Competence.objects.filter(framework__code=code)
    assert competences.filter(parent=None).count() == areas
    assert competences.exclude(parent=None).count() == below
    for competence in competences.exclude(parent=None).select_related("parent"):
        assert competence.code.split(".")[0] == competence.parent.code
        assert re.fullmatch(r"\d\.\d", competence.code)


def test_digcomp_says_that_its_german_titles_are_not_official():
    for framework in Framework.objects.filter(name="DigComp"):
        assert "working translation, not endorsed by the European Commission" in framework.note
        assert framework.licence.startswith("CC BY 4.0")


def test_districts_keep_their_lower_sorbian_names():
    assert District.objects.get(code="madlow").title_dsb == "Módłej"
    city = list(District.objects.values_list("code", flat=True))[:19]
    assert "stroebitz" in city
    assert "kolkwitz" not in city
