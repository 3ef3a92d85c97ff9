"""Blocks of lesson and page bodies."""

from cms.blocks.streams import LessonStreamBlock, PageStreamBlock

__all__ = ["LessonStreamBlock", "PageStreamBlock"]
