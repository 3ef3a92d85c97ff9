"""From which age on, and after what, one may take a course: from the page to the rows."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError

from cms.checking import WrittenCourse
from cms.checking.facts import age_without_reason
from cms.fields import CourseChoice
from cms.importing.facts import connect
from cms.models import CoursePageRequirement
from cms.models.admission import age_of, is_for_adults_only, taught_and_asked
from courses.actions.course import store_course
from courses.formats.markdown_course import CourseFacts, CourseFormatError
from courses.formats.markdown_course.front import divide, facts_of
from courses.models import Course, CoursePrerequisite
from lms.taxonomy.models import EducationStage
from tests.factories import drafts
from tests.factories.cms import course_page, framed_house
from tests.factories.courses import NOW, CourseFactory

pytestmark = pytest.mark.django_db


def some_page():
    return course_page(framed_house()[1])


def stages(page, *areas):
    page.stages = [
        EducationStage.objects.get_or_create(
            code=f"x-{area}", defaults={"title_de": area, "title_en": area, "area": area}
        )[0]
        for area in areas
    ]
    return page


@pytest.mark.parametrize(
    ("areas", "stated", "age"),
    [
        (["adult"], None, 16),
        (["adult", "school"], None, 0),
        (["school"], None, 0),
        ([], None, 0),
        (["adult"], 0, 0),
        (["school"], 18, 18),
    ],
)
def test_adult_education_begins_at_sixteen_unless_somebody_says_otherwise(areas, stated, age):
    page = stages(some_page(), *areas)
    page.minimum_age = stated
    assert age_of(page) == age
    assert is_for_adults_only(page) is (areas == ["adult"])


@pytest.mark.parametrize(
    ("areas", "stated", "reason", "codes"),
    [
        (["adult"], 0, "", ["no_age_reason"]),
        (["adult"], 14, " ", ["no_age_reason"]),
        (["adult"], 14, "Ferienkurs mit Eltern", []),
        (["adult"], 18, "", []),
        (["adult"], None, "", []),
        (["school"], 0, "", []),
    ],
)
def test_a_lower_age_in_adult_education_needs_a_reason(areas, stated, reason, codes):
    page = stages(some_page(), *areas)
    page.minimum_age, page.minimum_age_reason = stated, reason
    found = age_without_reason(WrittenCourse(page=page, lessons=()))
    assert [finding.code for finding in found] == codes


def test_what_a_page_asks_for_is_compiled_into_rows():
    required, skill = CourseFactory(), drafts.competence("1.1")
    page = some_page()
    page.minimum_age = 14
    page.requirements = [
        CoursePageRequirement(required_course=required),
        CoursePageRequirement(competence_id=skill, level=3),
    ]
    page.save()
    asked = taught_and_asked(page)
    draft = drafts.course_draft(
        minimum_age=asked["minimum_age"],
        required_course_ids=asked["required_course_ids"],
        required_competences=asked["required_competences"],
    )
    course = store_course(draft=draft, at=NOW)
    assert course.minimum_age == 14
    rows = course.prerequisites.order_by("pk").values_list("required_course", "competence", "level")
    assert list(rows) == [(required.pk, None, 0), (None, skill, 3)]
    store_course(draft=replace(draft, required_course_ids=(course.pk,)), at=NOW)
    assert list(course.prerequisites.values_list("competence", flat=True)) == [skill]


def test_a_requirement_is_one_thing_and_never_the_course_itself():
    page, skill = some_page(), drafts.competence("1.1")
    itself = CourseFactory(source_key=page.translation_key)
    wrong = [
        CoursePageRequirement(page=page),
        CoursePageRequirement(page=page, required_course=CourseFactory(), competence_id=skill),
        CoursePageRequirement(page=page, required_course=itself),
    ]
    for row in wrong:
        with pytest.raises(ValidationError):
            row.clean()
    CoursePageRequirement(page=page, competence_id=skill).clean()
    assert wrong[0].names_nothing


def test_courses_are_chosen_by_title():
    course = CourseFactory(text__title="Robotik")
    field = CourseChoice(queryset=Course.objects.all())
    assert field.label_from_instance(course) == f"Robotik ({course.partner.name})"


def test_a_folder_says_it_too():
    required, _skill = CourseFactory(), drafts.competence("1.1")
    text = (
        "---\nminimum_age: 14\n"
        f"required_courses: [{required.key}]\n"
        'required_competences: [{framework: rahmen-1, code: "1.1", level: 2}]\n---\n'
    )
    front, _body, _line = divide("course.md", text)
    facts = facts_of(front, "")
    assert (facts.minimum_age, facts.required_courses) == (14, (required.key,))
    assert facts.required_competences == (("rahmen-1", "1.1", 2),)
    for wrong in ("minimum_age: 15", "certificate_months: 0", "certificate_months: 1.5"):
        with pytest.raises(CourseFormatError):
            facts_of(divide("course.md", f"---\n{wrong}\n---\n")[0], "")
    holds, _body, _line = divide("course.md", "---\ncertificate_months: 24\n---\n")
    assert facts_of(holds, "").certificate_months == 24
    page = some_page()
    connect(page, CourseFacts(required_courses=(required.key,)))
    assert [row.required_course for row in page.requirements.all()] == [required]
    with pytest.raises(CourseFormatError):
        connect(page, CourseFacts(required_courses=("bbbbbbbbbb",)))
    assert not CoursePrerequisite.objects.exists()
