"""Walks through the fields and blocks of pages, whichever there are, and exchanges what they name.

Export turns ids into keys of the archive, import turns keys into new ids; both are a
``Translator``. New fields and blocks need no line here.
"""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, Protocol

import nh3
from django.db import models
from modelcluster.models import get_all_child_relations
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from cms.fields import QuestionVersionBlock
from courses.models import QuestionVersion

PAGE_FIELDS = ("title", "slug", "seo_title", "search_description")
OWN_APP = "cms"
SCHEME = "archive"  # of links inside an archive
_TAGS = {
    "a", "b", "strong", "i", "em", "br", "code", "sub", "sup", "p", "ul", "ol", "li", "hr",
    "h2", "h3", "h4",
}  # fmt: skip
_LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.DOTALL)
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')


class Translator(Protocol):
    """Exchanges one reference; None where there is nothing to put in its place."""

    def chosen(self, model: type[models.Model], value: Any) -> Any:
        """A row that was chosen: its id, or the object that stands for it in an archive."""

    def link(self, attributes: dict[str, str]) -> dict[str, str] | None:
        """The attributes of a link in rich text; None leaves only its words."""

    def block_id(self, value: str) -> str:
        """The id of a block: the same in all languages."""

    def unknown(self, name: str) -> None:
        """A block the site does not know."""


def page_fields(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """Columns that travel: what an author can edit, never what the system notes."""
    shared = [Page._meta.get_field(name) for name in PAGE_FIELDS] if issubclass(model, Page) else []
    own = model._meta.local_concrete_fields
    parents = {"page_ptr"} if issubclass(model, Page) else set()
    return shared + [
        field
        for field in own
        if field.editable and not field.primary_key and field.name not in parents
    ]


def lists_of(model: type[models.Model]) -> Iterator[models.ManyToManyField[Any, Any]]:
    """Lists of vocabulary entries that travel."""
    return (field for field in model._meta.local_many_to_many if field.editable)


def rows_of(model: type[models.Model]) -> Iterator[Any]:
    """Relations whose rows belong to the page."""
    for relation in get_all_child_relations(model):
        if relation.related_model._meta.app_label == OWN_APP:
            yield relation


def row_fields(relation: Any) -> list[models.Field[Any, Any]]:
    """Columns of such a row, without the way back to its page."""
    return [
        field
        for field in relation.related_model._meta.local_concrete_fields
        if field.editable and not field.primary_key and field != relation.field
    ]


def field_value(field: Any, value: Any, translator: Translator) -> Any:
    """One value of a column, exchanged; plain JSON in an archive."""
    if isinstance(field, StreamField):
        return walked(field.stream_block, value, translator)
    if isinstance(field, RichTextField):
        return rich(value or "", translator)
    if isinstance(field, models.ForeignKey):
        return None if value is None else translator.chosen(field.related_model, value)
    return value


def plain(field: Any, value: Any) -> Any:
    """A value as JSON holds it; decimals with all their places."""
    if isinstance(field, models.DecimalField) and value is not None:
        return f"{Decimal(str(value)):.{field.decimal_places}f}"
    if isinstance(field, StreamField):
        list(value)  # makes Wagtail build every block, so that new settings have their defaults
        return field.stream_block.get_prep_value(value)
    if value is None or isinstance(value, str | int | float | bool | list | dict):
        return value
    return str(value.isoformat() if hasattr(value, "isoformat") else value)


def walked(block: blocks.Block, value: Any, translator: Translator) -> Any:
    """The raw value of a block with everything it names exchanged."""
    for kind, walk in _WALKS.items():
        if isinstance(block, kind):
            return walk(block, value, translator)
    return value


def _stream(block: Any, value: Any, translator: Translator) -> list[dict[str, Any]]:
    found = []
    for child in _dicts(value):
        name = str(child.get("type"))
        if name not in block.child_blocks:
            translator.unknown(name)
            continue
        inner = walked(block.child_blocks[name], child.get("value"), translator)
        found.append(
            {"type": name, "value": inner, "id": translator.block_id(str(child.get("id")))}
        )
    return found


def _struct(block: Any, value: Any, translator: Translator) -> dict[str, Any]:
    given = value if isinstance(value, dict) else {}
    return {
        name: walked(child, given[name], translator)
        for name, child in block.child_blocks.items()
        if name in given
    }


def _list(block: Any, value: Any, translator: Translator) -> list[dict[str, Any]]:
    return [
        {
            "type": "item",
            "value": walked(block.child_block, item.get("value"), translator),
            "id": translator.block_id(str(item.get("id"))),
        }
        for item in _dicts(value)
    ]


def _chosen(block: Any, value: Any, translator: Translator) -> Any:
    return None if value is None else translator.chosen(block.model_class, value)


def _version(_block: Any, value: Any, translator: Translator) -> Any:
    return None if value is None else translator.chosen(QuestionVersion, value)


def _rich(_block: Any, value: Any, translator: Translator) -> str:
    return rich(str(value or ""), translator)


_WALKS: dict[type[blocks.Block], Callable[[Any, Any, Translator], Any]] = {
    blocks.BaseStreamBlock: _stream,
    blocks.BaseStructBlock: _struct,
    blocks.ListBlock: _list,
    blocks.ChooserBlock: _chosen,
    QuestionVersionBlock: _version,
    blocks.RichTextBlock: _rich,
}


def _dicts(value: Any) -> Iterator[dict[str, Any]]:
    return (
        (child for child in value if isinstance(child, dict))
        if isinstance(value, list)
        else iter(())
    )


def rich(html: str, translator: Translator) -> str:
    """Rich text with its links exchanged, and nothing in it but the elements an author can make."""

    def exchanged(match: re.Match[str]) -> str:
        given = dict(_ATTRIBUTE.findall(match[1]))
        attributes = translator.link(given)
        if attributes is None:
            return match[2]
        written = " ".join(f'{name}="{value}"' for name, value in attributes.items())
        return f"<a {written}>{match[2]}</a>"

    clean = nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href", "linktype", "id"}},
        url_schemes={"http", "https", "mailto", "tel", SCHEME},
        link_rel=None,
    )
    return _LINK.sub(exchanged, clean)
