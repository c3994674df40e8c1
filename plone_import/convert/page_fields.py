"""The fields of the pages that imported objects become, one class for each page type."""

from datetime import datetime, time, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import escape
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue
from wagtail.models import Page

from core.dates import date_range_error
from core.models import BasePage, PartialDateMixin, Theme
from declarations.choices import DeclarationKind
from declarations.models import DeclarationIndexPage, DeclarationPage
from home.models import ContentPage
from meetings.choices import MeetingStatus
from meetings.models import MeetingIndexPage, MeetingPage
from plone_import.choices import ImportResult, ObjectVisibility
from plone_import.plan import ImportPlan, PlannedObject, published_on

from .declaration_text import divide_declaration, paragraph_blocks
from .rich_text import StoryItem, full_rich_text
from .targets import MAX_ALTERNATIVE_TEXT, PlannedText, SiteObjects

MAX_SUMMARY, MAX_PLACE, MAX_NOTE, MAX_FILE_TITLE = 300, 120, 200, 200
ONLINE = {"online", "онлајн", "онлайн", "zoom", "webinar", "virtual"}


class PlannedPage:
    """Base class: ``fill`` sets the fields of a page from a planned object and its text.

    ``planned`` may also be a translation: its page is then only compared with that of its source.
    """

    model: type[BasePage]
    section: type[Page] | None = None  # the page type below which these pages are
    holds_tables = False  # whether its text may contain the block of a table

    def __init__(self, plan: ImportPlan, site: SiteObjects, planned: PlannedObject):
        self.plan, self.site, self.planned = plan, site, planned
        self.item = planned.text_item
        self.source = planned.source or planned
        self.zone = plan.mapping.time_zone

    def new(self) -> BasePage:
        """Return an unsaved page with what the database requires."""
        page = self.model(title=self.planned.title)
        self.set_required(page)
        self.set_values(page)
        return page

    def set_required(self, page: BasePage) -> None:
        """Set the fields without which the database stores no page, besides the title."""

    def is_page_of(self, uid: str, model: type[Page]) -> bool:
        page = self.site.pages.get(uid)
        return page is not None and page.specific_class is model

    def check(self, page: BasePage) -> None:
        """Raise ``ValidationError`` for what cannot be stored, not even in a draft."""
        page.clean_fields(exclude=("path", "depth", "content_type", "url_path"))
        if isinstance(page, PartialDateMixin) and page.end_date:
            dates = page.start_date, page.end_date, page.date_precision
            if problem := date_range_error(*dates):
                raise ValidationError({"end_date": problem})

    def fill(self, page: BasePage, text: PlannedText) -> None:
        story = text.convert(self.holds_tables)
        page.title = self.planned.title
        description = " ".join(self.item.text("description").split())
        page.summary = Truncator(description).chars(MAX_SUMMARY)
        if page.summary != description:
            self.planned.note(_("The summary is shortened; all of it begins the text."))
            story = [("text", f"<p>{escape(description)}</p>"), *story]
        self.set_text(page, story, text)
        self.set_values(page)

    def set_text(self, page: BasePage, story: list[StoryItem], text: PlannedText) -> None:
        raise NotImplementedError

    def set_values(self, page: BasePage) -> None:
        """Set what the rule says; called last, so that it wins."""
        names = {model_field.name for model_field in page._meta.get_fields()}
        for name, value in self.planned.values.items():
            if name in names:
                setattr(page, name, value)

    def lead_picture(self) -> list[StoryItem]:
        """Return the lead picture of a news item; a translation has that of its source."""
        image = self.site.pictures.get(self.source.text_item.uid)
        if image is None:
            return []
        caption = self.item.text("image_caption")[:MAX_ALTERNATIVE_TEXT]
        if not caption and self.planned is self.source:
            message = _("A picture has no alternative text; its title stands in its place.")
            self.planned.note(message)
        alternative_text = caption or (
            image.title
            if self.planned is self.source
            else self.planned.title[:MAX_ALTERNATIVE_TEXT]
        )
        value = {"image": image.pk, "alternative_text": alternative_text, "caption": caption}
        return [("picture", value)]

    def related(self) -> list[str]:
        """Return the UIDs of what the object, or the source of a translation, is related to."""
        own = {self.source.item.uid, self.source.text_item.uid}
        return [to for start, to in self.plan.export.relations if start in own]

    def file_block(self, uid: str) -> dict:
        document = self.site.documents[uid]
        language = self.source.language.code
        return {
            "title": document.title[:MAX_FILE_TITLE],
            "kind": "other",
            "language": language,
            "document": document.pk,
            "url": "",
        }

    def note_lost_relations(self, lost: list[str]) -> None:
        for uid in lost:
            found = self.plan.export.objects.get(uid)
            path = found.path if found else uid
            self.planned.note(_("A relation has no place here: %s") % path)

    def note_lost_tags(self) -> None:
        if self.item.tags:
            self.planned.note(_("Tags have no place here: %s") % ", ".join(self.item.tags))


