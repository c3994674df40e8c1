"""Loads the demonstration content once, through the doors of editors and translators.

Pages are saved as revisions and published; translations are sent, written, reviewed and approved
by the accounts whose task it is, so that everybody finds them on their boards.
"""

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone, translation
from modelcluster.models import get_all_child_relations
from wagtail.blocks import StreamValue
from wagtail.models import Page

from core.languages import source
from core.models import Theme
from declarations.models import DeclarationPage
from home.models import ContentPage, HomePage
from meetings.models import MeetingPage
from states.models import StatePage
from translation.models import Notification

from . import pages, terms
from .content import read
from .translations import run_waiting_jobs, translate_everything


def load(user) -> bool:
    """Load everything in the name of ``user``; return whether there was anything to do.

    All or nothing: one transaction. A home page that was ever edited means that the content, or
    an editor's own, is there already.
    """
    home = HomePage.objects.get(locale__language_code=source().code)
    if home.latest_revision_id:
        return False
    with transaction.atomic(), translation.override(source().code):
        terms.create()
        loader = Loader(home, user)
        loader.load_source()
        translate_everything(loader.translatable)
        loader.revise()
    return True


class Loader:
    """Builds the pages of the source language in an order in which each finds what it names."""

    def __init__(self, home: HomePage, user):
        self.home = home
        self.user = user
        self.locale = home.locale
        self.translatable: list = []
        self._themes: dict[str, Theme] = {}
        self._pages: dict[str, Page] = {"home": home}

    def load_source(self) -> None:
        for record in read("themes")["theme"]:
            self._themes[record["key"]] = Theme.objects.create(
                name=record["name"],
                slug=record["key"],
                description=record["description"],
                locale=self.locale,
            )
        self._find_sections()
        self._create(read("pages")["page"], self.home, ContentPage, self._placeholder)
        self._create(read("states")["state"], self._pages["states"], StatePage, pages.state)
        self._create(
            read("meetings")["meeting"], self._pages["meetings"], MeetingPage, self._meeting
        )
        self._create(
            read("declarations")["declaration"],
            self._pages["declarations"],
            DeclarationPage,
            pages.declaration,
        )
        for name in ("meetings", "declarations", "states"):
            self._update(self._pages[name], pages.index(read("index_pages")[name], self._id))
        for record in read("pages")["page"]:
            self._update(self._pages[record["key"]], pages.content(record, self._id))
        history = pages.history(read("index_pages")["history"], self._id)
        self._update(self._pages["history"], history)
        self._update(self.home, pages.home(read("home"), self._id))
        self.translatable = [*self._themes.values(), *self._in_tree_order()]

    def revise(self) -> None:
        """Publish later changes of source pages, so that their translations show as outdated."""
        for record in read("meetings")["meeting"]:
            if "later_summary" in record:
                page = MeetingPage.objects.get(pk=self._id(record["key"]))
                self._update(page, {"summary": record["later_summary"]})
        # The accounts have no mailbox: this news waits on their start pages.
        Notification.objects.update(mailed_at=timezone.now())
        run_waiting_jobs()

    def _find_sections(self) -> None:
        for page in self.home.get_children().specific():
            self._pages[page.slug] = page

    def _create(self, records: list[dict], parent: Page, model: type, fields: Callable) -> None:
        for record in records:
            page = model(slug=record["key"], locale=self.locale, live=False)
            self._fill(page, fields(record, self._id))
            parent.add_child(instance=page)
            self._publish(page)
            self._pages[record["key"]] = page

    def _update(self, page: Page, values: dict) -> None:
        self._fill(page, values)
        self._publish(page)

    def _fill(self, page: Page, values: dict) -> None:
        for name, value in values.items():
            if isinstance(value, list) and name in _child_relations(page):
                relation = page._meta.get_field(name)
                value = [relation.related_model(**item) for item in value]
            elif isinstance(value, list) and name != "themes":
                value = _stream(page._meta.get_field(name).stream_block, value)
            setattr(page, name, value)

    def _publish(self, page: Page) -> None:
        page.save_revision(user=self.user).publish(user=self.user)
        page.refresh_from_db()

    def _placeholder(self, record: dict, ids) -> dict:
        """Plain pages link to one another: their texts follow when all of them have an address."""
        return {"title": record["title"]}

    def _meeting(self, record: dict, ids) -> dict:
        themes = [self._themes[key] for key in record.get("themes", [])]
        return {**pages.meeting(record, ids), "themes": themes}

    def _id(self, key: str) -> int:
        return self._pages[key].pk

    def _in_tree_order(self) -> list[Page]:
        ids = [page.pk for page in self._pages.values()]
        return list(Page.objects.filter(pk__in=ids).order_by("path").specific())


def _stream(block, items: list[tuple]) -> StreamValue:
    """Build a stream from pairs of type and stored value, with ids for blocks and list items."""
    value = block.to_python([{"type": kind, "value": stored} for kind, stored in items])
    for child in value:
        child.value  # noqa: B018 - resolves the stored value, which a lazy stream leaves as it is
    return block.to_python(value.get_prep_value())


def _child_relations(page: Page) -> set[str]:
    return {relation.name for relation in get_all_child_relations(page)}
