"""The authentic language of a document, and the legal status of its language versions."""

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail_localize.fields import SynchronizedField

from core.blocks.choices import language_choices
from core.languages import Language, active_language, reader_first, site_language
from core.localized_urls import localized_url
from core.routing import page_resolver
from declarations.blocks import LanguageVersionBlock, LanguageVersionValue
from declarations.choices import LanguageVersionStatus, TextKind


class LanguageVersionsMixin(models.Model):
    """A mixin for pages of documents. It states no legal status that an editor has not recorded."""

    text_kind = models.CharField(
        gettext_lazy("what readers see"),
        max_length=10,
        choices=TextKind.choices,
        default=TextKind.FULL,
    )
    authentic_language = models.CharField(
        gettext_lazy("authentic language"),
        max_length=20,
        choices=language_choices,
        blank=True,
        help_text=gettext_lazy(
            "The language whose text prevails. Empty if the sources do not say."
        ),
    )
    language_versions = StreamField(
        [("version", LanguageVersionBlock())],
        verbose_name=gettext_lazy("language versions"),
        blank=True,
        default=list,
    )

    version_panels = [FieldPanel("authentic_language"), FieldPanel("language_versions")]
    synchronised_version_fields = [
        SynchronizedField(name, overridable=False) for name in ("text_kind", "authentic_language")
    ]

    class Meta:
        abstract = True

    @property
    def is_summary(self) -> bool:
        return self.text_kind == TextKind.SUMMARY

    @property
    def authentic_text_language(self) -> Language | None:
        return site_language(self.authentic_language) if self.authentic_language else None

    # The text on this page

    @property
    def is_authentic(self) -> bool:
        """Whether this is the authentic text, in its own script or a derived one."""
        codes = (self.text_language.code, self.text_language.derived_from)
        is_authentic = bool(self.authentic_language) and self.authentic_language in codes
        return is_authentic and not self.is_summary

    @property
    def is_translation_of_authentic_text(self) -> bool:
        """Whether this is a translation of the authentic text."""
        return bool(self.authentic_language) and not (self.is_authentic or self.is_summary)

    @property
    def is_official_translation(self) -> bool:
        return self._recorded_status == LanguageVersionStatus.OFFICIAL_TRANSLATION

    @property
    def text_status(self) -> str:
        """The label of the legal status of this text; empty if none is recorded."""
        if self.is_summary:
            return str(TextKind.SUMMARY.label)
        if self.is_authentic:
            is_same_script = self.authentic_text_language == self.text_language
            return _("Authentic text") if is_same_script else _("Authentic text, transliterated")
        return (
            str(LanguageVersionStatus(self._recorded_status).label) if self._recorded_status else ""
        )

    @cached_property
    def _recorded_status(self) -> str:
        """The status recorded for the text on this page, also for its derived script.

        It is read from the raw data, because the blocks would fetch the documents.
        """
        codes = (self.text_language.code, self.text_language.derived_from)
        values = [item["value"] for item in self.language_versions.raw_data]
        shown = (item for item in values if item.get("is_shown_here") and item["language"] in codes)
        return next((item["status"] for item in shown), "")

    # Other versions

    @cached_property
    def versions(self) -> list[LanguageVersionValue]:
        """The language versions with a file, a URL or a published page of this site.

        The reader's own language comes first, then the order of the editors.
        """
        values = [block.value for block in self.language_versions]
        shown = [value for value in values if value.shown_language and self._is_available(value)]
        return reader_first(shown, language=lambda value: value.shown_language)

    def _is_available(self, version: LanguageVersionValue) -> bool:
        if version.file_url:
            return True
        return version["is_shown_here"] and version["language"] in page_resolver().translated_codes(
            self
        )

    @property
    def version_notes(self) -> list[str]:
        return [value["note"] for value in self.versions if value["note"]]

    @property
    def authentic_language_name(self) -> str:
        """The name of the authentic language in the reader's language."""
        language = self.authentic_text_language
        return language.babel.get_language_name(active_language().babel) if language else ""

    @property
    def authentic_text_url(self) -> str:
        """The URL of the authentic text on this site, unless the page is a summary."""
        language = self.authentic_text_language
        is_here = not self.is_summary and language.code in page_resolver().translated_codes(self)
        return localized_url(self, language) if is_here else ""

    @property
    def authentic_text_file(self) -> LanguageVersionValue | None:
        """The language version that is the authentic text, with a file or a URL."""
        official = (
            item
            for item in self.versions
            if item["language"] == self.authentic_language
            and item.is_official_text
            and item.file_url
        )
        return next(official, None)
