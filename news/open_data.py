"""The data set of the news: one record for each piece."""

from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from core.localization import chosen_page_ids, live_public_pages, sorted_by_translation_key
from core.models import BasePage
from core.request_cache import cached_for_request
from news.models import NewsPage
from news.models.news_page import MAX_RECORDS
from open_data.columns import (
    IDENTITY_COLUMNS,
    SOURCE_COLUMNS,
    DataColumn,
    rich_text_column,
)
from open_data.data_sets import DataSet
from open_data.references import find_pages
from open_data.stream_blocks import rebuild_stream
from open_data.text_value_types import DateValue, UuidValue
from open_data.value_types import ListValue


class NewsDataSet(DataSet):
    @property
    def is_offered(self) -> bool:
        return bool(NewsPage.objects.latest_for_reader())

    def prefetch_targets(self, pages: Iterable[BasePage]) -> None:
        pages = list(pages)
        super().prefetch_targets(pages)
        _keys_of_public_pages(pk for page in pages for pk in chosen_page_ids(page.records))


def _keys_of_public_pages(ids: Iterable[int]) -> dict[int, UUID | None]:
    """Return translation keys by page id, from the request's cache if possible."""
    cached = cached_for_request("keys of public pages", dict)
    missing = {pk for pk in ids if pk not in cached}
    if missing:
        public = live_public_pages(Page.objects.filter(pk__in=missing))
        cached |= dict.fromkeys(missing) | dict(public.values_list("pk", "translation_key"))
    return cached


def _read_records(page: NewsPage) -> list[UUID]:
    chosen = chosen_page_ids(page.records)
    keys = _keys_of_public_pages(chosen)
    return [keys[pk] for pk in chosen if keys[pk]]


def _write_records(page: NewsPage, keys: list[str] | None) -> None:
    """Keep the records that are not public: no file contains them."""
    chosen = chosen_page_ids(page.records)
    public = _keys_of_public_pages(chosen)
    hidden = Page.objects.filter(pk__in=[pk for pk in chosen if not public[pk]])
    allowed = page.records.stream_block.child_blocks["record"].target_models
    wanted = [UUID(key) for key in keys or ()]
    found = sorted_by_translation_key(find_pages(Page, keys or [], allowed), wanted)
    records = [*(record.pk for record in found), *hidden.values_list("pk", flat=True)]
    if len(records) > MAX_RECORDS:
        raise ValidationError(_("More than %(most)d records."), params={"most": MAX_RECORDS})
    page.records = rebuild_stream(page.records, records, int, int)
    page.__dict__.pop("shown_records", None)  # a cached property


NEWS_DATA_SET = NewsDataSet(
    name="news",
    title=_("News"),
    description=_("The news, one record for each piece."),
    model=NewsPage,
    path="news/data",
    ordering=("-reported_on", "slug"),
    columns=(
        *IDENTITY_COLUMNS,
        DataColumn(
            "reported_on",
            _("The day of what is reported, or on which it is reported."),
            DateValue(),
            lambda page: page.reported_on,
            lambda page, value: setattr(page, "reported_on", DateValue().to_database(value)),
            required=True,
        ),
        rich_text_column(NewsPage, "text"),
        DataColumn(
            "records",
            _("The meetings, documents and offices that it is about, by their identifiers."),
            ListValue(UuidValue(), keeps_order=True),
            _read_records,
            _write_records,
        ),
        *SOURCE_COLUMNS,
    ),
)
