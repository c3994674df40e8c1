"""What becomes of the translations: told where Wagtail asks whether a person is sure."""

from django.contrib import messages
from django.utils.translation import gettext_lazy as _

from core.languages import get

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
