"""A folder of Markdown or HTML lessons as a course: read, cleaned, cut into blocks.

Pure: nothing is stored and nothing is fetched. Front matter and file names are described in
``docs/import.md``.
"""

from courses.formats.markdown_course.folder import read_folder
from courses.formats.markdown_course.quiz import read_quiz
from courses.formats.markdown_course.shapes import (
    CourseFacts,
    CourseFormatError,
    FolderCourse,
    FolderLesson,
    FolderQuestion,
    FolderQuiz,
    Loss,
    LossKind,
)

__all__ = [
    "CourseFacts",
    "CourseFormatError",
    "FolderCourse",
    "FolderLesson",
    "FolderQuestion",
    "FolderQuiz",
    "Loss",
    "LossKind",
    "read_folder",
    "read_quiz",
]
