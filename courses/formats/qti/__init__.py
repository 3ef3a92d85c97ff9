"""Questions in QTI 2.1 and 2.2 of 1EdTech: single items and content packages."""

from courses.formats.qti.item import read_qti
from courses.formats.qti.package import read_qti_package

__all__ = ["read_qti", "read_qti_package"]
