"""Pages in the reader's language: queries that choose among the translations of a page."""

from collections.abc import Callable, Iterable

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet, prefetch_related_objects
from django.utils import timezone
from modelcluster.models import (
    ClusterableModel,
    get_all_child_m2m_relations,
    get_all_child_relations,
)
from wagtail.blocks import StreamValue
from wagtail.models import COMMENTS_RELATION_NAME, Page, PageViewRestriction

from .content_cache import cached_for_content
from .languages import Language, active_language, all_languages
from .prepared_queries import prepared_query

# What a link shows, and what decides whether readers can follow it.
_LINK_FIELDS = ("title", "url_path", "path", "translation_key", "live", "expire_at", "locale")


def private_paths() -> list[str]:
    """Return the tree paths of private pages: restricted ones, and those made from these.

    A page is made from its source and, in a derived script, from the page in the other script.
    """
    return cached_for_content("private paths", _read_private_paths)


def _read_private_paths() -> list[str]:
    # Two queries, so that a site without private pages needs the first and simpler one only.
    restricted = list(
        PageViewRestriction.objects.order_by().values_list(
            "page", "page__translation_key", "page__locale__language_code"
        )
    )
    if not restricted:
        return []
    private = Q(pk__in=[pk for pk, _key, _code in restricted])
    for language in all_languages():
        origins = [origin.code for origin in language.origins]
        keys = [key for _pk, key, code in restricted if code in origins]
        if keys:
            private |= Q(locale__language_code=language.code, translation_key__in=keys)
    return list(Page.objects.filter(private).order_by("path").values_list("path", flat=True))


def is_private(page: Page) -> bool:
    """Return whether the page or one of its ancestors is private."""
    return page.path.startswith(tuple(private_paths()))


def live_now() -> Q:
    """Return the condition for what is live; an expired object is, until ``publish_scheduled``."""
    return Q(live=True) & (Q(expire_at=None) | Q(expire_at__gt=timezone.now()))


def is_live_now(page: Page) -> bool:
    """Return the same for one page: whether it is published and has not expired."""
    return page.live and (page.expire_at is None or page.expire_at > timezone.now())


def live_and_public(pages: Iterable[Page]) -> list[Page]:
    """Return those of some fetched pages that are published for everybody."""
    private = tuple(private_paths())
    return [page for page in pages if is_live_now(page) and not page.path.startswith(private)]


def is_public(page: Page) -> bool:
    """Return whether this page is published for everybody."""
    return is_live_now(page) and not is_private(page)


def live_public_pages(pages: QuerySet) -> QuerySet:
    """Narrow to live pages that are not private, in every language."""
    for path in private_paths():
        pages = pages.exclude(path__startswith=path)
    return pages.filter(live_now())


def public_pages_by_language() -> dict[str, int]:
    """Return the number of public pages of the site by language code: one query."""
    pages = live_public_pages(Page.objects.filter(depth__gt=1)).order_by()
    return dict(pages.values_list("locale__language_code").annotate(Count("pk")))


def for_reader(pages: QuerySet, language: Language | None = None) -> QuerySet:
    """Narrow to live, public pages, each in the first language of the fallback chain that has it.

    It is one SQL condition, so that counting, paging and filtering happen in the database.
    """
    condition, preferred = Q(pk__in=[]), []
    for candidate in (language or active_language()).fallback_chain:
        in_language = Q(locale__language_code=candidate.code)
        if preferred:
            translated = pages.model.objects.filter(
                live_now(),
                translation_key=OuterRef("translation_key"),
                locale__language_code__in=preferred,
            )
            in_language &= ~Exists(translated)
        condition |= in_language
        preferred.append(candidate.code)
    return live_public_pages(pages).filter(condition).select_related("locale")


def linked_pages(compose: Callable[..., QuerySet], *values) -> list[Page]:
    """Return what ``for_reader`` would, with the fields of a link only, in no order.

    For the few pages that a page links to. ``compose`` returns them in all languages for these
    values; it is a function of a module, see :func:`prepared_query`. Which of their translations
    readers get is chosen here, since there are few.
    """
    codes = [language.code for language in active_language().fallback_chain]
    fetched = filter(is_live_now, _translated(codes, *values, compose=compose))
    return live_and_public(best_translations_by_key(fetched, codes).values())


@prepared_query
def _translated(codes: list[str], *values, compose: Callable[..., QuerySet]) -> QuerySet:
    translated = compose(*values).filter(locale__language_code__in=codes).select_related("locale")
    return translated.only(*_LINK_FIELDS).order_by()


def chosen_page_ids(stream: StreamValue) -> list[int]:
    """Return the ids of the pages chosen in a stream of page choosers, without fetching them."""
    return [item["value"] for item in stream.raw_data if item["value"]]


def sorted_by_translation_key(pages: Iterable[Page], keys: list) -> list[Page]:
    """Order pages by the position of their translation key."""
    return sorted(pages, key=lambda page: keys.index(page.translation_key))


def best_translations_by_key(pages: Iterable[Page], codes: list[str]) -> dict:
    """Return one page per translation key: the one whose language comes first in ``codes``."""
    best: dict = {}
    for page in sorted(pages, key=lambda item: codes.index(item.locale.language_code)):
        best.setdefault(page.translation_key, page)
    return best


def prefetch_relations(instances: Iterable[Model]) -> None:
    """Read the child objects and relations of these objects, each kind in one query.

    Those of a single object are read when they are needed.
    """
    by_model: dict[type[Model], list[Model]] = {}
    for instance in instances:
        if isinstance(instance, ClusterableModel):
            by_model.setdefault(type(instance), []).append(instance)
    for model, found in by_model.items():
        if len(found) == 1:
            continue
        names = [relation.get_accessor_name() for relation in get_all_child_relations(model)]
        names += [field.name for field in get_all_child_m2m_relations(model)]
        prefetch_related_objects(found, *(name for name in names if name != COMMENTS_RELATION_NAME))


def specific_pages(pages: Iterable[Page]) -> list[Page]:
    """Return the specific instances of pages, in the same order: one query per type.

    Wagtail's ``specific()`` queries the types once more and drops the joined locales.
    """
    pages, by_id = list(pages), {}
    for content_type_id in {page.content_type_id for page in pages}:
        model = ContentType.objects.get_for_id(content_type_id).model_class()
        ids = [page.pk for page in pages if page.content_type_id == content_type_id]
        by_id |= model.objects.in_bulk(ids)
    for page in pages:
        by_id[page.pk].locale = page.locale
    return [by_id[page.pk] for page in pages]
