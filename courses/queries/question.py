"""Questions of partners as their authors see them."""

from django.db.models import OuterRef, QuerySet, Subquery

from courses.models import QuestionVersion
from network.models import Partner


def newest_versions(partners: QuerySet[Partner]) -> QuerySet[QuestionVersion]:
    """The newest version, in each language, of every question in use; one query with a subquery."""
    same = QuestionVersion.objects.filter(question=OuterRef("question"), locale=OuterRef("locale"))
    return QuestionVersion.objects.filter(
        question__bank__partner__in=partners,
        question__retired_at=None,
        pk=Subquery(same.order_by("-number").values("pk")[:1]),
    )
