"""The choice of translations whose texts are checked together."""

from django import forms
from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from core.languages import site_language
from translation.board.progress import IS_OPEN, active_assignments
from translation.choices import TranslationState


class CheckScope(TextChoices):
    OPEN = "open", _("with something to do")
    IN_REVIEW = "in-review", _("in review")
    PUBLISHED = "published", _("published")


CONDITIONS = {
    CheckScope.OPEN: IS_OPEN,
    CheckScope.IN_REVIEW: Q(state=TranslationState.IN_REVIEW),
    CheckScope.PUBLISHED: Q(state=TranslationState.PUBLISHED),
}


class CheckTranslationsForm(forms.Form):
    """A choice of one of the ``locales``, and of translations by their state."""

    language = forms.ChoiceField(label=_("Language"))
    which = forms.ChoiceField(label=_("Translations"), choices=CheckScope.choices)

    def __init__(self, *args, locales: list[Locale], **kwargs):
        super().__init__(*args, **kwargs)
        self.locales = {locale.language_code: locale for locale in locales}
        self.fields["language"].choices = [
            (code, site_language(code).name) for code in self.locales
        ]

    def assignments(self):
        """Return the chosen assignments in a fixed order."""
        chosen = active_assignments().filter(
            CONDITIONS[self.cleaned_data["which"]],
            translation__target_locale=self.locales[self.cleaned_data["language"]],
        )
        return chosen.select_related(
            "translation__source__locale",
            "translation__source__specific_content_type",
            "translation__target_locale",
        ).order_by("pk")
