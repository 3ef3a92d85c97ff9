"""How links of rich text find their addresses."""

from typing import Any

from django.utils.html import escape
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler


class PublishedLinkHandler(PageLinkHandler):
    """Leads, by id, to the address a page has now; nowhere while it is not public."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        """The opening tag of each link; without ``href`` the words stay and the way does not."""
        return [_opening(page) for page in cls.get_many(attrs_list)]


def _opening(page: Page | None) -> str:
    target = page.localized.specific if page is not None else None
    url = target.url if target is not None and target.live else None
    return f'<a href="{escape(url)}">' if url else "<a>"
