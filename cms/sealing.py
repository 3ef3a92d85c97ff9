"""What an approval binds to: a hash over everything the newest revision of a page would show.

It covers the revision's fields (texts, tests, schedule), the place of the page in its course, the
pools its tests draw from, and the bytes of the images and files it shows. Where two hashes of a
page differ, somebody has changed what the reviewers were asked about.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import ForeignKey, Q
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import ModelLogEntry, Page

from courses.models import QuestionVersion
from courses.queries.question import versions_tagged
from lms.accounts.models import User
from network.models import Partner

# Fields of a revision that say where Wagtail keeps the page, not what it shows.
UNSEEN = frozenset(
    {
        "alias_of", "depth", "draft_title", "expired", "first_published_at",
        "has_unpublished_changes", "last_published_at", "latest_revision",
        "latest_revision_created_at", "live", "live_revision", "locked", "locked_at", "locked_by",
        "numchild", "owner", "path", "url_path", "wagtail_admin_comments",
    }
)  # fmt: skip
Pools = dict[str, list[int]]  # ``pool_name`` → version ids


@dataclass(frozen=True)
class Seal:
    """The newest revision of one page, and what it shows besides its own words."""

    content_hash: str
    pools: Pools
    versions: frozenset[int]  # questions, fixed and in a pool
    media: frozenset[str]  # as ``media_key`` names them


def media_key(thing: Any) -> str:
    """Name an image or file: model and id."""
    return f"{thing._meta.label_lower}:{thing.pk}"


def seals_of(pages: Sequence[Page], *, pools: Mapping[int, Pools] | None = None) -> dict[int, Seal]:
    """Seal pages as they would be published now, by id.

    Args:
        pages: Specific pages with ``latest_revision``.
        pools: By page, what its tests may draw from; None asks which questions exist now.

    Costs three queries, and a few for each page: what it names is looked up, pools are read.
    """
    drafts = {page.pk: page.with_content_json(_content(page)) for page in pages}
    shown = {pk: set(_media(draft)) for pk, draft in drafts.items()}
    hashes = _file_hashes(set().union(*shown.values()))
    places = _places(pages)
    return {
        page.pk: _seal(
            page,
            _pools(drafts[page.pk], page) if pools is None else pools.get(page.pk, {}),
            fixed=_fixed(drafts[page.pk]),
            files={key: hashes.get(key, "") for key in sorted(shown[page.pk])},
            place=places[page.pk],
        )
        for page in pages
    }


def edited_by(user: User, pages: Sequence[Page], seals: Mapping[int, Seal]) -> list[Page]:
    """Pages whose newest revision, questions or files this person was the last to change.

    Two queries, whatever the number of pages.
    """
    versions = set().union(*(seals[page.pk].versions for page in pages))
    own = set(
        QuestionVersion.objects.filter(pk__in=versions, author_key=user.key).values_list(
            "pk", flat=True
        )
    )
    media = set().union(*(seals[page.pk].media for page in pages))
    changed = {key for key, user_id in _last_changes(media).items() if user_id == user.pk}
    return [
        page
        for page in pages
        if is_last_editor(page, user)
        or not own.isdisjoint(seals[page.pk].versions)
        or not changed.isdisjoint(seals[page.pk].media)
    ]


def is_last_editor(page: Any, user: User) -> bool:
    """Tell whether the newest revision of a page is this person's; nobody approves their own."""
    revision = page.latest_revision
    return revision is not None and revision.user_id == user.pk


def pool_name(quiz: Any, number: int) -> str:
    """Name what a draw draws from: the quiz block's id and the number of the draw in it."""
    return f"{quiz.id}:{number}"


def draws(page: Any) -> dict[str, str]:
    """The draws of a lesson's tests: name of the pool → tag."""
    return {
        pool_name(child, number): draw["tag"]
        for child in getattr(page, "body", ())
        if child.block_type == "quiz"
        for number, draw in enumerate(child.value.get("draws") or ())
    }


