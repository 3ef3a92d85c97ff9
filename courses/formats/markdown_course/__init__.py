"""Reads a folder of Markdown or HTML lessons into plain values, and says what was lost."""

from courses.formats.markdown_course.folder import read_course
from courses.formats.markdown_course.values import (
    Block,
    CourseSource,
    FormatError,
    LessonSource,
    Loss,
    QuestionSource,
    QuizSource,
)

__all__ = [
    "Block",
    "CourseSource",
    "FormatError",
    "LessonSource",
    "Loss",
    "QuestionSource",
    "QuizSource",
    "read_course",
]
