"""Writes one course with everything that belongs to it into a file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from cms.archiving import write_archive
from cms.models import CoursePage
from courses.models import Course


class Command(BaseCommand):
    """Export a course by its key or its slug."""

    help = "Writes a course (all languages, lessons, tests, media) into a ZIP archive."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which course, and where to."""
        parser.add_argument("course", help="public key of the course, or slug of its page")
        parser.add_argument("file", type=Path)

    def handle(self, *args: object, **options: object) -> None:
        """Write the file; one that is there is replaced."""
        wanted, path = str(options["course"]), Path(str(options["file"]))
        pages = CoursePage.objects.filter(slug=wanted)
        if course := Course.objects.filter(key=wanted).first():
            pages = CoursePage.objects.filter(translation_key=course.source_key)
        keys = set(pages.values_list("translation_key", flat=True))
        page = pages.order_by("pk").first()
        if page is None or len(keys) > 1:
            message = f"{len(keys)} Kurse heißen „{wanted}“; nennen Sie einen mit seinem Schlüssel."
            raise CommandError(message)
        with path.open("wb") as target:
            manifest = write_archive(course=page, target=target, on=timezone.localdate())
        self.stdout.write(
            self.style.SUCCESS(
                f"„{page.title}“: {len(manifest.editions)} Sprachen, "
                f"{len(manifest.questions)} Fragen, {len(manifest.media)} Medien → {path}"
            )
        )
