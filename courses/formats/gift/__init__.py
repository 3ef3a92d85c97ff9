"""Questions in GIFT, a text format many learning platforms read and write."""

from courses.formats.gift.reading import read_gift
from courses.formats.gift.writing import write_gift, write_question

__all__ = ["read_gift", "write_gift", "write_question"]
