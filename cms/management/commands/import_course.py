"""Imports a folder of lessons as a draft course."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils import timezone

from cms.importing import ImportRequest, import_course
from cms.importing.wording import summary_in_words
from lms.common.errors import DomainError
from network.models import Partner


class Command(BaseCommand):
    """Read a folder of Markdown or HTML lessons; the course stays a draft."""

    help = "Imports a folder of Markdown or HTML lessons as a draft course and lists every loss."

    def add_arguments(self, parser: CommandParser) -> None:
        """The folder, whose course it is, and what overrides the folder's own facts."""
        parser.add_argument("path", type=Path)
        parser.add_argument("--partner", required=True, help="slug of the partner")
        parser.add_argument("--title", default="")
        parser.add_argument("--language", default="", help="such as de or en")
        parser.add_argument("--licence", default="", help="SPDX identifier, such as CC-BY-4.0")
        parser.add_argument(
            "--quiz", type=Path, action="append", default=[], help="file of questions; repeatable"
        )

    def handle(self, *args: object, **options: object) -> None:
        """Import and report."""
        partner = Partner.objects.filter(slug=options["partner"]).first()
        if partner is None:
            message = f"Einen Partner „{options['partner']}“ gibt es nicht."
            raise CommandError(message)
        request = ImportRequest(
            folder=Path(str(options["path"])),
            partner=partner,
            title=str(options["title"]),
            language=str(options["language"]),
            licence=str(options["licence"]),
            quizzes=tuple(options["quiz"]),  # type: ignore[arg-type]  # argparse made Paths
        )
        try:
            report = import_course(request=request, at=timezone.now())
        except DomainError as error:
            raise CommandError(str(error)) from error
        address = reverse("wagtailadmin_explore", args=[report.page.pk])
        self.stdout.write(self.style.SUCCESS(f"Entwurf „{report.page.title}“: {address}"))
        self.stdout.write(
            summary_in_words(
                lessons=report.lessons, questions=report.questions, pictures=report.pictures
            )
        )
        if report.passed_over:
            self.stdout.write(f"Nicht gelesen: {', '.join(report.passed_over)}")
        self.stdout.write(f"Verluste: {len(report.losses)}")
        for loss in report.losses:
            self.stdout.write(f"  {loss}")
