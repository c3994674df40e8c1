"""Deleting a page: it moves to the recycle bin, with all that is made from it."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.actions.delete_page import DeletePagePermissionError
from wagtail.actions.move_page import MovePageAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.log_actions import log
from wagtail.models import Page, ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from core.languages import site_language
from core.localization import is_private
from core.localized_urls import path_below_home
from core.page_action_notices import PageActionKind, page_action_notices
from core.site_tree import is_in_site_tree, objects_of_site
from recycle_bin.bin_tree import add_container, lock_bin_root
from recycle_bin.models import MAX_PATH_LENGTH, RecycleBinEntry, RecycledPage

from .refusals import RecycleBinRefusedError

HOME_PAGE_DEPTH = 2
# How many siblings before a page are remembered, should some of them be gone when it is restored.
MAX_PRECEDING = 50


def pages_made_from(page: Page) -> list[Page]:
    """Return the translations that go where this page goes: those into a language made from its."""
    language = site_language(page.locale.language_code)
    others = objects_of_site(Page).filter(translation_key=page.translation_key)
    return sorted(
        (
            other
            for other in others.exclude(pk=page.pk).select_related("locale")
            if language in site_language(other.locale.language_code).origins
        ),
        key=lambda other: len(site_language(other.locale.language_code).origins),
    )


class MoveToRecycleBin:
    """Move a page, its descendants and their translations to the recycle bin.

    A page of the source language takes all its translations along. One language can be deleted by
    itself, with the scripts derived from it. Reviews that go on are cancelled: nobody shall approve
    what was deleted. Drafts, texts and approvals stay as they are.
    """

    def __init__(self, page: Page, user=None):
        self.page, self.user = page, user

    def check(self, skip_permission_checks: bool = False) -> None:
        """Raise ``DeletePagePermissionError`` or ``RecycleBinRefusedError``."""
        may_delete = (
            skip_permission_checks
            or self.page.specific.permissions_for_user(self.user).can_delete()
        )
        if not may_delete:
            raise DeletePagePermissionError("You do not have permission to delete this page.")
        if self.page.depth <= HOME_PAGE_DEPTH:
            raise RecycleBinRefusedError(_("A home page cannot be deleted. Unpublish it instead."))
        notices = page_action_notices(PageActionKind.DELETE, [self.page], self.user)
        if any(notice.is_blocking for notice in notices):
            raise RecycleBinRefusedError(
                _("“%(title)s” cannot be deleted yet. Delete it on its own to see why.")
                % {"title": self.page.title}
            )

    @transaction.atomic
    def execute(self, skip_permission_checks: bool = False) -> RecycleBinEntry:
        root = lock_bin_root()
        self.page = Page.objects.select_related("locale").filter(pk=self.page.pk).first()
        if self.page is None or not is_in_site_tree(self.page):
            raise RecycleBinRefusedError(_("Somebody else has deleted this page meanwhile."))
        self.check(skip_permission_checks)
        entry = RecycleBinEntry.objects.create(title=self.page.title, deleted_by=self.user)
        for top in [self.page, *pages_made_from(self.page)]:
            pages = self._record(entry, top)
            self._cancel_reviews(pages)
            # Wagtail's counts of usage leave out what is in the bin.
            with disable_reference_index_auto_update():
                container = add_container(root, top)
                top = Page.objects.get(pk=top.pk)
                MovePageAction(top, container, pos="last-child", user=self.user).execute(
                    skip_permission_checks=True
                )
                self._withdraw(pages)
        codes = [language.code for language in entry.languages]
        log(
            instance=self.page,
            action="recycle_bin.delete",
            user=self.user,
            data={"languages": codes},
        )
        return entry

    def _record(self, entry: RecycleBinEntry, top: Page) -> list[Page]:
        """Store the place and the state of a page and its descendants; return these pages."""
        # Nobody shall publish or unpublish one of them between the record and the move.
        list(top.get_descendants(inclusive=True).select_for_update(no_key=True).values("pk"))
        preceding = top.get_siblings().filter(path__lt=top.path).order_by("-path")
        pages = list(top.get_descendants(inclusive=True).select_related("locale").specific())
        rows = [RecycledPage(entry=entry, is_top=False, **page_state(page)) for page in pages]
        rows[0].is_top, rows[0].parent_id = True, top.get_parent().pk
        rows[0].preceding_ids = list(preceding.values_list("pk", flat=True)[:MAX_PRECEDING])
        RecycledPage.objects.bulk_create(rows)
        return pages

    def _cancel_reviews(self, pages: list[Page]) -> None:
        for page in pages:
            if running := page.current_workflow_state:
                running.cancel(user=self.user)

    def _withdraw(self, pages: list[Page]) -> None:
        """Unpublish the pages and cancel their schedules, where they are now.

        Not before the move: receivers of Wagtail's signals would take it for a decision about the
        page, and withdraw the approvals of its translations.
        """
        for page in pages:
            moved = Page.objects.get(pk=page.pk).specific
            moved.revisions.update(approved_go_live_at=None)
            UnpublishPageAction(moved, user=self.user, log_action=False).execute(
                skip_permission_checks=True
            )
            ReferenceIndex.remove_for_object(moved)


def page_state(page: Page) -> dict:
    """Return what has to be known of a page to restore it and to tell readers about it."""
    scheduled = page.scheduled_revision
    return {
        "page_id": page.pk,
        "translation_key": page.translation_key,
        "language_code": page.locale.language_code,
        "title": page.title,
        "path": path_below_home(page)[:MAX_PATH_LENGTH],
        "was_public": page.live and not is_private(page),
        "has_quick_exit": page.has_quick_exit,
        "was_live": page.live,
        "live_revision_id": page.live_revision_id,
        "had_unpublished_changes": page.has_unpublished_changes,
        "scheduled_revision_id": scheduled and scheduled.pk,
        "scheduled_at": scheduled and scheduled.approved_go_live_at,
    }
