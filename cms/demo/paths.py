"""The demonstration's learning paths, made, agreed to and published. Safe to repeat."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from django.utils.timezone import localdate

from courses.actions.path.agreeing import answer_path, ask_houses, publish_path
from courses.actions.path.making import PathWords, create_path
from courses.actions.path.steps import StepWords, add_step
from courses.models import CourseText, LearningPath, PathAgreement, PathText
from lms.accounts.models import User
from network.models import Partner
from network.queries.viewer import Viewer, viewer_of

FILE = Path(__file__).parent / "paths.yaml"


def load_paths(titles: Mapping[str, str], *, at: datetime) -> None:
    """Make the paths that are not there yet.

    Args:
        titles: Course title by folder.
        at: When all of it happens.
    """
    content: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    for row in content["paths"]:
        if not PathText.objects.filter(title=row["title"]["de"]).exists():
            _path(row, titles, at)


def _path(row: dict[str, Any], titles: Mapping[str, str], at: datetime) -> None:
    maker, by = Partner.objects.filter(slug=row["maker"]).first(), _viewer(row["by"], at)
    texts = {code: (title, row["summary"][code]) for code, title in row["title"].items()}
    words = PathWords("de", row["ordered"], texts)
    path = create_path(partner=maker, words=words, by=by, at=at)
    for step in row["steps"]:
        text = CourseText.objects.select_related("course").get(title=titles[step["course"]])
        said = StepWords(step["reason"], step.get("transition", {}))
        add_step(path=path, course=text.course, words=said, by=by, at=at)
    if maker is not None:
        _agreements(path, row["agree"], by, at)
    publish_path(path=path, by=by, at=at)


def _agreements(path: LearningPath, names: list[str], by: Viewer, at: datetime) -> None:
    ask_houses(path=path, by=by, at=at)
    for name in names:
        viewer = _viewer(name, at)
        for agreement in PathAgreement.objects.filter(path=path, partner__in=viewer.houses):
            answer_path(agreement=agreement, agrees=True, by=viewer, at=at)


def _viewer(username: str, at: datetime) -> Viewer:
    return viewer_of(User.objects.get(username=username), localdate(at))
