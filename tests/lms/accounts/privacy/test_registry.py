import pytest
from django.utils import translation

from lms.accounts.privacy.registry import How, Kind, activities, entries, entry_of


def test_an_entry_says_who_what_and_for_how_long():
    entry = entries()["courses.SeatRequest"]
    assert entry.kinds["note"] == Kind.PERSONAL
    assert entry.person == {"user": None}
    assert (entry.erase.how, entry.erase.paths) == (How.DELETE, ("user",))
    assert str(activities()[entry.activity].title) == "Anmeldung und Termine"


def test_ways_name_what_is_given():
    entry = entries()["courses.LessonQuestion"]
    assert entry.person["answered_by"] == ("answer", "answered_at")
    assert entry.own_text == ("text",)


@pytest.mark.parametrize(
    ("given", "how", "paths", "fields", "reason"),
    [
        ("delete", How.DELETE, ("user",), (), ""),
        ("cascade", How.CASCADE, (), (), ""),
        ({"delete": ["user", "email:email"]}, How.DELETE, ("user", "email:email"), (), ""),
        ({"clear": ["text"]}, How.CLEAR, ("user",), ("text",), ""),
        ({"keep": "weil", "keep_en": "because"}, How.KEEP, (), (), "weil"),
    ],
)
def test_erasing_is_read_in_all_its_forms(given, how, paths, fields, reason):
    erase = entry_of("x.Y", {"activity": "site", "person": {"user": "all"}, "erase": given}).erase
    assert (erase.how, erase.paths, erase.fields, str(erase.reason)) == (
        how, paths, fields, reason,
    )  # fmt: skip


def test_a_field_in_two_classes_is_refused():
    with pytest.raises(ValueError, match="two classes"):
        entry_of("x.Y", {"activity": "site", "none": ["id"], "personal": ["id"]})


def test_an_unknown_word_is_refused():
    with pytest.raises(ValueError, match="perhaps"):
        entry_of("x.Y", {"activity": "site", "erase": "perhaps"})


@pytest.mark.parametrize(
    "values",
    [
        {"what": "Konten"},
        {"what_en": "Accounts"},
        {"erase": {"keep": "weil"}},
        {"withhold": {"code_hash": "Prüfwert"}},
    ],
)
def test_a_text_in_one_language_is_refused(values):
    with pytest.raises(ValueError, match="one language only"):
        entry_of("x.Y", {"activity": "site", **values})


def test_texts_are_read_in_the_language_of_the_reader():
    reason = entries()["courses.Certificate"].erase.reason
    purpose = activities()["classes"].purpose
    assert str(purpose) == "Kindern und Gruppen Kurse geben, ohne zu wissen, wer sie sind."
    with translation.override("en"):
        assert str(purpose) == "To give children and groups courses without knowing who they are."
        assert purpose.lang == ""
        assert str(reason).startswith("if wanted the certificate stays valid")
    with translation.override("dsb"):
        assert (str(purpose), purpose.lang) == (purpose.de, "de")


def test_a_whole_model_names_no_field():
    assert entries()["wagtailsearch.IndexEntry"].is_whole
    assert not entries()["wagtailsearch.IndexEntry"].holds_people


def test_what_was_written_and_what_is_private_is_kept_from_guardians():
    assert entries()["courses.LessonQuestion"].kept_from_guardians == ("text", "answer")
    assert entries()["courses.Response"].kept_from_guardians == ("*",)
    assert entries()["courses.Enrolment"].kept_from_guardians == ()
