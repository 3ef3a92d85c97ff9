import pytest

from lms.accounts.privacy.registry import How, Kind, activities, entries, entry_of


def test_an_entry_says_who_what_and_for_how_long():
    entry = entries()["courses.SeatRequest"]
    assert entry.kinds["note"] == Kind.PERSONAL
    assert entry.person == {"user": None}
    assert (entry.erase.how, entry.erase.paths) == (How.DELETE, ("user",))
    assert activities()[entry.activity].title == "Anmeldung und Termine"


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
        ({"keep": "weil"}, How.KEEP, (), (), "weil"),
    ],
)
def test_erasing_is_read_in_all_its_forms(given, how, paths, fields, reason):
    erase = entry_of("x.Y", {"activity": "site", "person": {"user": "all"}, "erase": given}).erase
    assert (erase.how, erase.paths, erase.fields, erase.reason) == (how, paths, fields, reason)


def test_a_field_in_two_classes_is_refused():
    with pytest.raises(ValueError, match="two classes"):
        entry_of("x.Y", {"activity": "site", "none": ["id"], "personal": ["id"]})


def test_an_unknown_word_is_refused():
    with pytest.raises(ValueError, match="perhaps"):
        entry_of("x.Y", {"activity": "site", "erase": "perhaps"})


def test_a_whole_model_names_no_field():
    assert entries()["wagtailsearch.IndexEntry"].is_whole
    assert not entries()["wagtailsearch.IndexEntry"].holds_people


def test_what_was_written_and_what_is_private_is_kept_from_guardians():
    assert entries()["courses.LessonQuestion"].kept_from_guardians == ("text", "answer")
    assert entries()["courses.Response"].kept_from_guardians == ("*",)
    assert entries()["courses.Enrolment"].kept_from_guardians == ()
