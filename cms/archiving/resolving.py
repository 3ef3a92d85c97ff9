"""Finds, in this site and this partner, what the keys of an archive stand for."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.models import Page

from cms.archiving.walking import SCHEME
from courses.models import Course, QuestionVersion
from network.models import Partner


class Resolver:
    """A ``Translator`` from keys to ids; what it does not find stands in ``losses``."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}  # "lesson-1/de" → page
        self.media: dict[str, Any] = {}
        self.versions: dict[str, QuestionVersion] = {}
        self.losses: list[str] = []
        self._blocks: dict[str, str] = {}

    def lose(self, sentence: str) -> None:
        """Note a loss, each once."""
        if sentence not in self.losses:
            self.losses.append(sentence)

    def block_id(self, value: str) -> str:
        """A new id, the same for the same block in all languages."""
        return self._blocks.setdefault(value, str(uuid4()))

    def unknown(self, name: str) -> None:
        """A block of a newer or other site."""
        self.lose(_("Einen Baustein der Art „%(name)s“ gibt es hier nicht.") % {"name": name[:60]})

    def chosen(self, model: type[models.Model], value: Any) -> Any:
        """The id of what is meant; None when it is not here or not of this kind."""
        for word, find in self._ways().items():
            if isinstance(value, dict) and isinstance(value.get(word), str):
                row = find(model, value)
                if isinstance(row, model):
                    return row.pk
        self.lose(_("Nicht gefunden: %(what)s") % {"what": _words(value)})
        return None

    def _ways(self) -> dict[str, Callable[[Any, dict[str, Any]], Any]]:
        return {
            "media": lambda _model, value: self.media.get(value["media"]),
            "question": lambda _model, value: self.versions.get(value["question"]),
            "page": lambda _model, value: self.pages.get(value["page"]),
            "partner": lambda _model, value: Partner.objects.filter(slug=value["partner"]).first(),
            "course": lambda _model, value: Course.objects.filter(key=value["course"]).first(),
            "code": _entry,
        }

    def listed(self, model: type[models.Model], values: Any) -> list[Any]:
        """The ids of entries of a vocabulary."""
        rows = values if isinstance(values, list) else []
        return [pk for value in rows if (pk := self.chosen(model, value)) is not None]

    def link(self, attributes: dict[str, str]) -> dict[str, str] | None:
        """Links of the archive lead to the new pages and files; ids of another site to nothing."""
        href = attributes.get("href", "")
        scheme, _colon, key = href.partition(":")
        if scheme != SCHEME:
            return {"href": href} if href else None
        if key in self.pages:
            return {"linktype": "page", "id": str(self.pages[key].pk)}
        if isinstance(self.media.get(key), get_document_model()):
            return {"linktype": "document", "id": str(self.media[key].pk)}
        self.lose(_("Ein Link im Text führt ins Leere: %(what)s") % {"what": key[:60]})
        return None


def _entry(model: Any, value: dict[str, Any]) -> Any:
    """An entry by its code, else by its official address."""
    names = {field.name for field in model._meta.concrete_fields}
    if "code" not in names:
        return None
    entries = model._base_manager.all()
    if "framework" in names:
        entries = entries.filter(framework__code=str(value.get("framework", "")))
    found = entries.filter(code=value["code"]).first()
    if found is None and "uri" in names and value.get("uri"):
        found = model._base_manager.filter(uri=str(value["uri"])).first()
    return found


def _words(value: Any) -> str:
    """What a reference says about itself, short."""
    if not isinstance(value, dict):
        return str(value)[:60]
    named = [value.get(word) for word in ("framework", "code", "name", "partner", "media")]
    return " ".join(str(part)[:60] for part in named if part) or str(value)[:60]
