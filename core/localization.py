"""From the page an editor chose to the page this reader should see: one query for any number."""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from wagtail.blocks import StreamValue
from wagtail.models import Page, PageViewRestriction

from .languages import Language, current, source
from .memory import remember


def private_paths() -> list[str]:
    """Tree paths of the restricted pages; restricting a source restricts its translations."""
    return remember("private paths", _read_private_paths)


def _read_private_paths() -> list[str]:
    """One plain query, and another one only where anything is restricted."""
    restricted = list(PageViewRestriction.objects.order_by().values_list("page", flat=True))
    if not restricted:
        return []
    sources = Page.objects.filter(pk__in=restricted, locale__language_code=source().code)
    translations = Q(translation_key__in=sources.order_by().values("translation_key"))
    pages = Page.objects.filter(Q(pk__in=restricted) | translations)
    return list(pages.order_by("path").values_list("path", flat=True))


def is_private(page: Page) -> bool:
    """Whether the page or one above it is restricted."""
    return any(page.path.startswith(path) for path in private_paths())


def is_public(page: Page) -> bool:
    """Whether everybody may read this very page."""
    return page.live and not is_private(page)


def public(pages: QuerySet) -> QuerySet:
    """Live pages that everybody may read, in every language."""
    for path in private_paths():
        pages = pages.exclude(path__startswith=path)
    return pages.filter(live=True)


def unexpired(pages: QuerySet) -> QuerySet:
    """Without pages whose time is over, which stay live until the next scheduled run."""
    return pages.exclude(expire_at__lte=timezone.now())


def for_reader(pages: QuerySet, language: Language | None = None) -> QuerySet:
    """Live, public pages, each once: in the reader's language, or else along the fallbacks.

    One SQL condition, so that counting, paging and filtering happen in the database.
    """
    wanted, better = Q(pk__in=[]), []
    for candidate in (language or current()).chain:
        condition = Q(locale__language_code=candidate.code)
        if better:
            translated = pages.model.objects.filter(
                live=True,
                translation_key=OuterRef("translation_key"),
                locale__language_code__in=better,
            )
            condition &= ~Exists(translated)
        wanted |= condition
        better.append(candidate.code)
    return public(pages).filter(wanted).select_related("locale")


def chosen_ids(stream: StreamValue) -> list[int]:
    """Return the ids of the pages chosen in a stream of page choosers, without fetching them."""
    return [item["value"] for item in stream.raw_data if item["value"]]


def translations_of(pages: QuerySet, ids: Iterable[int]) -> QuerySet:
    """Narrow to the pages with these ids and their translations."""
    keys = Page.objects.filter(pk__in=ids).order_by().values("translation_key")
    return pages.filter(translation_key__in=keys)


def in_chosen_order(pages: Iterable[Page], ids: list[int]) -> list[Page]:
    """Order pages of any language as their originals with these ids were chosen."""
    keys = dict(Page.objects.filter(pk__in=ids).order_by().values_list("pk", "translation_key"))
    return in_order_of(pages, [keys[pk] for pk in ids if pk in keys])


def in_order_of(pages: Iterable[Page], keys: list) -> list[Page]:
    """Order pages by the position of their translation key."""
    return sorted(pages, key=lambda page: keys.index(page.translation_key))


def best_by_key(pages: Iterable[Page], codes: list[str]) -> dict:
    """Keep one page per translation key: the first along the languages ``codes``."""
    best: dict = {}
    for page in sorted(pages, key=lambda item: codes.index(item.locale.language_code)):
        best.setdefault(page.translation_key, page)
    return best


def with_their_types(pages: Iterable[Page]) -> list[Page]:
    """Return plain pages as their own types, in the same order: one query per type.

    Wagtail's specific() asks once more for the types and forgets the joined locales.
    """
    pages, by_id = list(pages), {}
    for content_type_id in {page.content_type_id for page in pages}:
        model = ContentType.objects.get_for_id(content_type_id).model_class()
        ids = [page.pk for page in pages if page.content_type_id == content_type_id]
        by_id |= model.objects.in_bulk(ids)
    for page in pages:
        by_id[page.pk].locale = page.locale
    return [by_id[page.pk] for page in pages]
