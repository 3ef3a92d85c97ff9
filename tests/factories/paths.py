"""Makes learning paths through the actions."""

from courses.actions.path.agreeing import answer_path, ask_houses, publish_path
from courses.actions.path.making import PathWords, create_path
from courses.actions.path.steps import StepWords, add_step
from courses.models import LearningPath, PathAgreement
from network.enums import Role
from network.models import Partner
from network.queries.viewer import Viewer, viewer_of
from tests.factories.bridges import course
from tests.factories.courses import NOW
from tests.factories.meetings import staff
from tests.factories.network import MembershipFactory

TITLE = "Energie verstehen"
STAGES = ("early", "primary", "secondary", "adult")


def words(title=TITLE, *, is_ordered=True, english="", summary="Vom Spiel zum Zähler."):
    """What a path says of itself."""
    texts = {"de": (title, summary), "en": (english, "")}
    return PathWords("de", is_ordered, texts)


def step_words(reason="Weil es passt.", transition="Was die Kita begann, geht hier weiter."):
    """Why a course stands in a path."""
    return StepWords({"de": reason}, {"de": transition})


def path_with(*courses, partner=None, by: Viewer | None = None, **said) -> LearningPath:
    """A draft with these courses as steps."""
    by = by or staff()
    made = create_path(partner=partner, words=words(**said), by=by, at=NOW)
    for one in courses:
        add_step(path=made, course=one, words=step_words(), by=by, at=NOW)
    return made


def courses_of(*houses: Partner | None, title="Kurs"):
    """One course of each house (None: a new one), each of the next stage."""
    return [
        course(stage, "energy", title=f"{title} {number}", **({"partner": house} if house else {}))
        for number, (stage, house) in enumerate(zip(STAGES, houses, strict=False), start=1)
    ]


def published_path(*courses, **facts) -> LearningPath:
    """A path of the city in the catalogue, by default of two houses."""
    made = path_with(*(courses or courses_of(None, None)), **facts)
    publish_path(path=made, by=staff(), at=NOW)
    made.refresh_from_db()
    return made


def draft_of(house: Partner) -> LearningPath:
    """A draft of this house with one step of its own, always the same."""
    found = LearningPath.objects.filter(partner=house).first()
    return found or path_with(*courses_of(house), partner=house)


def city_path(house: Partner) -> LearningPath:
    """A published path of the city with two courses of a house, always the same."""
    found = LearningPath.objects.filter(partner=None).first()
    return found or published_path(*courses_of(house, house, title="Weg"))


def admin_of(house: Partner, **facts) -> Viewer:
    """Who speaks for a house."""
    user = MembershipFactory(partner=house, role=Role.ADMIN, **facts).user
    return viewer_of(user, NOW.date())


def author_of(house: Partner) -> Viewer:
    """Who keeps the courses of a house."""
    return viewer_of(MembershipFactory(partner=house).user, NOW.date())


def agree(path: LearningPath, house: Partner, *, agrees=True) -> PathAgreement:
    """The answer of a house that was asked."""
    row = PathAgreement.objects.get(path=path, partner=house)
    answer_path(agreement=row, agrees=agrees, by=admin_of(house), at=NOW)
    row.refresh_from_db()
    return row


def partner_path(own: Partner, *others: Partner, **said) -> LearningPath:
    """A draft of a house with a course of its own and one of each other house."""
    return path_with(*courses_of(own, *others), partner=own, by=author_of(own), **said)


def agreed_path(own: Partner, *others: Partner, **said) -> LearningPath:
    """A partner's path in the catalogue: everybody agreed."""
    made = partner_path(own, *others, **said)
    ask_houses(path=made, by=staff(), at=NOW)
    for house in others:
        agree(made, house)
    publish_path(path=made, by=staff(), at=NOW)
    made.refresh_from_db()
    return made
