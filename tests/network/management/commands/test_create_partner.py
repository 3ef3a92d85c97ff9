"""The command that takes in a partner."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from lms.records.models import OutboxMessage
from network.models import Partner
from tests.factories.network import PartnerFactory

pytestmark = pytest.mark.django_db


def run(*extra, slug="vhs", kind="adult_education"):
    out, err = StringIO(), StringIO()
    call_command(
        "create_partner",
        "--name=Volkshochschule Cottbus/Chóśebuz",
        f"--slug={slug}",
        f"--kind={kind}",
        "--admin-email=leitung@example.org",
        *extra,
        stdout=out,
        stderr=err,
    )
    return out.getvalue(), err.getvalue()


def test_command_creates_everything_in_one_go():
    out, err = run(
        "--admin-name=Kim",
        "--mailbox=info@example.org",
        "--website=https://example.org/",
        "--summary=Kurse für alle.",
        "--stages",
        "adult",
        "practice",
        "--fields",
        "education",
        "--may-self-approve",
    )
    partner = Partner.objects.get()
    assert out == (
        "Volkshochschule Cottbus/Chóśebuz: /partner/vhs/\nInvitation sent to leitung@example.org.\n"
    )
    assert err == ""
    assert [stage.code for stage in partner.stages.all()] == ["adult", "practice"]
    assert [field.code for field in partner.action_fields.all()] == ["education"]
    assert partner.may_self_approve is True
    assert partner.texts.get().summary == "Kurse für alle."
    assert partner.memberships.get().user.display_name == "Kim"
    assert OutboxMessage.objects.get().recipient == "leitung@example.org"


def test_command_warns_of_a_mailbox_that_looks_personal():
    _out, err = run("--mailbox=kim.beispiel@example.org")
    assert "looks like the address of a person" in err


def test_command_names_unknown_codes():
    with pytest.raises(CommandError, match=r"Unknown: castle. Known codes: early, primary"):
        run("--stages", "castle", "adult")
    assert not Partner.objects.exists()


def test_command_tells_what_is_wrong():
    PartnerFactory(slug="vhs")
    with pytest.raises(CommandError, match="vhs"):
        run()