def partner_of(page: Page) -> Partner | None:
    """Whose page it is; None for the city's own. Two or three queries."""
    ancestors = page.get_ancestors(inclusive=True).specific()
    return next((p.partner for p in ancestors if hasattr(p, "partner_id")), None)


def _content(page: Page) -> dict[str, Any]:
    revision = page.latest_revision
    content: dict[str, Any] = revision.content if revision else page.serializable_data()
    return content


def _seal(page: Page, pools: Pools, *, fixed: set[int], files: Any, place: Any) -> Seal:
    shown = {key: value for key, value in _content(page).items() if key not in UNSEEN}
    everything = [shown, place, pools, files]
    canonical = json.dumps(everything, sort_keys=True, ensure_ascii=False, default=str)
    return Seal(
        content_hash=hashlib.sha256(canonical.encode()).hexdigest(),
        pools=pools,
        versions=frozenset(fixed.union(*pools.values())),
        media=frozenset(files),
    )


def _fixed(draft: Any) -> set[int]:
    quizzes = (c.value for c in getattr(draft, "body", ()) if c.block_type == "quiz")
    return {part["version"] for quiz in quizzes for part in quiz["parts"] if part["version"]}


def _pools(draft: Any, page: Page) -> Pools:
    tags = draws(draft)
    partner = partner_of(page) if tags else None
    if partner is None:
        return {}
    locale = page.locale.language_code
    return {
        name: versions_tagged(partner=partner, locale=locale, tag=tag) for name, tag in tags.items()
    }


def _media(draft: Any) -> Iterator[str]:
    """Images and files that a page names in its fields."""
    models = (get_image_model(), get_document_model())
    for field in draft._meta.get_fields():
        if isinstance(field, ForeignKey) and field.related_model in models:
            key = getattr(draft, field.attname)
            if key is not None:
                yield f"{field.related_model._meta.label_lower}:{key}"
        elif hasattr(field, "extract_references"):
            for model, key, *_where in field.extract_references(field.value_from_object(draft)):
                if issubclass(model, models):
                    yield f"{model._meta.label_lower}:{key}"


def _file_hashes(keys: Iterable[str]) -> dict[str, str]:
    hashes = {}
    for model in (get_image_model(), get_document_model()):
        for thing in model.objects.filter(pk__in=_ids(keys, model)):
            hashes[media_key(thing)] = thing.get_file_hash()
    return hashes


def _ids(keys: Iterable[str], model: Any) -> list[str]:
    start = f"{model._meta.label_lower}:"
    return [key.removeprefix(start) for key in keys if key.startswith(start)]


def _places(pages: Sequence[Page]) -> dict[int, list[int]]:
    """By page: below which page it stands, and after which; one query.

    Where a course stands among its house's other courses says nothing, so the order counts only for
    pages that never have pages below them.
    """
    parents = {page.path[: -Page.steplen] for page in pages}
    family = Q(path__in=parents)
    for path in parents:
        family |= Q(path__startswith=path, depth=len(path) // Page.steplen + 1)
    rows = dict(Page.objects.filter(family).order_by("path").values_list("path", "pk"))
    places = {}
    for page in pages:
        parent = page.path[: -Page.steplen]
        before = [
            pk
            for path, pk in rows.items()
            if not page.subpage_types and path.startswith(parent) and parent < path < page.path
        ]
        places[page.pk] = [rows.get(parent, 0), before[-1] if before else 0]
    return places


def _last_changes(keys: Iterable[str]) -> dict[str, int | None]:
    """Who was the last to upload or change each image or file; one query."""
    condition = Q(pk__in=[])
    for model in (get_image_model(), get_document_model()):
        if ids := _ids(keys, model):
            kind = ContentType.objects.get_for_model(model)
            condition |= Q(content_type=kind, object_id__in=ids)
    entries = ModelLogEntry.objects.filter(condition, action__in=["wagtail.create", "wagtail.edit"])
    rows = entries.select_related("content_type").order_by("timestamp", "pk")
    return {
        f"{row.content_type.app_label}.{row.content_type.model}:{row.object_id}": row.user_id
        for row in rows
    }
