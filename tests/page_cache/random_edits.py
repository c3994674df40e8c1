"""Random edits of a site, by which readers see something else than before."""

import random

from django.db import transaction
from wagtail.models import Page, PageViewRestriction

from core.models import Theme
from core.models.layout import LayoutSettings
from home.models import ContentPage

SLUGS = ("one", "two", "three")
PATHS = (
    *(
        "/",
        "/en/",
        "/mk/",
        "/en/themes/",
        "/en/search/?q=words",
        "/en/meetings/",
        "/sitemap-en.xml",
    ),
    *("/en/feed.atom", "/en/data/", *(f"/en/{slug}/" for slug in SLUGS)),
)


class RandomEdits:
    def __init__(self, seed: int):
        self._chance = random.Random(seed)

    def edit(self) -> str:
        """Do one edit, half of them in a transaction; return what was done."""
        name = self._chance.choice([name for name in dir(self) if name.startswith("do_")])
        page = ContentPage.objects.filter(slug=self._chance.choice(SLUGS)).first()
        if page is None:
            return "nothing"
        if self._chance.random() < 0.5:
            getattr(self, name)(page)
        else:
            with transaction.atomic():
                getattr(self, name)(page)
        return f"{name} {page.slug}"

    @property
    def _words(self) -> str:
        return f"Words {self._chance.randrange(10**6)}"

    def do_publish(self, page: ContentPage) -> None:
        page.title = self._words
        page.save_revision().publish()

    def do_save_draft(self, page: ContentPage) -> None:
        page.title = self._words
        page.save_revision()

    def do_unpublish(self, page: ContentPage) -> None:
        page.unpublish()

    def do_update(self, page: ContentPage) -> None:
        Page.objects.filter(pk=page.pk).update(title=self._words)

    def do_restrict(self, page: ContentPage) -> None:
        PageViewRestriction.objects.get_or_create(page=page, restriction_type="login")

    def do_open(self, page: ContentPage) -> None:
        page.view_restrictions.all().delete()

    def do_rename_theme(self, page: ContentPage) -> None:
        Theme.objects.update(name=self._words)

    def do_rename_site(self, page: ContentPage) -> None:
        rows = [{"type": "names", "value": {"language": "en", "name": self._words}}]
        layout = LayoutSettings.load()
        layout.names = LayoutSettings._meta.get_field("names").stream_block.to_python(rows)
        layout.save()

    def do_change_menu(self, page: ContentPage) -> None:
        Page.objects.filter(pk=page.pk).update(show_in_menus=not page.show_in_menus)

    def do_roll_back(self, page: ContentPage) -> None:
        with transaction.atomic():
            self.do_update(page)
            transaction.set_rollback(True)
