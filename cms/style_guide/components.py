"""Components of pages of all types."""

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from core.language_texts import LanguageText
from core.languages import active_language
from core.layout import LayoutContext
from core.models.quick_exit import DEFAULT_EXIT_URL
from core.outdated_translations import ReflectedSourceVersion
from core.territories import Designation
from home.models import EasyReadPage

from . import sample_objects
from .samples import ComponentSample


def component_samples(layout: LayoutContext) -> list[ComponentSample]:
    return [
        *_notices(),
        *_easy_versions(),
        *_list_items(layout),
        _document(),
        *_footers(layout),
        *_metadata(),
    ]


def _easy_versions() -> list[ComponentSample]:
    """Return the links between a page and its easy-to-read version."""
    return [
        ComponentSample(
            "core/components/easy_version_link.html",
            layout={"easy_version": sample_objects.section()},
        ),
        ComponentSample(
            "home/components/original_link.html", {"page": EasyReadPage(view_name="safety")}
        ),
    ]


def _notices() -> list[ComponentSample]:
    """Return the components above the content: navigation and notices."""
    other = sample_objects.other_script()
    missing = _("There is no page “%(number)s”. The first page is shown instead.")
    return [
        ComponentSample("core/components/emblem.html"),
        ComponentSample(
            "core/components/breadcrumbs.html", layout={"section": sample_objects.section()}
        ),
        ComponentSample(
            "core/components/error_messages.html", {"problems": [missing % {"number": 99}]}
        ),
        ComponentSample(
            "cms/fallback_notice.html",
            layout={
                "text_language_name": other.babel.get_language_name(active_language().babel),
                "translation_request_url": "mailto:office@example.org",
            },
        ),
        ComponentSample(
            "cms/outdated_notice.html",
            {"original": ReflectedSourceVersion(other, sample_objects.SAMPLE_DATE)},
            layout={"original_url": reverse("style_guide")},
        ),
        ComponentSample(
            "core/components/site_notice.html",
            layout={
                "notice": LanguageText(_("The office is closed on Friday."), active_language()),
                "notice_tone": "information",
            },
        ),
        ComponentSample(
            "core/components/quick_exit.html", layout={"quick_exit_url": DEFAULT_EXIT_URL}
        ),
    ]


def _list_items(layout: LayoutContext) -> list[ComponentSample]:
    """Return the components of lists."""
    footnote = _("What has to be said of the name stands here.")
    designation = Designation("XK", footnote=footnote, footnote_language=active_language())
    participants = [("SI", 1, 1), ("HR", 2, 1), ("BA", 2, 2), ("AL", 0, 0)]
    cancelled = sample_objects.meeting(status="cancelled", date_precision="month")
    return [
        ComponentSample("core/components/entry.html", {"entry": sample_objects.meeting()}),
        ComponentSample("core/components/entry.html", {"entry": cancelled}),
        ComponentSample(
            "home/components/ways_in.html",
            {"latest_document": sample_objects.declaration()},
            wrapper='<div class="home">{}</div>',
        ),
        ComponentSample("home/components/participants.html", {"participants": participants}),
        ComponentSample(
            "translation/components/glossary_entry.html",
            {"term": sample_objects.term()},
            wrapper='<dl class="glossary">{}</dl>',
        ),
        ComponentSample("core/components/theme_list.html", {"themes": [sample_objects.theme()]}),
        ComponentSample(
            "core/components/file.html",
            {
                "title": _("Agenda"),
                "document": sample_objects.document(),
                "language": active_language(),
            },
            wrapper='<p class="file">{}</p>',
        ),
        ComponentSample(
            "core/components/state_name.html",
            {"name": layout.state_name("AT"), "used": "Austria", "designation": designation},
            wrapper="<p>{}</p>",
        ),
        ComponentSample(
            "core/components/footnotes.html", layout={"footnotes": {"XK": designation}}
        ),
    ]


def _document() -> ComponentSample:
    document = sample_objects.offered_document()
    return ComponentSample(
        "library/components/document.html",
        {"document": document, "files": document.files},
        wrapper='<div class="entries">{}</div>',
    )


def _footers(layout: LayoutContext) -> list[ComponentSample]:
    """Return the components below a text or a list."""
    return [
        ComponentSample(
            "core/components/contents.html", {"contents": [("sources", "", _("Sources"))]}
        ),
        ComponentSample(
            "core/components/page_languages.html",
            layout={"page_language_links": layout.language_links, "is_fallback": False},
        ),
        ComponentSample(
            "core/components/pagination.html", {"pages": Paginator(range(60), 20).page(2)}
        ),
        ComponentSample(
            "core/components/pdf_link.html", {"page": sample_objects.meeting(), "query": ""}
        ),
        ComponentSample("core/components/sources.html", {"page": sample_objects.meeting()}),
        ComponentSample(
            "core/components/subscribe.html",
            {
                "feed": reverse("meetings_feed"),
                "calendar": reverse("calendar"),
                "calendar_label": _("Calendar of the coming meetings and of the last two years"),
                "complete_calendar": reverse("complete_calendar"),
                "complete_calendar_label": _("Calendar of all these meetings, to download"),
            },
        ),
    ]


def _metadata() -> list[ComponentSample]:
    """Return the components of the ``head`` element."""
    feed = {"feed": reverse("meetings_feed"), "title": _("Meetings")}
    return [
        ComponentSample("core/components/feed_link.html", feed, is_in_head=True),
        ComponentSample(
            "core/components/open_graph.html", {"page": sample_objects.meeting()}, is_in_head=True
        ),
    ]
