"""Takes in a partner from the command line."""

from argparse import ArgumentParser
from typing import Any, TypeVar

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet
from django.utils import timezone

from lms.common.errors import DomainError
from lms.taxonomy.models import Term
from lms.taxonomy.queries import action_fields, stages
from network.actions.onboarding import onboard_partner
from network.enums import PartnerKind
from network.rules import mailbox_looks_personal

TermType = TypeVar("TermType", bound=Term)


class Command(BaseCommand):
    """Creates the organisation with everything that belongs to it and invites its admin."""

    help = "Takes in a partner: organisation, page, groups, workflow, invitation of its admin."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what is known of the organisation."""
        parser.add_argument("--name", required=True)
        parser.add_argument("--slug", required=True)
        parser.add_argument("--kind", required=True, choices=PartnerKind.values)
        parser.add_argument("--admin-email", required=True)
        parser.add_argument("--admin-name", default="")
        parser.add_argument("--mailbox", default="", help="Public mailbox of the office.")
        parser.add_argument("--website", default="")
        parser.add_argument("--summary", default="", help="One or two sentences in German.")
        parser.add_argument("--stages", nargs="*", default=[], help="Codes, such as: primary adult")
        parser.add_argument("--fields", nargs="*", default=[], help="Codes, such as: energy")
        parser.add_argument("--may-self-approve", action="store_true")

    def handle(self, *args: object, **options: Any) -> None:
        """Create, and say where the partner is found."""
        try:
            partner = onboard_partner(
                name=options["name"],
                slug=options["slug"],
                kind=options["kind"],
                admin_email=options["admin_email"],
                admin_name=options["admin_name"],
                contact_mailbox=options["mailbox"],
                website=options["website"],
                summary=options["summary"],
                stages=chosen(stages(), options["stages"]),
                action_fields=chosen(action_fields(), options["fields"]),
                may_self_approve=options["may_self_approve"],
                actor=None,
                at=timezone.now(),
            )
        except DomainError as error:
            raise CommandError(str(error)) from error
        if mailbox_looks_personal(partner.contact_mailbox):
            self.stderr.write(
                f"Note: {partner.contact_mailbox} looks like the address of a person; "
                "it is shown in public."
            )
        self.stdout.write(f"{partner.name}: /partner/{partner.slug}/")
        self.stdout.write(f"Invitation sent to {options['admin_email']}.")


def chosen(terms: QuerySet[TermType], codes: list[str]) -> list[TermType]:
    """Find the entries of a vocabulary.

    Raises:
        CommandError: One of the codes is unknown.
    """
    found = list(terms.filter(code__in=codes))
    unknown = set(codes) - {term.code for term in found}
    if unknown:
        known = ", ".join(terms.values_list("code", flat=True))
        message = f"Unknown: {', '.join(sorted(unknown))}. Known codes: {known}"
        raise CommandError(message)
    return found
