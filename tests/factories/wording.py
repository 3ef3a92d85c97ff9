"""Makes words of houses for their certificates."""

import factory

from courses.models import CertificateTemplate
from tests.factories.network import NOW, PartnerFactory

WORDS = {
    "before_attendance": "{haus} bestätigt hiermit, dass",
    "after_attendance": "vom {beginn} bis {ende} dabei war ({umfang}):",
    "before_achievement": "{haus} bestätigt gern, dass",
    "after_achievement": "alles bestanden hat:",
    "closing": "Chóśebuz, den {datum}, zum Kurs {kurs}",
    "signatory_role": "Leitung der Volkshochschule",
}


class CertificateTemplateFactory(factory.django.DjangoModelFactory):
    """All words of a house in German; others by name, "" for the usual ones."""

    class Meta:
        model = CertificateTemplate

    partner = factory.SubFactory(PartnerFactory)
    locale = "de"
    changed_at = NOW
    before_attendance = WORDS["before_attendance"]
    after_attendance = WORDS["after_attendance"]
    before_achievement = WORDS["before_achievement"]
    after_achievement = WORDS["after_achievement"]
    closing = WORDS["closing"]
    signatory_role = WORDS["signatory_role"]


def longest():
    """Words as long as the form lets them be, with everything in braces in each."""
    places = "{kurs} {haus} {beginn} {ende} {umfang} {datum} "
    return {
        name: "W" * 80 if name == "signatory_role" else places + "W" * (140 - len(places))
        for name in WORDS
    }
