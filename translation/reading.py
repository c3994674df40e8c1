"""What the workshop tells readers: which text of the original an outdated translation reflects."""

from django.utils.timezone import localtime
from wagtail.models import Page

from core.languages import get
from core.versions import EarlierText

from .models import Assignment


def earlier_text(page: Page) -> EarlierText | None:
    """Answer ``core.versions`` in one query.

    A derived script is as old as the text it is derived from; should it lag behind that one
    itself, for as long as its job is not done, it says so.
    """
    language = page.text_language
    codes = [code for code in (language.code, language.derived_from) if code]
    outdated = Assignment.objects.filter(
        translation__source__object_id=page.translation_key,
        translation__target_locale__language_code__in=codes,
        outdated_since__isnull=False,
        published_version__isnull=False,
    ).select_related(
        "published_version", "translation__source__locale", "translation__target_locale"
    )
    found = {assignment.language.code: assignment for assignment in outdated}
    # The origin's own source is the older text of the two.
    chosen = found.get(language.derived_from) or found.get(language.code)
    if chosen is None:
        return None
    published_on = localtime(chosen.published_version.dated_at).date()
    return EarlierText(get(chosen.translation.source.locale.language_code), published_on)
