"""The state of translations: which version of the source text an outdated translation reflects.

The app that manages translations finds it by hooks. Without such an app, no translation is reported
as outdated.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.timezone import localtime
from wagtail import hooks
from wagtail.models import Page

from . import languages
from .languages import Language


@dataclass(frozen=True)
class ReflectedSourceVersion:
    """The version of the source text that an outdated translation reflects."""

    language: Language
    published_on: date


def with_source_version_date(pages: QuerySet) -> QuerySet:
    """Annotate pages with what :func:`outdated_source_version` needs.

    The hook ``register_source_version_date`` returns an expression on pages: when the source text
    was published that a page reflects, or null for a page that is up to date. It is an annotation,
    because the page's translations are fetched anyway: so it takes no query of its own. If several
    apps have the hook, the last one counts.
    """
    for hook in hooks.get_hooks("register_source_version_date"):
        pages = pages.annotate(source_version_date=hook())
    return pages


def outdated_source_version(page: Page, versions: Iterable[Page]) -> ReflectedSourceVersion | None:
    """Return the source version that a page reflects, or ``None`` if the page is up to date.

    ``versions`` are the page in all languages, annotated by :func:`with_source_version_date`. A
    derived script is outdated if the text it is derived from is, and while the job that derives it
    again is pending.
    """
    moments = {
        version.locale.language_code: getattr(version, "source_version_date", None)
        for version in versions
    }
    # If both are outdated, the source of the text it is derived from is the older version.
    for code in (page.text_language.derived_from, page.text_language.code):
        if moment := moments.get(code):
            original = languages.site_language(code).derived_from
            language = (
                languages.site_language(original) if original else languages.source_language()
            )
            return ReflectedSourceVersion(language, localtime(moment).date())
    return None


def changed_content_paths(pages: list[Page]) -> dict[int, set[str]]:
    """Return what has changed in the sources of outdated translations, by the pages' ids.

    Each set contains content paths of wagtail-localize, ``field`` or ``field.<block id>.<name>``.
    The hook ``register_changed_content_paths`` gets the pages and returns such sets by their ids.
    It takes queries, so pass outdated pages only.
    """
    found: dict[int, set[str]] = {page.pk: set() for page in pages}
    for hook in hooks.get_hooks("register_changed_content_paths") if pages else ():
        for pk, paths in hook(pages).items():
            found[pk] |= paths
    return found
