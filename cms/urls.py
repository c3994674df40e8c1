"""URL patterns of the whole site."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin.urls import urlpatterns as wagtailadmin_patterns
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.urls import serve_pattern
from wagtail.utils.urlpatterns import decorate_urlpatterns

from core.sitemaps import sitemap, sitemap_index
from core.transactions import atomic_unless_safe
from core.views import (
    PDF_FILE_NAME,
    SHARING_CARD_FILE_NAME,
    accessibility,
    safety,
    serve_document,
    serve_page,
    serve_pdf,
    serve_picture,
    serve_sharing_card,
)
from declarations.feeds import declarations_feed
from declarations.views import collection, theme, themes
from home.feeds import feed
from library.views import library
from meetings.feeds import calendar, meeting_calendar, meetings_feed
from news.feeds import news_feed
from open_data.api import router
from open_data.views import data_file, data_page
from search.views import search, suggest
from states.views import contacts
from translation.glossary.public_views import glossary, glossary_file, glossary_term

from . import views
from .style_guide.views import (
    style_guide,
    style_guide_frames,
    style_guide_group,
    style_guide_sheet,
)

handler404 = "cms.views.not_found"
handler500 = "cms.views.server_error"

urlpatterns = [
    path("", views.language_selection, name="language_selection"),
    path("admin/", include("accounts.urls")),  # before Wagtail's own views of these paths
    path("admin/", include(decorate_urlpatterns(wagtailadmin_patterns, atomic_unless_safe))),
    re_path(
        r"^documents/([0-9]{1,18})/(.*)$",
        serve_document,
        name=wagtaildocs_urls.urlpatterns[0].name,
    ),
    path("documents/", include(wagtaildocs_urls.urlpatterns[1:])),
    re_path(r"^media/(?P<path>(images|original_images|avatar_images)/[^/]+)$", serve_picture),
    path("d/", include("declarations.urls")),
    path("api/v2/", router.urls),
    path("robots.txt", views.robots),
    path("sitemap.xml", sitemap_index),
    path("sitemap-<section>.xml", sitemap),
]

urlpatterns += i18n_patterns(
    path("accessibility/", accessibility, name="accessibility"),
    path("contacts-by-country/", contacts, name="contacts"),
    path("glossary/", glossary, name="glossary"),
    path("glossary/<int:number>/", glossary_term, name="glossary_term"),
    re_path(r"^glossary/glossary\.(?P<extension>csv|tbx)$", glossary_file, name="glossary_file"),
    path("library/", library, name="library"),
    path("safety/", safety, name="safety"),
    path("search/", search, name="search"),
    path("search/suggestions/", suggest, name="suggestions"),
    path("style-guide/", style_guide, name="style_guide"),
    path("style-guide/tokens-<slug:scheme>.css", style_guide_sheet, name="style_guide_sheet"),
    path("style-guide/<slug:slug>/", style_guide_group, name="style_guide_group"),
    path("style-guide/<slug:slug>/frames/", style_guide_frames, name="style_guide_frames"),
    path("themes/", themes, name="themes"),
    path("themes/<slug:slug>/", theme, name="theme"),
    path("data/", data_page, name="data"),
    re_path(
        r"^(?P<path>[a-z]+/[a-z]+)\.(?P<extension>csv|xlsx|json|schema\.json)$",
        data_file,
        name="data_file",
    ),
    path("feed.atom", feed, name="feed"),
    path("meetings/feed.atom", meetings_feed, name="meetings_feed"),
    path("meetings/calendar.ics", calendar, name="calendar"),
    path("meetings/calendar-all.ics", calendar, {"is_complete": True}, name="complete_calendar"),
    path("meetings/<slug:slug>/calendar.ics", meeting_calendar, name="meeting_calendar"),
    path("news/feed.atom", news_feed, name="news_feed"),
    path("declarations/feed.atom", declarations_feed, name="declarations_feed"),
    path("declarations/all.pdf", collection, name="declarations_collection"),
    path(f"<path:path>/{PDF_FILE_NAME}", serve_pdf, name="page_pdf"),
    path(SHARING_CARD_FILE_NAME, serve_sharing_card, {"path": ""}),
    path(f"<path:path>/{SHARING_CARD_FILE_NAME}", serve_sharing_card),
    # Without Wagtail's own serve view, and without its own way to sign in.
    path("_util/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("", include(wagtail_urls.urlpatterns[:-1])),
    re_path(serve_pattern, serve_page, name="wagtail_serve"),
)
