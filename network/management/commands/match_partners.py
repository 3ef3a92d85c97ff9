"""Suggests partners to each other: prints the lists, or computes and keeps them."""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from network.actions.match_lists import suggestion_lists
from network.actions.match_run import FAIRNESS, TOP, compute, run_matching
from network.queries.exchange import day_of_data, exchange_keys
from network.queries.weights import current_weights


class Command(BaseCommand):
    """``manage.py match_partners [--json] [--top 20] [--as-of DATE]``."""

    help = (
        "With --json: prints for each partner its suggestions, best first, and writes nothing. "
        "Without: computes all matches and makes them the ones that are shown."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to print, and for which day."""
        parser.add_argument("--json", action="store_true")
        parser.add_argument("--top", type=int, default=TOP)
        parser.add_argument("--fair", type=float, default=FAIRNESS, help="0: by score alone")
        parser.add_argument(
            "--as-of",
            type=date.fromisoformat,
            default=None,
            help="default: today, or the day of the data last imported if that is later",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Compute; print or keep."""
        as_of = options["as_of"] or day_of_data(timezone.localdate())
        if not options["json"]:
            run = run_matching(as_of=as_of, at=timezone.now())
            self.stdout.write(
                f"{run.partners} partners, {run.pairs} pairs, {run.milliseconds} ms, {run.checksum}"
            )
            return
        computed = compute(as_of, current_weights(), options["top"], options["fair"])
        lists = suggestion_lists(computed.result, exchange_keys())
        self.stdout.write(json.dumps(lists, ensure_ascii=False))
