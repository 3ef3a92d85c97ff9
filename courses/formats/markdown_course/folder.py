"""Reads the folder: which files are lessons, their front matter, their quizzes."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from courses.formats.markdown_course.markup import Reader, dangers, paragraphs, rendered
from courses.formats.markdown_course.quizzes import read_quiz
from courses.formats.markdown_course.values import (
    CourseSource,
    FormatError,
    LessonSource,
    Loss,
    QuestionSource,
    QuizSource,
)

COURSE = "course.md"
_NO_LESSONS = {"readme", "license", "licence", "attribution", "changelog", "contributing"}
_ENDINGS = {".md", ".markdown", ".html", ".htm"}


def read_course(folder: Path, quiz: Path | None = None) -> CourseSource:
    """Read every lesson of a folder in the order of file names.

    Args:
        folder: Holds Markdown or HTML files, their images and quiz files.
        quiz: A quiz file beside the folder; its questions go to the lessons they name.

    Raises:
        FormatError: The folder holds no lesson, or a file cannot be read.
    """
    if not folder.is_dir():
        message = f"{folder}: kein Ordner"
        raise FormatError(message)
    losses: list[Loss] = []
    files = [file for file in sorted(folder.iterdir()) if _is_lesson(file)]
    lessons = [_lesson(file, folder, losses) for file in files]
    if not lessons:
        message = f"{folder.name}: keine Lektion gefunden (.md oder .html)"
        raise FormatError(message)
    meta, body = _front_matter(folder / COURSE) if (folder / COURSE).exists() else ({}, "")
    if quiz is not None:
        lessons = _distributed(lessons, read_quiz(quiz))
    return CourseSource(
        folder=folder,
        meta=meta,
        description=paragraphs(body),
        lessons=tuple(lessons),
        losses=tuple(losses),
    )


def _is_lesson(file: Path) -> bool:
    is_text = file.is_file() and file.suffix.lower() in _ENDINGS
    named = file.stem.lower() in _NO_LESSONS or file.name == COURSE
    return is_text and not named and not file.name.startswith(("_", "."))


def _front_matter(file: Path) -> tuple[dict[str, Any], str]:
    text = file.read_text(encoding="utf-8-sig", errors="replace")
    if not text.startswith("---\n"):
        return {}, text
    head, separator, body = text[4:].partition("\n---")
    if not separator:
        return {}, text
    try:
        meta = yaml.safe_load(head) or {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        message = f"{file.name}:{line}: der Kopf ist kein gültiges YAML"
        raise FormatError(message) from error
    if not isinstance(meta, dict):
        message = f"{file.name}:1: der Kopf muss aus „Name: Wert“ bestehen"
        raise FormatError(message)
    return meta, body.lstrip("-").lstrip("\n")


def _lesson(file: Path, folder: Path, losses: list[Loss]) -> LessonSource:
    meta, body = _front_matter(file)
    losses.extend(dangers(file.read_text(encoding="utf-8-sig", errors="replace"), file.name))
    reader = Reader(file.name, folder)
    reader.read(body if file.suffix.lower() in {".html", ".htm"} else rendered(body))
    losses.extend(reader.losses)
    quizzes = [read_quiz(folder / str(meta[name])) for name in ("quiz",) if meta.get(name)]
    if meta.get("practice"):
        quizzes.append(replace(read_quiz(folder / str(meta["practice"])), is_required=False))
    title = str(meta.get("title") or reader.title or _named(file))
    return LessonSource(
        file=file.name,
        title=title[:200],
        blocks=tuple(reader.blocks),
        section=str(meta.get("section", "")),
        minutes=int(meta.get("minutes", 10)),
        is_required=bool(meta.get("required", True)),
        is_open=bool(meta.get("open", False)),
        quizzes=tuple(quizzes),
        reflection=str(meta.get("reflection", "")),
    )


def _named(file: Path) -> str:
    """A title out of a file name: ``01-safety-first`` becomes ``Safety first``."""
    words = re.sub(r"^\d+[-_ ]*", "", file.stem).replace("_", " ").replace("-", " ").strip()
    return words[:1].upper() + words[1:] or file.stem


def _distributed(lessons: list[LessonSource], quiz: QuizSource) -> list[LessonSource]:
    """Give each question to the lesson it names, by file or title; the rest to the last one."""
    names = {name: i for i, x in enumerate(lessons) for name in (Path(x.file).stem, x.title)}
    chosen: dict[int, list[QuestionSource]] = {}
    for question in quiz.questions:
        chosen.setdefault(names.get(question.lesson, len(lessons) - 1), []).append(question)
    return [
        replace(lesson, quizzes=(*lesson.quizzes, replace(quiz, questions=tuple(chosen[index]))))
        if index in chosen
        else lesson
        for index, lesson in enumerate(lessons)
    ]
