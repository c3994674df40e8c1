"""Pieces that pages of every kind are made of."""

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
    return [*_heads(), *_entries(frame), *_feet(), *_unseen()]


def _heads() -> list[Sample]:
    """What stands at the head of a page, and what readers are told there."""
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


def _entries(frame: Frame) -> list[Sample]:
    """What stands in lists."""
    footnote = _("What has to be said of the name stands here.")
    designation = Designation("XK", footnote=footnote, footnote_language=current())
    called_off = records.meeting(status="cancelled", date_precision="month")
    return [
        Sample("core/components/entry.html", {"entry": records.meeting()}),
        Sample("core/components/entry.html", {"entry": called_off}),
        Sample("core/components/theme_list.html", {"themes": [records.theme()]}),
        Sample(
            "core/components/file.html",
            {"title": _("Agenda"), "document": records.document(), "language": current()},
            around='<p class="file">{}</p>',
        ),
        Sample(
            "core/components/state_name.html",
            {"name": frame.state_name("AT"), "used": "Austria", "designation": designation},
            around="<p>{}</p>",
        ),
        Sample("core/components/footnotes.html", frame={"footnotes": {"XK": designation}}),
    ]


def _feet() -> list[Sample]:
    """What stands below a text or a list."""
    return [
        Sample("core/components/pagination.html", {"pages": Paginator(range(60), 20).page(2)}),
        Sample("core/components/paper_link.html", {"page": records.meeting(), "query": ""}),
        Sample("core/components/sources.html", {"page": records.meeting()}),
        Sample(
            "core/components/follow.html",
            {"feed": reverse("meetings_feed"), "calendar": reverse("calendar")},
        ),
    ]


def _unseen() -> list[Sample]:
    feed = {"feed": reverse("meetings_feed"), "title": _("Meetings")}
    return [
        Sample("core/components/feed_link.html", feed, is_in_head=True),
        Sample("core/components/sharing.html", {"page": records.meeting()}, is_in_head=True),
    ]
