"""Makes courses that continue each other."""

from courses.actions.catalogue import store_entry
from courses.models import Course
from lms.taxonomy.models import ActionField, EducationStage
from tests.factories.courses import NOW, CourseFactory
from tests.factories.network import PartnerFactory


def course(stage: str, *fields: str, title: str = "Kurs", **facts) -> Course:
    """A published course of a house of its own, in the catalogue with its tags."""
    slug = title.lower().split()[0]
    house = facts.pop("partner", None) or PartnerFactory(contact_mailbox=f"{slug}@example.org")
    made = CourseFactory(partner=house, text__title=title, text__slug=slug, **facts)
    made.stages.set(EducationStage.objects.filter(code=stage))
    made.action_fields.set(ActionField.objects.filter(code__in=fields))
    store_entry(course=made, at=NOW)
    return made
