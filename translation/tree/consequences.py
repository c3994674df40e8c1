"""What becomes of the translations: told where Wagtail asks whether a person is sure."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from core.languages import get
from translation.models import ReleaseSet

SENTENCES = {
    "delete": _(
        "The translations will be deleted, too: %(languages)s. What was translated is kept in the "
        "translation memory."
    ),
    "unpublish": _(
        "The translations will be taken off the site, too: %(languages)s. They return when the "
        "source is published again with the same words."
    ),
    "move": _("The translations will be moved, too: %(languages)s."),
}


def announce(request, action: str, instances: list) -> None:
    """Warn that an action on these sources reaches their translations, and which languages."""
    codes: set[str] = set()
    for instance in instances:
        if get(instance.locale.language_code).is_source:
            found = instance.get_translations()
            found = found.filter(live=True) if action == "unpublish" else found
            codes.update(found.order_by().values_list("locale__language_code", flat=True))
    if codes:
        names = ", ".join(sorted(get(code).name for code in codes))
        messages.warning(request, SENTENCES[action] % {"languages": names})


def announce_releases(request, pages: list) -> None:
    """Say which of these pages wait for their release, and lead to the sets that publish them."""
    for page in pages:
        if release_set := ReleaseSet.objects.embargo_of(page):
            address = reverse("translation:release", args=[release_set.pk])
            button = messages.button(address, _("Open the release set"))
            messages.warning(request, release_set.embargo_reason, buttons=[button])
