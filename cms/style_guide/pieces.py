"""Components of pages of all types."""

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from core.frame import Frame
from core.languages import current
from core.models.quick_exit import DEFAULT_ADDRESS
from core.territories import Designation
from core.versions import EarlierText

from . import records
from .samples import Sample


def piece_samples(frame: Frame) -> list[Sample]:
    return [*_notices(), *_list_items(frame), *_footers(), *_metadata()]


def _notices() -> list[Sample]:
    """Return the components above the content: navigation and notices."""
    other = records.other_script()
    missing = _("There is no page “%(number)s”. The first page is shown instead.")
    return [
        Sample("core/components/breadcrumbs.html", frame={"section": records.section()}),
        Sample("core/components/problems.html", {"problems": [missing % {"number": 99}]}),
        Sample(
            "cms/fallback_notice.html",
            frame={"text_language_name": other.babel.get_language_name(current().babel)},
        ),
        Sample(
            "cms/outdated_notice.html",
            {"original": EarlierText(other, records.DAY)},
            frame={"original_address": reverse("style_guide")},
        ),
        Sample("core/components/quick_exit.html", frame={"quick_exit_address": DEFAULT_ADDRESS}),
    ]


def _list_items(frame: Frame) -> list[Sample]:
    """Return the components of lists."""
    footnote = _("What has to be said of the name stands here.")
    designation = Designation("XK", footnote=footnote, footnote_language=current())
    cancelled = records.meeting(status="cancelled", date_precision="month")
    return [
        Sample("core/components/entry.html", {"entry": records.meeting()}),
        Sample("core/components/entry.html", {"entry": cancelled}),
        Sample("core/components/theme_list.html", {"themes": [records.theme()]}),
        Sample(
            "core/components/file.html",
            {"title": _("Agenda"), "document": records.document(), "language": current()},
            wrapper='<p class="file">{}</p>',
        ),
        Sample(
            "core/components/state_name.html",
            {"name": frame.state_name("AT"), "used": "Austria", "designation": designation},
            wrapper="<p>{}</p>",
        ),
        Sample("core/components/footnotes.html", frame={"footnotes": {"XK": designation}}),
    ]


def _footers() -> list[Sample]:
    """Return the components below a text or a list."""
    return [
        Sample("core/components/pagination.html", {"pages": Paginator(range(60), 20).page(2)}),
        Sample("core/components/paper_link.html", {"page": records.meeting(), "query": ""}),
        Sample("core/components/sources.html", {"page": records.meeting()}),
        Sample(
            "core/components/follow.html",
            {"feed": reverse("meetings_feed"), "calendar": reverse("calendar")},
        ),
    ]


def _metadata() -> list[Sample]:
    """Return the components of the ``head`` element."""
    feed = {"feed": reverse("meetings_feed"), "title": _("Meetings")}
    return [
        Sample("core/components/feed_link.html", feed, is_in_head=True),
        Sample("core/components/sharing.html", {"page": records.meeting()}, is_in_head=True),
    ]
