"""Makes a draft course out of a folder of lessons."""

from cms.importing.course import (
    ImportReport,
    ImportRequest,
    import_course,
)
from cms.importing.lessons import ImportUnreadableError

__all__ = ["ImportReport", "ImportRequest", "ImportUnreadableError", "import_course"]
