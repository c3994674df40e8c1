"""Warnings on Wagtail's confirmation views: what an action does to the translations."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from core.languages import site_language
from translation.models import ReleaseSet

WARNINGS = {
    "delete": _(
        "The translations will be deleted, too: %(languages)s. What was translated is kept in the "
        "translation memory."
    ),
    "unpublish": _(
        "The translations will be unpublished, too: %(languages)s. They are published "
        "again when the source is published again with the same text."
    ),
    "move": _("The translations will be moved, too: %(languages)s."),
}


def warn_about_translations(request, action: str, instances: list) -> None:
    """Warn that an action on these objects applies to their translations, and to which."""
    codes: set[str] = set()
    for instance in instances:
        if site_language(instance.locale.language_code).is_source:
            translations = instance.get_translations().order_by()
            if action == "unpublish":
                translations = translations.filter(live=True)
            codes.update(translations.values_list("locale__language_code", flat=True))
    if codes:
        names = ", ".join(sorted(site_language(code).name for code in codes))
        messages.warning(request, WARNINGS[action] % {"languages": names})


def warn_about_embargoes(request, pages: list) -> None:
    """Warn that pages are embargoed, with links to the release sets that publish them."""
    for page in pages:
        if release_set := ReleaseSet.objects.embargo_of(page):
            url = reverse("translation:release", args=[release_set.pk])
            button = messages.button(url, _("Open the release set"))
            messages.warning(request, release_set.embargo_reason, buttons=[button])
