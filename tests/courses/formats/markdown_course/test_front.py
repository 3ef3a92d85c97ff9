from decimal import Decimal

import pytest

from courses.formats.markdown_course.front import divide, facts_of
from courses.formats.markdown_course.shapes import CourseFacts, CourseFormatError, Picture


def facts(text):
    front, _body, _line = divide("course.md", f"---\n{text}\n---\n")
    return facts_of(front, "<p>x</p>")


def test_front_matter_is_divided_from_the_body():
    front, body, line = divide("a.md", "---\ntitle: Über Chóśebuz\nminutes: 5\n---\nText\n")
    assert (front.text("title"), front.number("minutes")) == ("Über Chóśebuz", 5)
    assert (body, line) == ("Text\n", 5)


@pytest.mark.parametrize("text", ["Text\n", "----\nText", "# T\n---\nx: y\n---\n"])
def test_files_without_front_matter_are_all_body(text):
    assert divide("a.md", text)[1:] == (text, 1)


def test_empty_front_matter_is_allowed():
    assert divide("a.md", "---\n---\nText")[1:] == ("Text", 3)


@pytest.mark.parametrize("text", ["a: [", "- eins", "nur Text"])
def test_no_mapping_is_refused(text):
    with pytest.raises(CourseFormatError) as caught:
        divide("a.md", f"---\n{text}\n---\n")
    assert (caught.value.file, caught.value.reason) == ("a.md", "no_yaml")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("title: [a]", "title"),
        ("effort_hours: viel", "effort_hours"),
        ("effort_hours: -1", "effort_hours"),
        ("effort_hours: .nan", "effort_hours"),
        ("requires_quizzes: vielleicht", "requires_quizzes"),
        ("goals: [{a: b}]", "goals"),
        ("competences: [a]", "competences"),
        ("competences: x", "competences"),
        ("required_share: 2", "required_share"),
        ("required_share: 0", "required_share"),
    ],
)
def test_values_of_the_wrong_kind_are_named(text, name):
    with pytest.raises(CourseFormatError) as caught:
        facts(text)
    assert (caught.value.reason, caught.value.detail) == ("front_value", name)


def test_facts_of_a_course():
    found = facts(
        """
title: Sicher im Netz
summary: Kurz
language: de
licence: CC-BY-4.0
level: beginner
effort_hours: 1,5
goals: [Eins., Zwei.]
stages: adult
competences:
  - {framework: digcomp-3.0, code: "4.2", level: 2}
  - {framework: digcomp-3.0, code: "4.1"}
co_providers: [schule]
image: bild.png
image_alt: Ein Bild
picture_creator: Mia
picture_licence: CC0-1.0
picture_source: https://bilder.example/
pictures_legible: true
required_share: 0.8
requires_quizzes: false
"""
    )
    assert found == CourseFacts(
        title="Sicher im Netz",
        summary="Kurz",
        description_html="<p>x</p>",
        language="de",
        licence="CC-BY-4.0",
        level="beginner",
        effort_hours=Decimal("1.5"),
        goals=("Eins.", "Zwei."),
        stages=("adult",),
        competences=(("digcomp-3.0", "4.2", 2), ("digcomp-3.0", "4.1", 0)),
        co_providers=("schule",),
        image=Picture("bild.png", "Ein Bild"),
        picture_creator="Mia",
        picture_licence="CC0-1.0",
        picture_source="https://bilder.example/",
        has_legible_pictures=True,
        required_share=Decimal("0.8"),
        requires_quizzes=False,
    )
