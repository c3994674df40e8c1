"""Pages that were deleted in one language by themselves, and wait outside the tree of the site."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Page

from core.languages import site_language
from core.request_cache import cached_for_request
from core.site_tree import IN_SITE_TREE, is_object_of_site


def deleted_translation_keys() -> set:
    """Return the translation keys of the pages that are outside the tree in a language or in all.

    Nothing is moved below such a page: its translations would have no place.
    """
    pages = Page.objects.exclude(IN_SITE_TREE).order_by()
    return cached_for_request(
        "deleted translations", lambda: set(pages.values_list("translation_key", flat=True))
    )


def check_object_of_site(instance) -> None:
    """Raise ``ValidationError`` if a translated object is a page outside the tree of the site."""
    if not is_object_of_site(instance):
        raise ValidationError(
            _("“%(title)s” or a page above it was deleted in %(language)s. Restore it there first.")
            % {
                "title": instance.title,
                "language": site_language(instance.locale.language_code).name,
            }
        )


def check_translations_of_site(instances: Iterable, locales: Iterable) -> None:
    """Raise ``ValidationError`` if one of these, or a page above, is outside in a language."""
    above = Page.objects.none()
    for instance in instances:
        if isinstance(instance, Page):
            above |= instance.get_ancestors(inclusive=True).order_by()
    outside = Page.objects.exclude(IN_SITE_TREE).select_related("locale")
    keys = above.values("translation_key")
    for translation in outside.filter(translation_key__in=keys, locale__in=locales)[:1]:
        check_object_of_site(translation)
