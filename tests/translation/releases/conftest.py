"""A draft, its document, and functions to plan and prepare their release."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from wagtail.models import Collection, Locale, Page

from core.models import SiteDocument
from home.models import ContentPage
from tests import specimens as specimen
from tests.translation.conftest import translate_segments
from translation.actions.review import ApproveTranslation, SubmitForReview
from translation.models import Assignment, ReleaseSet
from translation.releases.actions import PlanRelease


def create_draft(home, slug: str = "report"):
    page = ContentPage(title="A new report", slug=slug, locale=home.locale, live=False)
    home.add_child(instance=page)
    page.save_revision()
    return page


@pytest.fixture
def draft(home):
    """A page that is not published."""
    return create_draft(home)


@pytest.fixture
def document(home):
    """A document that a public page uses, too."""
    belongs = Collection.get_first_root_node().add_child(name="Reports")
    document = SiteDocument.objects.create(
        title="Report",
        file=ContentFile(b"%PDF-1.7\n%%EOF\n", "report.pdf"),
        file_size=15,
        collection=belongs,
    )
    specimen.use_file(home, document)
    return document


@pytest.fixture
def plan_release(editor, draft):
    """Plan the release of the draft in some languages; ``waivers`` by code."""

    def plan(*codes: str, page=None, **values) -> ReleaseSet:
        return plan_release_of(editor, page or draft, *codes, **values)

    return plan


def plan_release_of(
    user, page, *codes: str, documents=(), waivers=None, release_at=None
) -> ReleaseSet:
    locales = list(Locale.objects.filter(language_code__in=codes))
    known = ReleaseSet.objects.filter(page=page, released_at=None).first()
    return PlanRelease(
        user,
        known or ReleaseSet(page=Page.objects.get(pk=page.pk)),
        locales,
        list(documents),
        {
            locale.pk: (waivers or {})[locale.language_code]
            for locale in locales
            if locale.language_code in (waivers or {})
        },
        release_at,
    ).execute()


@pytest.fixture
def translate_and_approve(send_to_translation, translator, reviewer):
    """Send the latest draft of a page, translate it and approve the translation."""

    def approve(code: str, page) -> Assignment:
        assignment, person = send_to_translation(code, page, from_draft=True), translator(code)
        translate_segments(person, assignment)
        SubmitForReview(person, assignment, despite_warnings=True).execute()
        return ApproveTranslation(reviewer(code), assignment, assignment.revision_id).execute()

    return approve


def is_live(page) -> bool:
    return Page.objects.get(pk=page.pk).live


def target_instance_of(assignment: Assignment):
    return assignment.translation.get_target_instance()


def is_public(document) -> bool:
    """Return whether the file can be downloaded without an account."""
    return Client().get(document.url).status_code == 200


def in_one_hour() -> "timezone.datetime":
    return timezone.now() + timedelta(hours=1)


def make_due(release_set: ReleaseSet) -> None:
    ReleaseSet.objects.filter(pk=release_set.pk).update(
        release_at=timezone.now() - timedelta(minutes=1)
    )
