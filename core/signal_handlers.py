"""Checks a page before its publication is scheduled."""

from django.db.models.signals import pre_save
from wagtail.models import Revision

from core.models import BasePage


def check_scheduled_publication(instance, raw, update_fields=None, **kwargs) -> None:
    """Refuse a schedule of what could not be published on its day.

    Wagtail stores the schedule of a live page without saving, and thereby checking, the page.
    """
    if (
        raw
        or not instance.approved_go_live_at
        or (update_fields and "approved_go_live_at" not in update_fields)
    ):
        return
    page = instance.as_object()
    if isinstance(page, BasePage):
        page.check_publication()


def register() -> None:
    pre_save.connect(
        check_scheduled_publication, sender=Revision, dispatch_uid="check_scheduled_publication"
    )
