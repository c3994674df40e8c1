"""Links to pages of this site that are written as addresses, which no index has.

They are found in the stored rich texts and blocks of all pages.
"""

import re
from collections.abc import Iterator

from django.conf import settings
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.text import capfirst
from wagtail.models import Page

from core.languages import all_languages
from core.localized_urls import path_below_home
from core.page_types import long_text_fields, page_types

# The texts are searched for so many addresses at most. More are only affected with whole sections.
MAX_ADDRESSES = 20


def links_by_address(targets: QuerySet) -> list[tuple[Page, str]]:
    """Return the pages that link to the addresses of other pages, with the label of the field."""
    paths = dict.fromkeys(path_below_home(page) for page in targets.only("url_path"))
    paths = [path.removesuffix("/") for path in paths if path][:MAX_ADDRESSES]
    return [found for model in page_types() for found in _links_in(model, paths, targets)]


def _links_in(model: type[Page], paths: list[str], targets: QuerySet) -> Iterator[tuple[Page, str]]:
    names = long_text_fields(model)
    if not (names and paths):
        return
    texts = {f"stored_{name}": Cast(name, TextField()) for name in names}
    condition = Q()
    for text in texts:
        for path in paths:
            condition |= Q(**{f"{text}__contains": f"/{path}"})
    pages = model.objects.annotate(**texts).filter(condition).exclude(pk__in=targets.values("pk"))
    pattern = _pattern(paths)
    for page in pages.select_related("locale"):
        for name, text in zip(names, texts, strict=True):
            if pattern.search(getattr(page, text) or ""):
                yield page, capfirst(model._meta.get_field(name).verbose_name)


def _pattern(paths: list[str]) -> re.Pattern:
    """Return a pattern for addresses at the start of an attribute or of a value in JSON."""
    codes = "|".join(language.code for language in all_languages())
    any_path = "|".join(map(re.escape, paths))
    return re.compile(
        rf'"(?:{re.escape(settings.SITE_ADDRESS)})?/(?:{codes})/(?:{any_path})(?=[/?#"\\])'
    )
