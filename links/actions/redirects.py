"""What the site records when an address of a page changes: redirects from the old one."""

from django.db import transaction
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from links.addresses import MAX_PATH_LENGTH, is_in_page_tree, stored_path


class RecordOldAddresses:
    """Redirect the old addresses of a source page and the pages below it to these pages.

    Only addresses that readers could know are recorded: those of live pages. Drafts change theirs
    while somebody types.
    """

    batch_size = 500

    def __init__(self, page: Page, old_url_path: str):
        self.page = page
        self.old_url_path = old_url_path

    def execute(self) -> None:
        if not all(map(is_in_page_tree, (self.old_url_path, self.page.url_path))):
            return
        live = self.page.get_descendants(inclusive=True).filter(live=True).order_by("path")
        length = len(self.page.url_path)
        moved = [
            (stored_path(self.old_url_path + url_path[length:]), stored_path(url_path), pk)
            for pk, url_path in live.values_list("pk", "url_path")
        ]
        with transaction.atomic():
            delete_recorded([new for _old, new, _pk in moved])
            record_redirects({old: pk for old, new, pk in moved if old != new})


class RecordAddressOfUnpublishedPage:
    """Keep the address of a page that is no longer published: it may be published elsewhere."""

    def __init__(self, page: Page):
        self.page = page

    def execute(self) -> None:
        # While a page is deleted, Wagtail unpublishes it without saving.
        is_kept = Page.objects.filter(pk=self.page.pk, live=False).exists()
        if is_kept and is_in_page_tree(self.page.url_path):
            record_redirects({stored_path(self.page.url_path): self.page.pk})


class DeleteRedirectFromPublishedPage:
    """Delete the redirect from the address of a page that is now live: it would do nothing."""

    def __init__(self, page: Page):
        self.page = page

    def execute(self) -> None:
        if self.page.live:
            delete_recorded([stored_path(self.page.url_path)])


def delete_recorded(paths: list[str]) -> None:
    """Delete the redirects from these paths, without those that editors have added."""
    Redirect.objects.filter(automatically_created=True, old_path__in=paths).delete()


@transaction.atomic
def record_redirects(page_ids: dict[str, int]) -> None:
    """Redirect these paths to these pages. A redirect that an editor has added stays as it is."""
    delete_recorded(list(page_ids))
    added = Redirect.objects.filter(old_path__in=page_ids).values_list("old_path", flat=True)
    kept = set(added)
    Redirect.objects.bulk_create(
        Redirect(old_path=path, redirect_page_id=pk, automatically_created=True)
        for path, pk in page_ids.items()
        if path not in kept and path != "/" and len(path) <= MAX_PATH_LENGTH
    )
