"""Themes and pages that the values of a file refer to; they have to exist."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from core.languages import source_language
from core.models import Theme
from core.site_tree import objects_of_site


def find_themes(slugs: Collection[str]) -> list[Theme]:
    """Return the themes of the source language; raise ``ValidationError`` if one is missing."""
    themes = Theme.objects.filter(locale__language_code=source_language().code, slug__in=slugs)
    found = {theme.slug: theme for theme in themes}
    _refuse_unknown(slugs, found, _("There is no such theme: %(names)s."))
    return list(found.values())


def find_pages(
    model: type[Page], keys: Collection[str], types: Collection[type[Page]] = ()
) -> list[Page]:
    """Return the pages of the source language with these translation keys.

    ``types``: the page types that are allowed, if they are not all of the model. Raise
    ``ValidationError`` if one is missing.
    """
    pages = objects_of_site(model).filter(
        locale__language_code=source_language().code, translation_key__in=keys
    )
    found = {
        str(page.translation_key): page
        for page in pages
        if not types or page.specific_class in types
    }
    _refuse_unknown(keys, found, _("There is no such record on the site: %(names)s."))
    return list(found.values())


def _refuse_unknown(wanted: Collection[str], found: Collection[str], message) -> None:
    unknown = sorted(set(wanted) - set(found))
    if unknown:
        raise ValidationError(message, params={"names": ", ".join(unknown)})
