"""Gives everything an archive holds a key of its own: ids of this site never leave it."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import models
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from cms.answer_images import unchanged_original
from cms.archiving.walking import SCHEME
from courses.models import Course, Question, QuestionVersion
from courses.queries.question import OLDEST_FIRST
from network.models import Partner


class Names:
    """Keys in the order in which things are first met; a ``Translator`` from ids to keys."""

    def __init__(self, pages: dict[int, str]) -> None:
        self.pages = pages  # id → "lesson-1/de"
        self.media: dict[tuple[str, Any], str] = {}  # id, of pictures the name of their file
        self.questions: dict[int, str] = {}
        self.versions: dict[int, str] = {}
        self._blocks: dict[str, str] = {}

    def block_id(self, value: str) -> str:
        """The same block in two languages keeps one key."""
        return self._blocks.setdefault(value, f"block-{len(self._blocks) + 1}")

    def unknown(self, name: str) -> None:
        """What the site does not know was not written by anybody here."""

    def chosen(self, model: type[models.Model], value: Any) -> Any:
        """What stands for a row: a key, or the code other sites know it by; None: stays here."""
        if not isinstance(value, models.Model):
            value = model._base_manager.filter(pk=value).first()
        for kind, name in self._kinds().items():
            if isinstance(value, kind):
                return name(value)
        return coded(value)

    def _kinds(self) -> dict[type, Callable[[Any], Any]]:
        return {
            get_image_model(): lambda row: self._medium("image", row),
            get_document_model(): lambda row: self._medium("document", row),
            QuestionVersion: self._version,
            Page: lambda page: {"page": self.pages[page.pk]} if page.pk in self.pages else None,
            Course: _course,
            Partner: lambda partner: {"partner": partner.slug, "name": partner.name},
        }

    def _medium(self, kind: str, row: Any) -> dict[str, str]:
        return self._file(kind, row.pk)

    def _file(self, kind: str, pk: Any) -> dict[str, str]:
        number = sum(known == kind for known, _pk in self.media) + 1
        return {"media": self.media.setdefault((kind, pk), f"{kind}-{number}")}

    def picture(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        """What stands for the image of a choice: its file, and the image it was made from."""
        found: dict[str, Any] = self._file("picture", raw["name"])
        original = unchanged_original(raw)
        return found if original is None else {**found, "source": self._medium("image", original)}

    def _version(self, version: QuestionVersion) -> dict[str, str]:
        self.question(version.question)
        return {"question": self.versions[version.pk]}

    def question(self, question: Question) -> None:
        """Take a question along with all its versions."""
        if question.pk not in self.questions:
            key = self.questions[question.pk] = f"question-{len(self.questions) + 1}"
            ids = question.versions.order_by(*OLDEST_FIRST).values_list("pk", flat=True)
            self.versions |= {pk: f"{key}-{number}" for number, pk in enumerate(ids, 1)}

    def link(self, attributes: dict[str, str]) -> dict[str, str] | None:
        """Links inside the course get keys, other pages their address; dead ones lose it."""
        kind, pk = attributes.get("linktype"), attributes.get("id", "")
        if kind is None:
            return attributes if "href" in attributes else None
        if kind == "page" and pk.isdigit() and int(pk) in self.pages:
            return {"href": f"{SCHEME}:{self.pages[int(pk)]}"}
        if kind == "page":
            page = Page.objects.filter(pk=pk, live=True).first() if pk.isdigit() else None
            url = page.specific.full_url if page else None
            return {"href": url} if url else None
        document = get_document_model().objects.filter(pk=pk).first() if pk.isdigit() else None
        return (
            {"href": f"{SCHEME}:{self._medium('document', document)['media']}"}
            if document
            else None
        )


def _course(course: Course) -> dict[str, str]:
    """Another course, which does not come along: its public key and what it is called."""
    title = course.texts.filter(locale=course.language).values_list("title", flat=True).first()
    return {"course": course.key, "name": title or course.key}


def coded(row: Any) -> dict[str, str] | None:
    """An entry of a vocabulary by its code and official address; None for anything else."""
    if not hasattr(row, "code"):
        return None
    found = {"code": str(row.code)}
    if framework := getattr(row, "framework", None):
        found["framework"] = framework.code
    if uri := getattr(row, "uri", ""):
        found["uri"] = uri
    return found
