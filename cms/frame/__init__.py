"""The first pages of a site and the menus that lead to them."""

from cms.frame.building import build_frame

__all__ = ["build_frame"]
