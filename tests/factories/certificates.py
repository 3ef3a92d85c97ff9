"""Makes certificates (bare rows with complete facts; issuing is courses.actions.certificate)."""

from datetime import UTC, datetime

import factory

from courses.actions.achievement import describe_achievement
from courses.models import Certificate, StatusList
from tests.factories.courses import EnrolmentFactory

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def facts(**values):
    """What a certificate prints."""
    return {
        "holder": "Měrćin Müller-Łužyca",
        "kind": "achievement",
        "language": "de",
        "course": "Sicher im Netz",
        "course_key": "bcdfghjkmn",
        "summary": "Was im Netz sicher ist und was nicht.",
        "issuer": {"key": "k2f7m9x3bc", "name": "Bibliothek Cottbus/Chóśebuz"},
        "partners": [{"name": "Bibliothek Cottbus/Chóśebuz", "logo_url": "", "logo_alt": ""}],
        "stages": ["Erwachsenenbildung"],
        "competences": [
            {
                "framework": "DigComp",
                "version": "3.0",
                "code": "1.2",
                "title": "Daten bewerten",
                "level": 3,
                "uri": "",
            }
        ],
        "effort_minutes": 150,
        "rule": "Alle Pflichtlektionen bearbeitet.",
        "results": [{"title": "Test", "points": "7.5", "max_points": "10", "percent": "75"}],
        "started_on": "2026-10-01",
        "completed_on": "2026-11-20",
        "issued_on": "2026-11-24",
        **values,
    }


class CertificateFactory(factory.django.DjangoModelFactory):
    """A valid achievement without PDF, of somebody with an e-mail address."""

    class Meta:
        model = Certificate

    enrolment = factory.SubFactory(EnrolmentFactory, state="completed", completed_at=NOW)
    enrolment_key = factory.LazyAttribute(lambda o: o.enrolment.key)
    kind = "achievement"
    holder_name = factory.LazyAttribute(lambda o: o.facts["holder"])
    facts = factory.LazyFunction(facts)
    achievement = factory.LazyAttribute(lambda o: describe_achievement(facts=o.facts, at=NOW))
    status_list = factory.LazyAttribute(
        lambda o: StatusList.objects.get_or_create(
            issuer_key=o.facts["issuer"]["key"], number=1, defaults={"changed_at": NOW}
        )[0]
    )
    status_index = factory.Sequence(int)
    issued_at = NOW
