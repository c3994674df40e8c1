"""What the workshop tells readers: which text of the original an outdated translation reflects."""

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from wagtail.models import Page

from core.languages import get

from .models import Assignment, SourceVersion
from .versions import changes_between

# For a row of pages: null unless it is a translation whose original has changed since.
PUBLISHED_AT = Subquery(
    Assignment.objects.filter(
        translation__source__object=OuterRef("translation_key"),
        translation__target_locale=OuterRef("locale"),
        outdated_since__isnull=False,
    ).values(moment=Coalesce("published_version__published_at", "published_version__created_at"))[
        :1
    ]
)


def changed_parts(pages: list[Page]) -> dict[int, set[str]]:
    """Find the texts whose original readers see otherwise than these translations of it have it.

    A derived script has the words of its origin, and is behind where that one is, too. ``pages``
    are versions of one page; this takes two queries, and a third one for a derived script.
    """
    outdated = Assignment.objects.filter(
        translation__source__object__in={page.translation_key for page in pages},
        outdated_since__isnull=False,
        published_version__isnull=False,
    ).select_related("translation__target_locale", "published_version")
    work = {item.translation.target_locale.language_code: item for item in outdated}
    latest = {
        pk: SourceVersion.objects.filter(source=pk, published_at__isnull=False).latest(
            "published_at"
        )
        for pk in {item.translation.source_id for item in work.values()}
    }
    found = {}
    for page in pages:
        language = get(page.locale.language_code)
        behind = [work[code] for code in (language.code, language.derived_from) if code in work]
        found[page.pk] = {
            change.path
            for item in behind
            for change in changes_between(
                item.published_version, latest[item.translation.source_id]
            )
        }
    return found
