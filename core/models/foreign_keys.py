"""Foreign keys whose objects are not looked up again before an object is saved.

Django's validation queries for the object of each key, and modelcluster does so for each key of a
stored revision. Of the keys named here, the object was read or saved just before.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db.models.signals import post_save
from wagtail.models import ModelLogEntry, PageLogEntry, Site

from core.request_cache import cached_for_request
from core.treebeard_internals import set_parent

# Wagtail sets these itself. Both databases refuse an object that does not exist, and a second page
# at a place of the tree or in a language.
SET_BY_WAGTAIL = {"alias_of", "content_type", "latest_revision", "live_revision", "locale", "path"}
# Wagtail replaces what a revision has stored in these by the values of the page.
NOT_RESTORED = {"alias_of", "content_type", "latest_revision", "locale", "locked_by", "owner"}


_postponed: ContextVar[list["SiteLogEntryMixin"] | None] = ContextVar("postponed", default=None)


class PageForeignKeysMixin:
    """Lets Wagtail validate, restore and submit a page without queries whose answer is known."""

    # The slug that the page is known to have in the database. It was compared with others then.
    stored_slug = None

    def _check_slug_is_unique(self):
        if self.slug != self.stored_slug:
            super()._check_slug_is_unique()

    def full_clean(self, exclude=None, **kwargs):
        super().full_clean(exclude={*(exclude or ()), *SET_BY_WAGTAIL}, **kwargs)

    def get_content_type(self):
        return self.cached_content_type

    def is_site_root(self):
        """Return whether it is the root of a site, as each time that it is saved, in any way."""
        roots = Site.objects.values_list("root_page__translation_key", flat=True)
        return self.translation_key in cached_for_request("site roots", lambda: set(roots))

    def with_content_json(self, content):
        restored = super().with_content_json(
            {name: value for name, value in content.items() if name not in NOT_RESTORED}
        )
        restored.locale = self.locale
        set_parent(restored, self.get_parent())  # which the address was just made of
        return restored


class SiteLogEntryMixin:
    """An entry in the history of an object, validated without a query for each of its keys.

    An entry stays when its page, revision or account is deleted. To look for them while it is
    written would protect nothing.
    """

    def clean_fields(self, exclude=None):
        keys = {field.name for field in self._meta.concrete_fields if field.is_relation}
        super().clean_fields(exclude={*(exclude or ()), *keys})

    def save(self, *args, **kwargs):
        """Save the entry, or keep it until the end of a block of ``postponed_log_entries``."""
        postponed = _postponed.get()
        if postponed is None:
            return super().save(*args, **kwargs)
        self.full_clean()
        postponed.append(self)


class SitePageLogEntry(SiteLogEntryMixin, PageLogEntry):
    class Meta:
        proxy = True
        default_permissions = ()


class SiteModelLogEntry(SiteLogEntryMixin, ModelLogEntry):
    class Meta:
        proxy = True
        default_permissions = ()


@contextmanager
def postponed_log_entries() -> Iterator[None]:
    """Write the entries together at the end of the block, in which nobody reads them.

    A block within another one leaves this to the other one.
    """
    if _postponed.get() is not None:
        yield
        return
    postponed: list[SiteLogEntryMixin] = []
    token = _postponed.set(postponed)
    try:
        yield
    finally:
        _postponed.reset(token)
    for model in (SitePageLogEntry, SiteModelLogEntry):
        entries = [entry for entry in postponed if isinstance(entry, model)]
        model.objects.bulk_create(entries, batch_size=500)
        for entry in entries:
            post_save.send(model, instance=entry, created=True, raw=False)
