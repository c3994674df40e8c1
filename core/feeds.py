"""Atom feeds (RFC 4287): what has been published lately, in the reader's language.

A room says which types of pages its feed is about; the feed of one room and that of the whole site
are made alike.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html, format_html_join
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe
from wagtail.models import Page, PageLogEntry

from .addresses import absolute, language_address, named_address
from .languages import all_languages, current
from .localization import for_reader, unexpired
from .models import BasePage
from .page_types import listed
from .plain_entry import UNKNOWN, PlainEntry, plain

MOST_ENTRIES = 100
# What changes the pages that readers see; the work on drafts is nobody's business.
PUBLIC_ACTIONS = (
    "wagtail.publish",
    "wagtail.publish.scheduled",
    "wagtail.unpublish",
    "wagtail.unpublish.scheduled",
    "wagtail.move",
    "wagtail.delete",
    "wagtail.view_restriction.create",
    "wagtail.view_restriction.edit",
    "wagtail.view_restriction.delete",
)


class AtomFeed(Atom1Feed):
    """Django's feed, with the language of each entry and with itself in the other languages."""

    def latest_post_date(self) -> datetime:
        """Of an empty feed not the time of the request, which would be a change every time."""
        return super().latest_post_date() if self.items else last_change()

    def add_root_elements(self, handler) -> None:
        super().add_root_elements(handler)
        kind = self.content_type.partition(";")[0]
        for language, address in self.feed["translations"]:
            link = {"rel": "alternate", "type": kind, "hreflang": language.tag, "href": address}
            handler.addQuickElement("link", "", link)

    def item_attributes(self, item: dict) -> dict[str, str]:
        return {"xml:lang": item["language"].tag}


def followed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Make a view one that programs ask again and again: they are told if nothing has changed.

    Without being told to ask, a cache would keep an answer for longer the older its contents are,
    and nobody would learn of a meeting that is called off.
    """

    @require_safe
    @cache_control(no_cache=True)
    @conditional_page
    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if "Last-Modified" not in response.headers:
            response.headers["Last-Modified"] = http_date(last_change().timestamp())
        return response

    return answer


def last_change() -> datetime:
    """When the site's public pages last changed.

    The latest date of the pages that are left would not do: it goes back when one is withdrawn.
    """
    public = PageLogEntry.objects.filter(action__in=PUBLIC_ACTIONS).order_by("-timestamp")
    return public.values_list("timestamp", flat=True).first() or UNKNOWN


def last_published(*models: type[BasePage]) -> list[BasePage]:
    """Pages of these types as this reader should see them, the latest first: one query.

    One that the set-up has made and nobody published is no news.
    """
    published = Page.objects.type(*models).filter(last_published_at__isnull=False)
    pages = unexpired(for_reader(published))
    pages = pages.order_by("-last_published_at", "-pk")[:MOST_ENTRIES]
    return listed(pages, models, "first_published_at", "last_published_at")


def atom(name: str, title: str, section: str, *models: type[BasePage]) -> HttpResponse:
    """Answer with a feed: ``name`` is that of its address, ``section`` the path of its list."""
    address = absolute(named_address(name))
    feed = AtomFeed(
        title=f"{title} – {settings.WAGTAIL_SITE_NAME}",
        link=absolute(language_address(section)),
        description=None,
        subtitle=_("What has been published or changed lately."),
        language=current().tag,
        author_name=_("Network of National Anti-Trafficking Coordinators of South-East Europe"),
        feed_url=address,
        feed_guid=address,
        translations=[
            (language, absolute(named_address(name, language))) for language in all_languages()
        ],
    )
    for page in last_published(*models):
        _add(feed, page)
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _add(feed: AtomFeed, page: BasePage) -> None:
    """One document has one identity in all languages, so that nobody is told of it twice."""
    entry = PlainEntry(page)
    feed.add_item(
        title=plain(entry.title),
        link=absolute(page.address),
        description=plain(_summary(entry)),
        unique_id=f"urn:uuid:{page.translation_key}",
        pubdate=page.first_published_at,
        updateddate=entry.published_at,
        language=entry.language,
    )


def _summary(entry: PlainEntry) -> str:
    """What a list shows below the title, as the HTML that a summary holds."""
    facts = " · ".join(filter(None, [entry.date, entry.kind, entry.status]))
    texts = filter(None, [facts, entry.place, entry.page.summary])
    footnotes = ((known.footnote_language.tag, known.footnote) for known in entry.footnotes)
    return format_html(
        "{}{}",
        format_html_join("", "<p>{}</p>", ((text,) for text in texts)),
        format_html_join("", '<p lang="{}">* {}</p>', footnotes),
    )
