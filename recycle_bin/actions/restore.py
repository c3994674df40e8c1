"""Restoring what was deleted: its place, its address, its state, and work in progress."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.move_page import MovePageAction
from wagtail.coreutils import find_available_slug
from wagtail.log_actions import log
from wagtail.models import Page, ReferenceIndex, Revision
from wagtail.signals import page_published, published

from core.languages import Language, source_language
from core.localized_urls import path_below_home
from core.non_page_routes import validate_slug_not_reserved
from core.signals import page_address_changed
from core.site_tree import is_in_site_tree, objects_of_site
from core.wagtail_internals import slug_is_available
from recycle_bin.bin_tree import lock_bin_root, remove_container
from recycle_bin.models import RecycleBinEntry, RecycledPage
from recycle_bin.policies import RecycleBinPolicy

from .refusals import GONE_MEANWHILE, RecycleBinRefusedError
from .strays import SeparateStrayTranslations, missing_origin, page_in_language


@dataclass
class RestoredPages:
    """What became of a restoration: the page, and what could not be restored with it."""

    page: Page | None = None
    # Languages that stay in the bin, because the page above is missing in them.
    left: list[Language] = field(default_factory=list)
    # Whether the date of a planned publication passed meanwhile; such a page is a draft.
    has_missed_schedule: bool = False


class RestorePlaceMissingError(RecycleBinRefusedError):
    """The page above does not exist any more: another one has to be chosen."""


class RestoreFromRecycleBin:
    """Move pages back to the site, and make live again what was live.

    ``parent`` and ``slug`` replace those of before, if the page above is gone or the address is
    taken. Translations follow the page that they are made from, which may have moved or been
    renamed since.
    """

    def __init__(self, entry: RecycleBinEntry, user, slug: str = "", parent: Page | None = None):
        self.entry, self.user, self.slug, self.parent = entry, user, slug, parent

    def check(self) -> None:
        """Raise ``RecycleBinRefusedError`` unless the person may restore the entry."""
        if self.user and not RecycleBinPolicy(self.user).may_restore(self.entry):
            raise RecycleBinRefusedError(_("You may not restore this page."))

    @transaction.atomic
    def execute(self) -> RestoredPages:
        self.check()
        self.root = lock_bin_root()
        self.entry = RecycleBinEntry.objects.in_bin().locked().filter(pk=self.entry.pk).first()
        if self.entry is None:
            raise RecycleBinRefusedError(GONE_MEANWHILE)
        result = RestoredPages()
        waiting = self.entry.top_pages
        while waiting:
            row = waiting.pop(0)
            page = Page.objects.select_related("locale").filter(pk=row.page_id).first()
            if page is None:
                raise RecycleBinRefusedError(_("This page no longer exists."))
            try:
                waiting += self._restore(row, page, result)
            except RecycleBinRefusedError:
                # A translation without a place stays; the page itself has to have one.
                if result.page is None:
                    raise
                result.left.append(row.language)
        if not result.left:
            self.entry.delete()
        return result

    def _restore(self, row: RecycledPage, page: Page, result: RestoredPages) -> list[RecycledPage]:
        """Restore a page and what is below it; return the pages that have another place by now."""
        place = self._place(row, page)
        slug = self._slug(page, place)
        strays = SeparateStrayTranslations(self.entry, page, self.root, self.user).execute()
        page.refresh_from_db()
        subtree = list(page.get_descendants(inclusive=True).values_list("pk", flat=True))
        rows = list(self.entry.pages.filter(page_id__in=subtree))
        if slug != page.slug:
            _rename(page, slug)
        for item in rows:
            self._restore_state(item, result)
        page = Page.objects.get(pk=page.pk)
        target, position = _position(page, row, place)
        MovePageAction(page, target, pos=position, user=self.user).execute(
            skip_permission_checks=True
        )
        remove_container(page.pk)
        RecycledPage.objects.filter(pk__in=[item.pk for item in rows]).delete()
        restored = Page.objects.get(pk=page.pk)
        for item in restored.get_descendants(inclusive=True).specific():
            ReferenceIndex.create_or_update_for_object(item)
        home = restored.url_path.removesuffix(path_below_home(restored))
        page_address_changed.send(
            type(restored), instance=restored, url_path_before=f"{home}{row.path}"
        )
        result.page = result.page or restored
        log(instance=restored, action="recycle_bin.restore", user=self.user)
        return strays

    # The place and the address

    def _place(self, row: RecycledPage, page: Page) -> Page:
        """Return the page below which this one belongs today."""
        if row.language.is_source:
            parent = self.parent or objects_of_site(Page).filter(pk=row.parent_id).first()
            if parent is None:
                raise RestorePlaceMissingError(
                    _("The page above was deleted, too. Restore it first, or choose another place.")
                )
            self._check_place(page, parent)
            return parent
        if missing := missing_origin(page):
            raise RecycleBinRefusedError(
                _("Restore this page in %(language)s first.") % {"language": missing.name}
            )
        source = page_in_language(page.translation_key, source_language())
        parent = page_in_language(source.get_parent().translation_key, row.language)
        if parent is None:
            raise RecycleBinRefusedError(
                _("The page above is missing in %(language)s. Restore or translate it first.")
                % {"language": row.language.name}
            )
        return parent

    def _check_place(self, page: Page, parent: Page) -> None:
        """Raise ``RestorePlaceMissingError`` if no page of this type may be added there."""
        specific = page.specific
        most = specific.max_count_per_parent
        same_type = Page.objects.child_of(parent).exact_type(type(specific))
        if (
            not is_in_site_tree(parent)
            or not specific.can_move_to(parent)
            or (most and same_type.count() >= most)
        ):
            raise RestorePlaceMissingError(
                _("A page of this type cannot be there. Choose another place.")
            )

    def _slug(self, page: Page, parent: Page) -> str:
        """Return a free slug: that of the source for a translation, otherwise the chosen one.

        Raise ``ValidationError`` for the field ``slug`` if the address of a source page is taken.
        """
        source = page_in_language(page.translation_key, source_language())
        if source and source.pk != page.pk:
            return find_available_slug(parent, source.slug, ignore_page_id=page.pk)
        slug = self.slug or page.slug
        if not slug_is_available(slug, parent, page):
            message = _("“%(slug)s” is the address of another page by now. Choose another one.")
            raise ValidationError({"slug": message % {"slug": slug}})
        try:
            validate_slug_not_reserved(slug, parent)
        except ValidationError as problem:
            raise ValidationError({"slug": problem.messages}) from problem
        return slug

    # The state

    def _restore_state(self, row: RecycledPage, result: RestoredPages) -> None:
        """Make a page live or scheduled as it was.

        The live text is that of the page itself, which stayed the same. Publishing a revision
        would replace it: a slug or a date may have been synchronised since. For the same reason it
        happens before the page is back: it is no new publication of which translations learn.
        """
        page = Page.objects.get(pk=row.page_id).specific
        if row.was_live:
            revision = Revision.objects.filter(pk=row.live_revision_id).first()
            page.live, page.live_revision = True, revision
            page.has_unpublished_changes = row.had_unpublished_changes
            page.save(clean=False)
            page_published.send(sender=type(page), instance=page, revision=revision)
            published.send(sender=type(page), instance=page, revision=revision)
        if row.scheduled_at and row.scheduled_at > timezone.now():
            page.revisions.filter(pk=row.scheduled_revision_id).update(
                approved_go_live_at=row.scheduled_at
            )
        elif row.scheduled_at:
            result.has_missed_schedule = True


def _rename(page: Page, slug: str) -> None:
    """Give the page and its drafts another slug, so that the next publication keeps it."""
    specific = page.specific
    specific.slug = slug
    specific.save(clean=False)
    for revision in page.revisions.filter(content__slug__isnull=False):
        revision.content["slug"] = slug
        revision.save(update_fields=["content"])


def _position(page: Page, row: RecycledPage, parent: Page) -> tuple[Page, str]:
    """Return the target and position of Wagtail's move: after the page that came before."""
    siblings = {sibling.pk: sibling for sibling in parent.get_children()}
    if row.language.is_source:
        before = [pk for pk in row.preceding_ids if pk in siblings]
    else:
        source = page_in_language(page.translation_key, source_language())
        preceding = source.get_siblings().filter(path__lt=source.path).order_by("-path")
        keys = preceding.values_list("translation_key", flat=True)
        by_key = {sibling.translation_key: pk for pk, sibling in siblings.items()}
        before = [by_key[key] for key in keys if key in by_key]
    if before:
        return siblings[before[0]], "right"
    is_same_place = not row.language.is_source or row.parent_id == parent.pk
    return parent, "first-child" if is_same_place else "last-child"
