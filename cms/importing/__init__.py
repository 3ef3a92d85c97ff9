"""Makes a draft course out of a folder of lessons."""

from cms.importing.course import (
    ImportReport,
    ImportRequest,
    ImportUnreadableError,
    import_course,
)

__all__ = ["ImportReport", "ImportRequest", "ImportUnreadableError", "import_course"]