class PlannedContentPage(PlannedPage):
    model = ContentPage
    holds_tables = True

    def set_text(self, page: ContentPage, story: list[StoryItem], text: PlannedText) -> None:
        items = [*self.lead_picture(), *story, *self._listing(), *self._relations()]
        page.body = stream_value(page, "body", items, text.anchors)
        self.note_lost_tags()

    def _listing(self) -> list[StoryItem]:
        """List what was in a folder, which readers would not find otherwise."""
        if not self.source.item.is_folder:
            return []
        children = self.plan.export.children(self.source.item)
        files = [
            ("file", self.file_block(child.uid))
            for child in children
            if child.uid in self.site.documents
            and self.plan.objects[child.uid].visibility == ObjectVisibility.LIVE
        ]
        pages = [
            self.site.pages[child.uid].pk
            for child in children
            if child.uid in self.site.pages
            and not child.flag("exclude_from_nav")
            and self.plan.objects[child.uid].result != ImportResult.MERGED
        ]
        return [*files, *([("page_links", pages)] if pages else [])]

    def _relations(self) -> list[StoryItem]:
        related = self.related()
        files = [("file", self.file_block(uid)) for uid in related if uid in self.site.documents]
        pages = [self.site.pages[uid].pk for uid in related if uid in self.site.pages]
        known = {*self.site.documents, *self.site.pages}
        self.note_lost_relations([uid for uid in related if uid not in known])
        return [*files, *([("page_links", list(dict.fromkeys(pages)))] if pages else [])]


class PlannedMeeting(PlannedPage):
    model = MeetingPage
    section = MeetingIndexPage

    def set_text(self, page: MeetingPage, story: list[StoryItem], text: PlannedText) -> None:
        self.set_required(page)
        self._set_place(page)
        page.outcome = full_rich_text(story)
        pictures = [*self.lead_picture(), *(item for item in story if item[0] == "picture")]
        page.pictures = stream_value(page, "pictures", pictures)
        related = self.related()
        files = [("file", self.file_block(uid)) for uid in related if uid in self.site.documents]
        page.documents = stream_value(page, "documents", files)
        declarations = [
            ("declaration", self.site.pages[uid].pk)
            for uid in related
            if self.is_page_of(uid, DeclarationPage)
        ]
        page.related_declarations = stream_value(page, "related_declarations", declarations)
        known = {
            *self.site.documents,
            *(uid for uid in related if self.is_page_of(uid, DeclarationPage)),
        }
        self.note_lost_relations([uid for uid in related if uid not in known])
        self._set_source(page)
        self._set_themes(page)

    def set_required(self, page: MeetingPage) -> None:
        start = self._local("start") or published_on(self.planned) or timezone.now()
        end = self._local("end")
        if end and end.time() == time(0) and not self.item.flag("whole_day") and end > start:
            end -= timedelta(seconds=1)  # until midnight is no further day
        is_open = self.item.flag("open_end")
        page.start_date = start.date()
        has_end = end and not is_open and end.date() > start.date()
        page.end_date = end.date() if has_end else None
        is_over = (page.end_date or page.start_date) < self.plan.now.astimezone(self.zone).date()
        page.status = MeetingStatus.HELD if is_over else MeetingStatus.PLANNED
        page.date_note = self._date_note(start, end)[:MAX_NOTE]

    def _date_note(self, start: datetime, end: datetime | None) -> str:
        """Return the time of day, and whether the event was repeated: dates have no time here."""
        parts = []
        if not self.item.flag("whole_day") and self.item.date("start"):
            begins = start.strftime("%H:%M")
            if self.item.flag("open_end") or not end or end <= start:
                parts.append(_("from %(time)s") % {"time": begins})
            elif end.date() == start.date():
                parts.append(f"{begins}–{end.strftime('%H:%M')}")
            else:
                ends = end.strftime("%H:%M")
                parts.append(_("from %(begin)s to %(end)s") % {"begin": begins, "end": ends})
        if rule := self.item.text("recurrence"):
            parts.append(_("the first of several dates"))
            self.planned.note(_("The event was repeated: %s") % " ".join(rule.split()))
        return "; ".join(parts)

    def _local(self, name: str) -> datetime | None:
        moment = self.item.date(name)
        return moment.astimezone(self.zone) if moment else None

    def _set_place(self, page: MeetingPage) -> None:
        place = " ".join(self.item.text("location").split())
        page.is_online = self.source.text_item.text("location").casefold() in ONLINE
        page.place = "" if page.is_online else place[:MAX_PLACE]
        if len(place) > MAX_PLACE:
            self.planned.note(_("The place is shortened: %s") % place)

    def _set_source(self, page: MeetingPage) -> None:
        url = self.item.text("event_url")
        if url.startswith(("http://", "https://")) and len(url) <= 600:
            source = {"title": urlsplit(url).netloc or url[:200], "url": url, "language": ""}
            page.sources = stream_value(page, "sources", [("source", source)])

    def _set_themes(self, page: MeetingPage) -> None:
        tags = self.plan.mapping.tags
        slugs = {tags[tag] for tag in self.item.tags if tag in tags}
        if not self.planned.source:
            locale = page.locale_id
            page.themes = list(Theme.objects.filter(slug__in=slugs, locale=locale)) if slugs else []
        if lost := [tag for tag in self.item.tags if tag not in tags]:
            self.planned.note(_("Tags without a theme: %s") % ", ".join(lost))


