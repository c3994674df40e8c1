"""Receivers of Wagtail's signals about publication, deletion and workflows."""

from django.db.models.signals import post_delete, pre_delete
from wagtail.models import Page, TaskState, TranslatableMixin
from wagtail.signals import (
    published,
    task_rejected,
    unpublished,
    workflow_approved,
    workflow_cancelled,
)

from core.site_tree import is_object_of_site
from translation.actions.mirror import RecordTranslationDeletion
from translation.actions.publish import complete_approved_workflow
from translation.actions.record_publication import create_derive_jobs, record_publication
from translation.actions.record_review import record_cancelled, record_returned
from translation.notifications import workflow_mail
from translation.releases.embargo import lift_embargo

from . import draft_titles
from .models import ReleaseSet


def register() -> None:
    workflow_mail.register()
    draft_titles.register()
    published.connect(_published, dispatch_uid="translation published")
    unpublished.connect(_unpublished, dispatch_uid="translation origin unpublished")
    post_delete.connect(_deleted, dispatch_uid="translation or its origin deleted")
    pre_delete.connect(
        _release_set_deleted, sender=ReleaseSet, dispatch_uid="translation set given up"
    )
    task_rejected.connect(_returned, dispatch_uid="translation returned")
    workflow_approved.connect(_approved, dispatch_uid="translation approved")
    workflow_cancelled.connect(_cancelled, dispatch_uid="translation cancelled")


def _published(instance, revision=None, **kwargs) -> None:
    if isinstance(instance, TranslatableMixin) and is_object_of_site(instance):
        record_publication(instance, revision)


def _unpublished(instance, **kwargs) -> None:
    if isinstance(instance, TranslatableMixin) and is_object_of_site(instance):
        create_derive_jobs(instance)


def _deleted(instance, sender, **kwargs) -> None:
    # The deletion of a page sends two signals, one for its specific model and one for Page.
    if isinstance(instance, TranslatableMixin) and sender is not Page:
        RecordTranslationDeletion(instance).execute()
        create_derive_jobs(instance)


def _approved(instance, user=None, **kwargs) -> None:
    complete_approved_workflow(instance, user)


def _release_set_deleted(instance, **kwargs) -> None:
    # The documents of a released set are public, or by now part of another set that hides them.
    if instance.released_at is None:
        lift_embargo(instance)


def _returned(instance: TaskState, user=None, **kwargs) -> None:
    record_returned(instance, user)


def _cancelled(instance, user=None, **kwargs) -> None:
    record_cancelled(instance, user)
