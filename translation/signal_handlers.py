"""What the workshop does when something happens elsewhere in Wagtail."""

from django.db.models.signals import post_delete, pre_delete
from wagtail.models import Page, TaskState, TranslatableMixin
from wagtail.signals import (
    published,
    task_rejected,
    unpublished,
    workflow_approved,
    workflow_cancelled,
)

from translation.news import workflow_mail

from . import draft_titles
from .actions.publish import finish
from .actions.published import let_derived_follow, record_published
from .actions.reviewed import record_cancelled, record_returned
from .documents_in_waiting import let_go
from .models import ReleaseSet


def register() -> None:
    workflow_mail.register()
    draft_titles.register()
    published.connect(_published, dispatch_uid="translation published")
    unpublished.connect(_withdrawn, dispatch_uid="translation origin unpublished")
    post_delete.connect(_withdrawn, dispatch_uid="translation origin deleted")
    pre_delete.connect(_given_up, sender=ReleaseSet, dispatch_uid="translation set given up")
    task_rejected.connect(_returned, dispatch_uid="translation returned")
    workflow_approved.connect(_approved, dispatch_uid="translation approved")
    workflow_cancelled.connect(_cancelled, dispatch_uid="translation cancelled")


def _published(instance, revision=None, **kwargs) -> None:
    if isinstance(instance, TranslatableMixin):
        record_published(instance, revision, user=revision and revision.user)


def _withdrawn(instance, sender, **kwargs) -> None:
    # Of a page that is deleted, Django deletes two rows; one of them knows the page's type.
    if isinstance(instance, TranslatableMixin) and sender is not Page:
        let_derived_follow(instance)


def _approved(instance, user=None, **kwargs) -> None:
    finish(instance, user)


def _given_up(instance, **kwargs) -> None:
    # The documents of a set that was released have long had their place; another may hide them.
    if instance.released_at is None:
        let_go(instance)


def _returned(instance: TaskState, user=None, **kwargs) -> None:
    record_returned(instance, user)


def _cancelled(instance, user=None, **kwargs) -> None:
    record_cancelled(instance, user)
