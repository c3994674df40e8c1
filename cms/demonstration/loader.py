"""Loads the demonstration content once, with the actions that editors and translators use.

Pages are saved as revisions and published. Translations are sent, translated, reviewed and approved
by the accounts with these roles, so that their task lists and histories are realistic.
"""

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone, translation
from modelcluster.models import get_all_child_relations
from wagtail.blocks import StreamValue
from wagtail.models import Page

from core.languages import source_language
from core.localization import prefetch_relations
from core.models import LayoutSettings, Theme
from core.request_cache import new_request_cache
from declarations.models import DeclarationPage
from home.models import ContentPage, EasyReadPage, HomePage
from meetings.models import MeetingPage
from news.models import NewsIndexPage, NewsPage
from states.models import StatePage
from translation.models import Notification

from . import glossary, pages
from .content import read_content
from .loading import loading_pages
from .translations import run_waiting_jobs, translate_objects


def load_demonstration(user) -> bool:
    """Load everything in one transaction as ``user``; return whether anything was loaded.

    Nothing is loaded if the home page has a revision: then this content, or that of an editor,
    exists already.
    """
    home = HomePage.objects.get(locale__language_code=source_language().code)
    if home.latest_revision_id:
        return False
    with (
        transaction.atomic(),
        translation.override(source_language().code),
        loading_pages(),
    ):
        glossary.create_glossary()
        loader = SourceLoader(home, user)
        with new_request_cache():
            loader.load_source()
        translate_objects(loader.translatable)
        loader.publish_later_changes()
    return True


class SourceLoader:
    """Creates the pages of the source language, in an order in which references can be resolved."""

    def __init__(self, home: HomePage, user):
        self.home = home
        self.user = user
        self.locale = home.locale
        self.translatable: list = []
        self._themes: dict[str, Theme] = {}
        self._pages: dict[str, Page] = {"home": home}

    def load_source(self) -> None:
        for record in read_content("themes")["theme"]:
            self._themes[record["key"]] = Theme.objects.create(
                name=record["name"],
                slug=record["key"],
                description=record["description"],
                locale=self.locale,
            )
        for section in self.home.get_children().specific():
            self._pages[section.slug] = section
        self._create(read_content("pages")["page"], self.home, ContentPage, self._placeholder)
        self._create(read_content("states")["state"], self._pages["states"], StatePage, pages.state)
        self._create(
            read_content("meetings")["meeting"], self._pages["meetings"], MeetingPage, self._meeting
        )
        self._create(
            read_content("declarations")["declaration"],
            self._pages["declarations"],
            DeclarationPage,
            pages.declaration,
        )
        for name in ("meetings", "declarations", "states"):
            self._update(
                self._pages[name], pages.index(read_content("index_pages")[name], self._id)
            )
        for record in read_content("pages")["page"]:
            self._update(self._pages[record["key"]], pages.content(record, self._id))
        self._load_easy_pages()
        self._load_news()
        history = pages.history(read_content("index_pages")["history"], self._id)
        self._update(self._pages["history"], history)
        self._update(self.home, pages.home(read_content("home"), self._id))
        self._load_layout()
        ids = [page.pk for page in self._pages.values()]
        in_tree_order = list(Page.objects.filter(pk__in=ids).order_by("path").specific())
        prefetch_relations(in_tree_order)
        self.translatable = [*self._themes.values(), *in_tree_order]

    def _load_easy_pages(self) -> None:
        """Create the easy versions first without their texts, which link to one another."""
        records = read_content("easy_pages")["page"]
        for record in records:
            parent = self._pages[record["parent"]]
            self._create([record], parent, EasyReadPage, self._easy_placeholder)
        for record in records:
            self._update(self._pages[record["key"]], pages.easy(record, self._id))

    def _load_news(self) -> None:
        news = read_content("news")
        index = {"key": "news", **news["index"]}
        self._create([index], self.home, NewsIndexPage, pages.index)
        self._create(news["news"], self._pages["news"], NewsPage, pages.news)

    def _load_layout(self) -> None:
        layout = LayoutSettings()
        menu = pages.menu(read_content("menu")["link"], self._id)
        self._fill(layout, {"menu": menu, "footer": pages.footer(read_content("footer"))})
        layout.save()

    def publish_later_changes(self) -> None:
        """Publish later changes of source pages, so that their translations show as outdated."""
        for record in read_content("meetings")["meeting"]:
            if "later_summary" in record:
                page = MeetingPage.objects.get(pk=self._id(record["key"]))
                self._update(page, {"summary": record["later_summary"]})
        # The accounts have no mailbox: these notifications are only shown on the dashboard.
        Notification.objects.update(mailed_at=timezone.now())
        run_waiting_jobs()

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

    def _fill(self, page: Page | LayoutSettings, values: dict) -> None:
        child_relations = {relation.name for relation in get_all_child_relations(page)}
        for name, value in values.items():
            if isinstance(value, list) and name in child_relations:
                relation = page._meta.get_field(name)
                value = [relation.related_model(**item) for item in value]
            elif isinstance(value, list) and name != "themes":
                value = _stream(page._meta.get_field(name).stream_block, value)
            setattr(page, name, value)

    def _publish(self, page: Page) -> None:
        page.save_revision(user=self.user).publish(user=self.user)
        page.refresh_from_db()

    def _placeholder(self, record: dict, page_id) -> dict:
        """Content pages link to one another: their texts are added once all of them exist."""
        return {"title": record["title"]}

    def _easy_placeholder(self, record: dict, page_id) -> dict:
        return {"title": record["title"], "view_name": record.get("view_name", "")}

    def _meeting(self, record: dict, page_id) -> dict:
        themes = [self._themes[key] for key in record.get("themes", [])]
        return {**pages.meeting(record, page_id), "themes": themes}

    def _id(self, key: str) -> int:
        return self._pages[key].pk


def _stream(block, items: list[tuple]) -> StreamValue:
    """Create a stream value from pairs of block type and raw value, with ids for all blocks."""
    value = block.to_python([{"type": name, "value": raw_value} for name, raw_value in items])
    for child in value:
        child.value  # noqa: B018 - converts the raw value, which a stream does on access only
    return block.to_python(value.get_prep_value())
