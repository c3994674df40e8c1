"""Revisions of objects in memory, and their publication, without reading them again."""

from collections.abc import Sequence

from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page, Revision
from wagtail.signals import page_published, published

from translation.wagtail_internals import changed_relations

# What a page has of its latest revision.
PAGE_FIELDS_OF_REVISION = ["latest_revision", "latest_revision_created_at", "draft_title"]


def create_revisions(instances: Sequence, users: Sequence) -> None:
    """Store a revision of each object by a person; the objects themselves are to be saved later."""
    revisions = Revision.objects.bulk_create(
        Revision(
            content_object=instance,
            base_content_type=instance.get_base_content_type(),
            user=user,
            created_at=timezone.now(),
            content=instance.serializable_data(),
            object_str=str(instance),
        )
        for instance, user in zip(instances, users, strict=True)
    )
    for instance, revision in zip(instances, revisions, strict=True):
        instance.latest_revision = revision
        if isinstance(instance, Page):
            instance.latest_revision_created_at = revision.created_at
            instance.draft_title = instance.title


def publish_composed(instance, user, title_before: str = "") -> None:
    """Do the same as ``revision.publish()``, which would read the object from its revision again.

    It was validated when it was composed. ``title_before`` is that of its revision before, if any.
    """
    save_as_published(instance)
    send_published_signals_and_log(instance, user, title_before)


def save_as_published(instance) -> None:
    revision, now = instance.latest_revision, timezone.now()
    instance.live, instance.expired, instance.has_unpublished_changes = True, False, False
    instance.live_revision, instance.last_published_at = revision, now
    instance.first_published_at = instance.first_published_at or now
    if isinstance(instance, Page):
        instance.save(clean=False, update_fields=_fields_except_tree_position(instance))
    else:
        instance.save()


def send_published_signals_and_log(instance, user, title_before: str = "") -> None:
    """Send the signals about an object that was published by a person, and log it."""
    revision = instance.latest_revision
    if isinstance(instance, Page):
        page_published.send(sender=type(instance), instance=instance, revision=revision)
    published.send(sender=type(instance), instance=instance, revision=revision)
    data = None
    if title_before and title_before != str(instance):
        data = {"title": {"old": title_before, "new": str(instance)}}
        log(instance=instance, action="wagtail.rename", user=user, data=data, revision=revision)
    log(
        instance=instance,
        action="wagtail.publish",
        user=user,
        data=data,
        revision=revision,
        content_changed=True,
    )


def _fields_except_tree_position(page: Page) -> list[str] | None:
    """Return the fields and relations to save: all but the position in the page tree.

    ``None`` means all fields: the slug has changed.
    """
    if page.slug != page.stored_slug:
        return None
    fields = {field.name for field in page._meta.concrete_fields if not field.primary_key}
    fields -= {"id", "path", "depth", "numchild", "slug", "url_path"}
    return [*fields, *changed_relations(page)]


def save_as_draft(instance) -> None:
    """Save that an object has a later revision, as ``save_revision()`` does."""
    instance.has_unpublished_changes = True
    if isinstance(instance, Page):
        fields = [*PAGE_FIELDS_OF_REVISION, "has_unpublished_changes"]
        instance.save(clean=False, update_fields=fields)
    else:
        instance.save(update_fields=["latest_revision", "has_unpublished_changes"])
