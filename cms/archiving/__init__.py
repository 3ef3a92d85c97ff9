"""Our own course archive: everything of a course in one file, and back again."""

from cms.archiving.reading import ArchiveContent, Outcome, checked_archive, store_archive
from cms.archiving.writing import write_archive

__all__ = ["ArchiveContent", "Outcome", "checked_archive", "store_archive", "write_archive"]
