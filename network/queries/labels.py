"""What the values of the facets are called, and who has which."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Choices
from django.utils.functional import Promise
from django.utils.translation import get_language, get_language_info

from lms.taxonomy.models import Competence, Term

Links = dict[int, set[str]]  # primary key of who has it → codes


@dataclass(frozen=True)
class Label:
    """How one value of a facet is called and shown."""

    name: str | Promise
    name_en: str = ""
    colour: str = ""
    icon: str = ""
    other_names: str = ""  # found by the search, not shown

    @property
    def title(self) -> str:
        """The title in the active language; German where there is none."""
        return self.name_en if get_language() == "en" and self.name_en else str(self.name)


def choice_labels(choices: type[Choices]) -> dict[str, Label]:
    """The labels of a fixed list of choices."""
    return {str(value): Label(label) for value, label in choices.choices}


def language_labels(codes: Iterable[str]) -> dict[str, Label]:
    """Languages named in themselves, as their speakers look for them."""
    return {code: Label(_language(code)) for code in sorted(codes)}


def terms(model: type[Term], link: str, *extra: str) -> tuple[dict[str, Label], Links]:
    """A vocabulary and who has which of its values: one outer join, so no value is lost."""
    rows = model._default_manager.values_list("code", "title_de", "title_en", link, *extra)
    labels: dict[str, Label] = {}
    links: Links = defaultdict(set)
    for code, german, english, owner, *more in rows:
        labels[code] = _label(german, english, dict(zip(extra, more, strict=True)))
        if owner is not None:
            links[owner].add(code)
    return labels, links


def areas(link: str) -> tuple[dict[str, Label], Links]:
    """The areas of all competence frameworks, and who works in which.

    The versions of DigComp share their five areas, so that these count together under the names
    of the default version; areas of other frameworks carry the framework's name.
    """
    rows = Competence.objects.select_related(None).order_by(
        "-framework__is_default", "framework__code", "position"
    )
    columns = ("code", "parent__code", "framework__code", "framework__name")
    labels: dict[str, Label] = {}
    links: Links = defaultdict(set)
    for code, parent, framework, name, german, english, owner in rows.values_list(
        *columns, "title_de", "title_en", link
    ):
        value = area_code(framework, parent or code)
        if parent is None and value not in labels:
            end = "" if ":" not in value else f" ({name})"
            labels[value] = Label(f"{german}{end}", f"{english or german}{end}")
        if owner is not None:
            links[owner].add(value)
    return labels, links


def area_code(framework: str, area: str) -> str:
    """The facet's value of a competence area: ``2`` for all versions of DigComp, else named."""
    return area if framework.startswith("digcomp") else f"{framework}:{area}"


def _label(german: str, english: str, more: dict[str, Any]) -> Label:
    return Label(
        german,
        english,
        colour=more.get("colour", ""),
        icon=more.get("icon", ""),
        other_names=more.get("title_dsb", ""),
    )


def _language(code: str) -> str:
    try:
        return str(get_language_info(code)["name_local"])
    except KeyError:
        return code
