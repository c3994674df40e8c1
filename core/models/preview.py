"""Previews of a page as readers of each language will see it."""

from django.utils import translation
from wagtail.models import Page

from core.languages import Language, all_languages, site_language


class LanguagePreviewMixin:
    """A mixin for pages: one preview mode for each language.

    Readers of a language without a translation are shown the page that is being edited, with the
    notice of a fallback. Those of another one are shown the published translation, which the page
    replaces only when it is translated anew.
    """

    @property
    def preview_modes(self):
        """The page itself first; translations have no other mode."""
        if not self.text_language.is_source:
            return super().preview_modes
        others = [language for language in all_languages() if not language.is_source]
        return [
            (self.default_preview_mode, self.text_language.name),
            *((language.code, language.name) for language in others),
        ]

    @property
    def default_preview_mode(self) -> str:
        return ""

    def serve_preview(self, request, mode_name):
        """Preview in the language of the mode, which is not that of the admin."""
        language = site_language(mode_name) if mode_name else self.text_language
        shown = self._version_for_readers(language) if mode_name else self
        with translation.override(language.code):
            return super(LanguagePreviewMixin, shown).serve_preview(request, mode_name).render()

    def _version_for_readers(self, language: Language) -> Page:
        """Return the published translation in a language, or in the first of its fallbacks."""
        codes = [one.code for one in language.fallback_chain if not one.is_source]
        published = type(self).objects.filter(
            translation_key=self.translation_key, live=True, locale__language_code__in=codes
        )
        versions = {page.text_language.code: page for page in published.select_related("locale")}
        return next((versions[code] for code in codes if code in versions), self)
