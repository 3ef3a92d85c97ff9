"""Makes meetings, coordinators and what an agenda finds in the network."""

from datetime import UTC, datetime, timedelta

import factory

from lms.taxonomy.models import ActionField
from network.enums import CooperationState
from network.models import Cooperation, Coordinator, Decision, Meeting, MeetingKind
from network.queries.viewer import Viewer, viewer_of
from tests.factories.accounts import UserFactory

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
START = datetime(2027, 1, 20, 13, 0, tzinfo=UTC)


class MeetingFactory(factory.django.DjangoModelFactory):
    """The planned meeting of a quarter."""

    class Meta:
        model = Meeting
        skip_postgeneration_save = True

    kind = MeetingKind.QUARTERLY
    quarter = "2027-Q1"
    title = "Quartalstreffen 2027-Q1"
    starts_at = START
    ends_at = factory.LazyAttribute(lambda o: o.starts_at + timedelta(hours=2))
    place = "Rathaus, Saal 1"
    ics_uid = factory.Sequence(lambda n: f"meeting-{n}@testserver")
    created_at = NOW
    changed_at = NOW

    @factory.post_generation
    def fields(self, create, extracted, **kwargs):
        if create and extracted:
            self.fields.set(ActionField.objects.filter(code__in=extracted))


class DecisionFactory(factory.django.DjangoModelFactory):
    """An open decision of an earlier meeting."""

    class Meta:
        model = Decision

    meeting = factory.SubFactory(
        MeetingFactory, title="Quartalstreffen 2026-Q4", starts_at=START - timedelta(days=90)
    )
    text = "Zwei Kitas ansprechen"
    responsible_role = "Koordination Bildung"
    due = datetime(2026, 12, 1).date()  # noqa: DTZ001
    created_at = NOW


class CooperationFactory(factory.django.DjangoModelFactory):
    """A case that was asked for a month ago."""

    class Meta:
        model = Cooperation

    title = "Lesepaten für die Kita"
    state = CooperationState.REQUESTED
    created_at = NOW - timedelta(days=30)


def coordinator(code: str = "education", **facts) -> Viewer:
    """Somebody who coordinates a field, as the network sees them."""
    user = UserFactory()
    Coordinator.objects.create(
        field=ActionField.objects.get(code=code),
        user=user,
        **{"starts_on": NOW.date(), "mailbox": f"{code}@stadt.example", **facts},
    )
    return viewer_of(user, NOW.date())


def staff() -> Viewer:
    """City staff, as the network sees them."""
    return viewer_of(UserFactory(is_city_staff=True), NOW.date())