class PlannedDeclaration(PlannedPage):
    model = DeclarationPage
    section = DeclarationIndexPage

    def set_required(self, page: DeclarationPage) -> None:
        moment = published_on(self.planned)
        page.start_date = moment.astimezone(self.zone).date() if moment else timezone.localdate()
        page.kind = DeclarationKind.STATEMENT

    def set_text(self, page: DeclarationPage, story: list[StoryItem], text: PlannedText) -> None:
        self.set_required(page)
        if "start_date" not in self.planned.values:
            self.planned.note(_("The date is that of the publication on the old site: check it."))
        split = divide_declaration(full_rich_text(story))
        page.preamble = split.preamble
        blocks = paragraph_blocks(split, self.source.text_item.uid)
        page.paragraphs = page._meta.get_field("paragraphs").stream_block.to_python(blocks)
        if not split.paragraphs:
            self.planned.note(_("It has no numbered paragraphs: the text is in the preamble."))
        if any(kind == "picture" for kind, _value in story):
            self.planned.note(_("Pictures have no place in a declaration."))
        related = self.related()
        meetings = [uid for uid in related if self.is_page_of(uid, MeetingPage)]
        if meetings:
            page.meeting_id = self.site.pages[meetings[0]].pk
        self.note_lost_relations([uid for uid in related if uid not in meetings[:1]])
        self.note_lost_tags()


PLANNED_PAGES: dict[str, type[PlannedPage]] = {
    ImportResult.PAGE: PlannedContentPage,
    ImportResult.MEETING: PlannedMeeting,
    ImportResult.DECLARATION: PlannedDeclaration,
}


def stream_value(
    page: Page, name: str, items: list[StoryItem], anchors: dict[str, str] | None = None
) -> StreamValue:
    """Return a stream of blocks with ids. ``anchors`` are the ids of headings by their texts."""
    block, raw = page._meta.get_field(name).stream_block, []
    ids = dict(anchors or {})
    for kind, value in items:
        entry: dict[str, Any] = {"type": kind, "value": value}
        if kind == "heading" and value in ids:
            entry["id"] = ids.pop(value)
        raw.append(entry)
    stream = block.to_python(raw)
    for child in stream:
        child.value  # noqa: B018 - converts the raw value, which a stream does on access only
    return block.to_python(stream.get_prep_value())
