"""Measures what requests cost on this machine, beside a floor view in the same run."""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from cms.management.benchmark.bulk import measure_bulk
from cms.management.benchmark.pdf import measure_certificates
from cms.management.benchmark.report import table
from cms.management.benchmark.seed import World, seed
from cms.management.benchmark.server import Server
from cms.management.benchmark.visit import measure_first_visit
from cms.management.benchmark.workloads import CSRF, Measurement, Workload, measure

FLOOR = Workload("floor", "Django with two queries", "/benchmark/floor")
WRITING_FLOOR = Workload(
    "floorw", "the same and one row written", "/benchmark/floor", form=f"csrfmiddlewaretoken={CSRF}"
)


def workloads(world: World) -> list[Workload]:
    """The workloads with their budgets (performance budgets P1–P4)."""
    lesson = f"/de/lernen/{world.enrolment.key}/lektion-1/"
    step = f"csrfmiddlewaretoken={CSRF}&direction=next&position=1000"
    small, big = world.small_learner, world.big_learner
    return [
        Workload("P1", "catalogue, 20 courses, facets", "/de/kurse/", budget_queries=6),
        Workload(
            "P2", "course page, 41 lessons", world.course_path, small, budget_queries=10,
            budget_ratio=4.5,
        ),
        Workload(
            "P3", "record step, next lesson", f"{lesson}schritt/", small, form=step, is_htmx=True,
            budget_queries=9, budget_ratio=2.5,
        ),
        Workload("P4", "my learning, 6 courses", "/de/lernen/", small, budget_queries=6),
        Workload("P4b", "my learning, 60 courses", "/de/lernen/", big, budget_queries=6),
        Workload("P5", "search", "/de/kurse/?q=passwort", budget_queries=6),
    ]  # fmt: skip


class Command(BaseCommand):
    """Run the workloads on a seeded database of its own and print a table or JSON."""

    help = "Measures CPU, queries and bytes per request on seeded data, beside a floor view."

    def add_arguments(self, parser: CommandParser) -> None:
        """Scale and form of the output."""
        parser.add_argument("--courses", type=int, default=1000)
        parser.add_argument("--requests", type=int, default=200)
        parser.add_argument("--json", action="store_true")
        parser.add_argument("--database-url", default="", help="an empty database to fill")

    def handle(self, *args: object, **options: object) -> None:
        """Run a second process on a database of its own, or measure when this is the second."""
        if settings.IS_PRODUCTION:
            msg = "The benchmark fills a database with invented data: never in production."
            raise CommandError(msg)
        if getattr(settings, "BENCHMARK", False):
            self.measure(options)
            return
        with tempfile.TemporaryDirectory() as folder:
            environment = {
                **os.environ,
                "BENCHMARK": "1",
                "DEBUG": "0",
                "LOG_LEVEL": "ERROR",
                "DATA_DIR": folder,
                "DATABASE_URL": str(options["database_url"])
                or f"sqlite:///{Path(folder) / 'benchmark.sqlite3'}",
            }
            outcome = subprocess.run([sys.executable, *sys.argv], env=environment, check=False)  # noqa: S603
        if outcome.returncode:
            msg = "The benchmark failed."
            raise CommandError(msg)

    def measure(self, options: dict[str, object]) -> None:
        """Migrate, seed, serve, measure, print."""
        started = time.perf_counter()
        for command in ("migrate", "load_vocabularies", "load_site"):
            call_command(command, verbosity=0)
        migrated = time.perf_counter() - started
        world = seed(courses=int(str(options["courses"])), at=timezone.now())
        self.stderr.write(f"seeded after {time.perf_counter() - started:.0f} s")
        with Server({"DJANGO_SETTINGS_MODULE": "lms.settings.dev"}) as server:
            count = int(str(options["requests"]))
            asked = [FLOOR, WRITING_FLOOR, *workloads(world)]
            results = [measure(server, workload, count) for workload in asked]
        floors = {False: results[0].cpu_ms, True: results[1].cpu_ms}  # by whether it writes
        for workload, result in zip(asked, results, strict=True):
            floor = floors[bool(workload.form)]
            result.ratio = round(result.cpu_ms / floor, 2) if floor else 0
        now = timezone.now()
        results += [*measure_bulk(now), *measure_certificates(now), *measure_first_visit()]
        self.show(results, migrated, as_json=bool(options["json"]))

    def show(self, results: list[Measurement], migrated: float, *, as_json: bool) -> None:
        """Print the outcome."""
        if as_json:
            data = {"empty_to_migrated_s": round(migrated, 1), "workloads": []}
            data["workloads"] = [result.as_dict() for result in results]
            self.stdout.write(json.dumps(data, ensure_ascii=False, indent=2))
        else:
            self.stdout.write(table(results))
            self.stdout.write(f"empty database to migrated: {migrated:.1f} s")
