"""A partner's house inside Wagtail: page, media collection, rights, workflow, question bank.

Everything is found again by what it is tied to, so that preparing a partner twice changes
nothing; it may be repeated when a language is added.
"""

from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _, override
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from cms.models import ApprovalTask, PartnerIndexPage, PartnerPage
from cms.onboarding.groups import (
    COLLECTION_ACTS,
    authors_name,
    grant_collection,
    grant_pages,
    partner_groups,
    reviewers_name,
    staff_group,
    sync_partner,
)
from courses.actions.question import default_bank
from network.models import Partner


@transaction.atomic
def prepare_partner(*, partner: Partner, at: datetime) -> None:
    """Make everything of a partner that is missing, and bring rights up to date.

    Pages are made below the partner index of each language, as translations of each other.
    """
    for index in _indexes():
        _partner_page(partner, index)
    sync_partner(partner=partner)
    default_bank(partner)
    collection = collection_of(partner)
    pages = list(pages_of(partner))
    for name, acts in partner_groups(partner).items():
        group = Group.objects.get(name=name)
        grant_pages(group, pages, acts)
        grant_collection(group, collection, COLLECTION_ACTS)
    if pages:
        workflow = _workflow(partner, pages)
        for page in pages:
            WorkflowPage.objects.get_or_create(page_id=page.pk, defaults={"workflow": workflow})


def pages_of(partner: Partner) -> QuerySet[PartnerPage]:
    """The partner's pages, one per language, by tree path."""
    pages: QuerySet[PartnerPage] = PartnerPage.objects.filter(partner=partner).order_by("path")
    return pages


@transaction.atomic
def collection_of(partner: Partner) -> Collection:
    """The collection of a partner's images and files; made when it is missing."""
    right = (
        GroupCollectionPermission.objects.filter(group__name=authors_name(partner))
        .select_related("collection")
        .first()
    )
    if right is not None:
        return right.collection
    return Collection.get_first_root_node().add_child(name=partner.name)


def _indexes() -> list[PartnerIndexPage]:
    """Partner indexes, the default language first: later ones become its translations."""
    indexes = PartnerIndexPage.objects.select_related("locale")
    return sorted(indexes, key=lambda page: page.locale.language_code != settings.LANGUAGE_CODE)


def _partner_page(partner: Partner, index: PartnerIndexPage) -> None:
    siblings = pages_of(partner)
    if siblings.filter(locale=index.locale).exists():
        return
    page = PartnerPage(
        title=partner.name, slug=partner.slug, partner=partner, locale=index.locale, live=False
    )
    if (source := siblings.first()) is not None:
        page.translation_key = source.translation_key
    index.add_child(instance=page)
    page.save_revision().publish()


def _workflow(partner: Partner, pages: list[PartnerPage]) -> Workflow:
    """The approval that guards the partner's pages; its groups follow the city's grant."""
    found = Workflow.objects.filter(workflow_pages__page__in=[page.pk for page in pages]).first()
    if found is None:
        with override(settings.LANGUAGE_CODE):
            name = _("Freigabe: %(partner)s") % {"partner": partner.name}
        found = Workflow.objects.create(name=name[:255])
        task = ApprovalTask.objects.create(name=name[:255])
        WorkflowTask.objects.create(workflow=found, task=task, sort_order=0)
    for task in ApprovalTask.objects.filter(workflow_tasks__workflow=found):
        reviewers = Group.objects.filter(name=reviewers_name(partner))
        task.groups.set([staff_group(), *reviewers])
    return found
