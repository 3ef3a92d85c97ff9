"""Makes a draft course out of an archive, in one transaction, for one partner."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _, ngettext, override
from wagtail.blocks import StreamValue
from wagtail.fields import RichTextField, StreamField

from cms.archiving.belongings import Belongings
from cms.archiving.contents import ArchiveContent, ArchiveContentError, checked_archive
from cms.archiving.resolving import Resolver
from cms.archiving.slugs import free_slug
from cms.archiving.walking import field_value, lists_of, page_fields, row_fields, rows_of
from cms.models import CoursePage, LessonPage, PartnerPage
from courses.formats.course_archive import Edition, Fields, Manifest, Page as PageEntry
from lms.records.actions import record_event
from network.models import Partner

__all__ = ["ArchiveContent", "Outcome", "checked_archive", "store_archive"]


@dataclass(frozen=True)
class Outcome:
    """What came of an import: the draft, how much was kept, and sentences on the rest."""

    page: Any
    kept: str
    losses: tuple[str, ...]  # what did not come along
    changed: tuple[str, ...] = ()  # what is not as it was


def store_archive(
    *, content: ArchiveContent, partner: Partner, actor_key: str, at: datetime
) -> Outcome:
    """Make the course, its lessons, questions and media anew in the partner's house.

    Every page is a draft and every id is new; nobody gets a right by it.

    Raises:
        ArchiveContentError: The partner has a page in none of the course's languages, or a
            question cannot be read. Nothing is kept.
    """
    belongings = Belongings(content, partner, at, author_key=actor_key)
    try:
        with transaction.atomic():
            outcome = _Import(content.manifest, partner, belongings).run()
            record_event(
                action="course_imported",
                object_type="course_page",
                object_key=str(outcome.page.translation_key),
                actor_key=actor_key,
                partner_key=partner.key,
                data={"media": len(content.files), "archive": True},
                at=at,
            )
            return outcome
    except BaseException:
        belongings.forget()
        raise


class _Import:
    """One archive being read; call ``run`` inside a transaction."""

    def __init__(self, manifest: Manifest, partner: Partner, belongings: Belongings) -> None:
        self.manifest, self.partner, self.belongings = manifest, partner, belongings
        self.resolver = Resolver()
        self.keys: dict[str, UUID] = {}

    def run(self) -> Outcome:
        """Questions and media first, then empty pages that can be linked to, then their content."""
        self.belongings.store(self.resolver)
        made = [
            (page, entry)
            for edition in self.manifest.editions
            for page, entry in self._pages(edition)
        ]
        if not made:
            raise ArchiveContentError(
                _("Ihre Einrichtung hat in keiner Sprache dieses Kurses eine Seite.")
            )
        for page, entry in made:
            with override(page.locale.language_code):
                self._fill(page, entry)
            page.save()
            page.save_revision()
        return Outcome(made[0][0], self._kept(len(made)), tuple(self.resolver.losses))

    def _kept(self, pages: int) -> str:
        questions = len(self.manifest.questions)
        media = sum(medium.kind != "picture" for medium in self.manifest.media)
        parts = [
            ngettext("%(number)d Seite", "%(number)d Seiten", pages) % {"number": pages},
            ngettext("%(number)d Frage", "%(number)d Fragen", questions) % {"number": questions},
            ngettext("%(number)d Bild oder Datei", "%(number)d Bilder und Dateien", media)
            % {"number": media},
        ]
        return _("Übernommen: %(parts)s.") % {"parts": ", ".join(parts)}

    def _pages(self, edition: Edition) -> Iterator[tuple[Any, PageEntry]]:
        """Empty pages of one language."""
        house = PartnerPage.objects.filter(
            partner=self.partner, locale__language_code=edition.language
        ).first()
        if house is None:
            self.resolver.lose(
                _("Fassung in der Sprache „%(language)s“: Ihre Einrichtung hat dort keine Seite.")
                % {"language": edition.language}
            )
            return
        course = self._page(CoursePage, house, edition, edition.course)
        course.origins = self._origins()
        yield course, edition.course
        for entry in edition.lessons:
            yield self._page(LessonPage, course, edition, entry), entry

    def _page(self, model: type, parent: Any, edition: Edition, entry: PageEntry) -> Any:
        key = self.keys.setdefault(entry.key, uuid4())
        title = str(entry.fields.get("title") or _("Ohne Titel"))[:255]
        page = model(
            title=title,
            slug=free_slug(parent, str(entry.fields.get("slug") or title)),
            locale=parent.locale,
            translation_key=key,
            live=False,
        )
        parent.add_child(instance=page)
        self.resolver.pages[f"{entry.key}/{edition.language}"] = page
        return page

    def _origins(self) -> list[dict[str, str]]:
        """Where the course comes from; one's own course come home names no foreign source."""
        chain = [origin.model_dump() for origin in self.manifest.origin]
        return chain[:-1] if chain[-1]["provider"] == self.partner.name else chain

    def _fill(self, page: Any, entry: PageEntry) -> None:
        known = {field.name: field for field in page_fields(type(page))} | {
            "title": None,
            "slug": None,
        }
        lists: dict[str, Any] = {relation.name: relation for relation in lists_of(type(page))}
        rows = {relation.get_accessor_name(): relation for relation in rows_of(type(page))}
        for name, value in entry.fields.items():
            if field := known.get(name):
                self._set(page, field, value)
            elif name in lists:
                ids = self.resolver.listed(lists[name].related_model, value)
                setattr(page, name, lists[name].related_model.objects.filter(pk__in=ids))
            elif name not in known:
                self._unknown_field(name)
        for name, entries in entry.rows.items():
            if name in rows:
                setattr(page, name, list(self._rows(rows[name], entries)))
            else:
                self._unknown_field(name)

    def _unknown_field(self, name: str) -> None:
        self.resolver.lose(_("Die Angabe „%(name)s“ gibt es hier nicht.") % {"name": name[:60]})

    def _rows(self, relation: Any, entries: list[Fields]) -> Iterator[Any]:
        """Rows of a page; one whose reference is not here is left out."""
        for order, entry in enumerate(entries):
            row = relation.related_model(sort_order=order)
            fields = row_fields(relation)
            for field in fields:
                if field.name in entry:
                    self._set(row, field, entry[field.name])
            is_whole = all(getattr(row, f.attname) is not None or f.null for f in fields)
            if is_whole and not getattr(row, "names_nothing", False):
                yield row

    def _set(self, row: Any, field: Any, value: Any) -> None:
        """Set one value; what the field does not take is reported and left as it is by default."""
        exchanged = field_value(field, value, self.resolver)
        if isinstance(field, StreamField):
            blocks = list(self._blocks(field.stream_block.child_blocks, exchanged))
            setattr(row, field.name, StreamValue(field.stream_block, blocks))
        elif field.is_relation or isinstance(field, RichTextField):
            setattr(row, field.attname, exchanged)
        elif exchanged is not None and exchanged != "":
            self._set_plain(row, field, exchanged)

    def _blocks(
        self, known: dict[str, Any], entries: list[dict[str, Any]]
    ) -> Iterator[tuple[str, Any, str]]:
        """Kind, value and id of each block; left out is what the editor would not keep either."""
        for entry in entries:
            block = known[entry["type"]]
            try:
                value = block.clean_deferred(block.to_python(entry["value"]))
            except (ValidationError, TypeError, ValueError):
                self.resolver.lose(
                    _("Ein Baustein der Art „%(name)s“ enthält, was hier nicht gilt.")
                    % {"name": block.label}
                )
            else:
                yield entry["type"], value, entry["id"]

    def _set_plain(self, row: Any, field: Any, value: Any) -> None:
        try:
            setattr(row, field.attname, field.clean(field.to_python(value), row))
        except (ValidationError, TypeError):
            name = str(field.verbose_name)
            self.resolver.lose(_("Die Angabe „%(name)s“ gilt hier nicht.") % {"name": name})
