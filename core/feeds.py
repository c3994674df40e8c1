"""Atom feeds (RFC 4287) of the latest published pages, in the active language.

Each app passes the page types of its feed; the feed of the whole site has all of them.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html, format_html_join
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe
from wagtail.models import Page, PageLogEntry

from .languages import active_language, all_languages
from .localization import for_reader
from .localized_urls import absolute_url, language_url, reverse_in_language
from .models import BasePage
from .models.layout import layout_settings
from .page_types import specific_for_listing
from .plain_text import NEVER_PUBLISHED, PlainTextListing, without_control_characters

MAX_ENTRIES = 100
# Log actions that change what the public sees. Work on drafts is not among them.
PUBLIC_LOG_ACTIONS = (
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
    """Django's Atom feed, with the language of each entry and links to the feed's translations."""

    def latest_post_date(self) -> datetime:
        # Django gives an empty feed the time of the request: a new ETag for every request.
        return super().latest_post_date() if self.items else last_public_change()

    def add_root_elements(self, handler) -> None:
        super().add_root_elements(handler)
        media_type = self.content_type.partition(";")[0]
        for language, url in self.feed["translations"]:
            link = {"rel": "alternate", "type": media_type, "hreflang": language.tag, "href": url}
            handler.addQuickElement("link", "", link)

    def item_attributes(self, item: dict) -> dict[str, str]:
        return {"xml:lang": item["language"].tag}


def always_revalidated(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Make clients revalidate the responses of a view that they request regularly.

    An unchanged response is answered with 304. Without ``no-cache``, a cache would keep a response
    for longer the older its ``Last-Modified`` is (RFC 9111, 4.2.2), and a cancelled event would
    stay in calendars as if nothing had happened.
    """

    @require_safe
    @cache_control(no_cache=True)
    @conditional_page
    @wraps(view)
    def revalidated_view(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if "Last-Modified" not in response.headers:
            response.headers["Last-Modified"] = http_date(last_public_change().timestamp())
        return response

    return revalidated_view


def last_public_change() -> datetime:
    """Return when the public pages of the site last changed.

    Read from the log: the latest date of the existing pages goes back when one is unpublished.
    """
    entries = PageLogEntry.objects.filter(action__in=PUBLIC_LOG_ACTIONS).order_by("-timestamp")
    return entries.values_list("timestamp", flat=True).first() or NEVER_PUBLISHED


def latest_published_pages(*models: type[BasePage]) -> list[BasePage]:
    """Return pages of these types in the active language, the latest first: one query.

    Pages that the set-up created and nobody published since are left out.
    """
    published = Page.objects.type(*models).filter(last_published_at__isnull=False)
    pages = for_reader(published)
    pages = pages.order_by("-last_published_at", "-pk")[:MAX_ENTRIES]
    return specific_for_listing(pages, models, "first_published_at", "last_published_at")


def atom_response(name: str, title: str, section: str, *models: type[BasePage]) -> HttpResponse:
    """Return the response of a feed.

    ``name`` is the name of its URL pattern, ``section`` the path of its list below the home page.
    """
    url = absolute_url(reverse_in_language(name))
    feed = AtomFeed(
        title=f"{title} – {layout_settings().short_name(active_language())}",
        link=absolute_url(language_url(section)),
        description=None,
        subtitle=_("What has been published or changed lately."),
        language=active_language().tag,
        author_name=str(layout_settings().name(active_language())),
        feed_url=url,
        feed_guid=url,
        translations=[
            (language, absolute_url(reverse_in_language(name, language)))
            for language in all_languages()
        ],
    )
    for page in latest_published_pages(*models):
        entry = PlainTextListing(page)
        feed.add_item(
            title=without_control_characters(entry.title),
            link=absolute_url(page.localized_url),
            description=without_control_characters(_summary(entry)),
            # The same in all languages, so that feed readers show a page once.
            unique_id=f"urn:uuid:{page.translation_key}",
            pubdate=page.first_published_at,
            updateddate=entry.published_at,
            language=entry.language,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _summary(entry: PlainTextListing) -> str:
    """Return what a list shows of a page below its title, as HTML."""
    details = " · ".join(filter(None, [entry.date, entry.kind, entry.status]))
    texts = filter(None, [details, entry.place, entry.page.summary])
    footnotes = ((item.footnote_language.tag, item.footnote) for item in entry.footnotes)
    return format_html(
        "{}{}",
        format_html_join("", "<p>{}</p>", ((text,) for text in texts)),
        format_html_join("", '<p lang="{}">* {}</p>', footnotes),
    )
