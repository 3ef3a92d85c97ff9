"""Plans a quarter from the stored matches and prints the plan."""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from network.matching.cells import FIELDS
from network.matching.planning import SAFETY, Plan, Problem
from network.queries.exchange import exchange_keys
from network.queries.plan import LIMIT, SAFEST, Parameters, field_quotas, ground
from network.queries.quarters import Quarter


class Command(BaseCommand):
    """Chosen pairs, value, bound and seconds; nothing is stored."""

    help = "Plans the cooperations of a quarter exactly, from the matches computed last."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the controls of the planner."""
        parser.add_argument("--json", action="store_true", help="Print JSON instead of a table.")
        parser.add_argument(
            "--quota",
            action="append",
            default=[],
            metavar="NUMBER|FIELD=NUMBER",
            help="Most cooperations of all, or of one field; may be given several times.",
        )
        parser.add_argument("--fairness", type=float, default=0.0, help="Share of small partners.")
        parser.add_argument("--safety", type=float, default=SAFETY, help="0: gaps only.")
        parser.add_argument("--seconds", type=float, default=60, help="For the solver.")
        parser.add_argument("--as-of", type=date.fromisoformat, default=None)

    def handle(self, *args: object, **options: Any) -> None:
        """Plan and print."""
        from network.matching.exact import exact  # noqa: PLC0415  (numeric libraries)

        day = options["as_of"] or timezone.localdate()
        quarter = Quarter.of(day)
        wanted = _parameters(options, field_quotas(quarter))
        found = ground(quarter, day)
        problem = found.problem(wanted, frozenset(), frozenset())
        plan = exact(problem, seconds=options["seconds"], labels=found.labels)
        report = _report(problem, plan)
        if options["json"]:
            self.stdout.write(json.dumps(report, ensure_ascii=False))
            return
        for pair in report["chosen"]:
            self.stdout.write(f"{pair['first']}  {pair['second']}  {pair['probability']:.2f}")
        for line in report["notes"]:
            self.stdout.write(line)
        bound = "unknown" if plan.bound is None else f"{plan.bound:.3f}"
        self.stdout.write(f"value {plan.value:.3f}, bound {bound}, {plan.seconds:.2f} s")


def _parameters(options: dict[str, Any], quotas: dict[str, int]) -> Parameters:
    """Read the controls.

    Raises:
        CommandError: A number or field that does not exist.
    """
    limit = LIMIT
    for given in options["quota"]:
        name, has_field, number = given.rpartition("=")
        if not number.isascii() or not number.isdigit():
            message = f"--quota {given}: a whole number is needed."
            raise CommandError(message)
        if not has_field:
            limit = int(number)
        elif name in FIELDS:
            quotas[name] = int(number)
        else:
            message = f"--quota {given}: known fields are {', '.join(FIELDS)}."
            raise CommandError(message)
    if not 0 <= options["fairness"] <= 1 or not 0 <= options["safety"] <= SAFEST:
        message = f"--fairness lies between 0 and 1, --safety between 0 and {SAFEST:g}."
        raise CommandError(message)
    return Parameters(limit, quotas, options["fairness"], options["safety"])


def _report(problem: Problem, plan: Plan) -> dict[str, Any]:
    """Partners stand under their names in files, as in what ``match_partners`` prints."""
    names = exchange_keys()
    known = problem.by_key()
    chosen = [
        {
            "first": names[known[key].first],
            "second": names[known[key].second],
            "probability": known[key].probability,
            "lead_field": known[key].lead_field,
            "cells": sorted(cell.code for cell in known[key].cells),
        }
        for key in plan.chosen
    ]
    return {
        "chosen": chosen,
        "value": plan.value,
        "bound": plan.bound,
        "seconds": plan.seconds,
        "is_proven": plan.proven,
        "checksum": plan.checksum,
        "limit": problem.limit,
        "quotas": dict(problem.quotas),
        "fairness": problem.fairness,
        "notes": [one.en for one in (*plan.faults, *plan.notes)],
    }
