"""What our pages share."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from wagtail.models import Page

from cms.forms.page import HousePageForm


class BoundPage(Page):
    """A page for writing whose public face is a plain view.

    Subclasses say where that face is. Before the first publication there is none. Visitors never
    see a subclass's ``template``: Wagtail previews drafts with it.
    """

    base_form_class = HousePageForm

    class Meta:
        abstract = True

    def face(self) -> str | None:
        """The path of the view that shows this page's content, without host."""
        raise NotImplementedError

    def get_url_parts(self, request: HttpRequest | None = None) -> Any:
        """Give the plain view's address to menus, links and the admin."""
        parts = super().get_url_parts(request)
        if parts is None:
            return None
        with translation.override(self.locale.language_code):
            path = self.face()
        return (parts[0], parts[1], path) if path else None

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead whoever finds the page in the tree to its face."""
        with translation.override(self.locale.language_code):
            path = self.face()
        return redirect(path or "/", permanent=False)
