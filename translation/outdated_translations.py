"""Outdated translations on public pages: which version of the source text they reflect.

The core app calls what is defined here through hooks.
"""

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from wagtail.models import Page

from core.languages import site_language
from translation.actions.versions import changes_between

from .models import Assignment, SourceVersion

# Annotates pages with the date of the source version that a translation reflects. It is null unless
# the page is a translation whose source has changed since.
SOURCE_PUBLISHED_AT = Subquery(
    Assignment.objects.filter(
        translation__source__object=OuterRef("translation_key"),
        translation__target_locale=OuterRef("locale"),
        outdated_since__isnull=False,
    ).values(moment=Coalesce("published_version__published_at", "published_version__created_at"))[
        :1
    ]
)


def changed_text_paths(pages: list[Page]) -> dict[int, set[str]]:
    """Return, by page id, the content paths of the texts that have changed in the source since.

    A derived script has the text of its origin, and is outdated where its origin is, too. ``pages``
    are the language versions of one page. This takes two queries, and a third for a derived script.
    """
    outdated = Assignment.objects.filter(
        translation__source__object__in={page.translation_key for page in pages},
        outdated_since__isnull=False,
        published_version__isnull=False,
    ).select_related("translation__target_locale", "published_version")
    by_language = {item.translation.target_locale.language_code: item for item in outdated}
    latest = {
        pk: SourceVersion.objects.filter(source=pk, published_at__isnull=False).latest(
            "published_at"
        )
        for pk in {item.translation.source_id for item in by_language.values()}
    }
    found = {}
    for page in pages:
        language = site_language(page.locale.language_code)
        codes = (language.code, language.derived_from)
        found[page.pk] = {
            change.path
            for item in [by_language[code] for code in codes if code in by_language]
            for change in changes_between(
                item.published_version, latest[item.translation.source_id]
            )
        }
    return found
