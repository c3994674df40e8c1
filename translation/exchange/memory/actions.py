"""Export of the translation memory, import of files into it, and their removal."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.log_actions import log
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation

from core.imports.actions import (
    ImportProblem,
    ImportReport,
    ImportWithPreview,
    state_fingerprint,
)
from core.languages import site_language, source_language
from core.localization import live_public_pages
from translation.models import Assignment, MemoryFile, MemoryUnit
from translation.policies import policy_for
from translation.segments.string_translations import IS_CONFIRMED
from translation.segments.validation import hidden_characters_error

from . import tmx
from .comparison import MemoryComparison, compare_records

MAX_TEXT_LENGTH = 20_000  # characters
UNITS_PER_QUERY = 1_000


def memory_locales(locale_ids) -> list[Locale]:
    """Return those of some locales that are translated from the source language."""
    locales = Locale.objects.filter(pk__in=locale_ids)
    languages = {locale: site_language(locale.language_code) for locale in locales}
    return [
        locale
        for locale, language in languages.items()
        if not (language.is_source or language.derived_from)
    ]


class ExportMemory:
    """Export the confirmed translations into some languages.

    With ``published_only``, these are the texts that every reader can see, and no others: neither
    drafts, nor texts of private pages, nor newer versions of a text.
    """

    def __init__(self, user, locales: list[Locale], published_only: bool):
        self.user, self.locales, self.published_only = user, locales, published_only

    def check(self) -> None:
        for locale in self.locales:
            policy_for(self.user).check("export_memory", locale.pk)

    def execute(self) -> Iterator[bytes]:
        """Return the parts of the file, which are read from the database while they are sent."""
        self.check()
        return tmx.write(self._published_texts() if self.published_only else self._texts())

    def _texts(self) -> Iterator[tmx.MemoryText]:
        """Yield each translation once, with its latest change."""
        confirmed = (
            StringTranslation.objects.filter(
                IS_CONFIRMED,
                locale__in=self.locales,
                translation_of__locale__language_code=source_language().code,
            )
            .order_by("translation_of", "locale", "-updated_at")
            .values_list("translation_of__data", "locale__language_code", "data", "updated_at")
        )
        return _each_once(tmx.MemoryText(*row) for row in confirmed.iterator())

    def _published_texts(self) -> Iterator[tmx.MemoryText]:
        pages = live_public_pages(
            Page.objects.filter(
                translation_key=OuterRef("translation__source__object_id"),
                locale=OuterRef("translation__target_locale"),
            )
        )
        published = (
            Assignment.objects.filter(
                Exists(pages),
                translation__target_locale__in=self.locales,
                published_target_version__isnull=False,
            )
            .order_by("translation__target_locale", "pk")
            .values_list(
                "translation__target_locale__language_code",
                "published_target_version__texts",
                "published_target_version__created_at",
            )
        )
        return _each_once(
            tmx.MemoryText(source, code, target, created_at)
            for code, texts, created_at in published.iterator()
            for _path, source, target, _author in texts
        )


def _each_once(texts: Iterator[tmx.MemoryText]) -> Iterator[tmx.MemoryText]:
    seen = set()
    for text in texts:
        key = hash((text.source, text.code, text.target))
        if text.target and key not in seen:
            seen.add(key)
            yield text


@dataclass(kw_only=True)
class MemoryImportReport(ImportReport):
    """A file compared with the memory.

    ``left_out`` are the numbers of texts that are not imported, each with the reason.
    """

    file: str
    languages: list[MemoryComparison] = field(default_factory=list)
    left_out: list[tuple[int, str]] = field(default_factory=list)

    @property
    def new_count(self) -> int:
        return sum(len(comparison.new) for comparison in self.languages)

    @property
    def can_import(self) -> bool:
        return not self.problems and bool(self.new_count)

    @property
    def success_message(self) -> str:
        message = ngettext(
            "%(count)d translation is in the memory now.",
            "%(count)d translations are in the memory now.",
            self.new_count,
        )
        return message % {"count": self.new_count}


class ImportMemory(ImportWithPreview):
    """Import the translations of a file into the languages of the person.

    Nothing is replaced: other translations of the same text remain, and are shown in the preview.
    """

    name = "translation.memory"

    def __init__(self, user, file: str, contents: tmx.MemoryContents):
        self.user, self.file, self.contents = user, file, contents

    def lock(self) -> None:
        # A row that always exists: of two imports of the same translation, the second one waits.
        content_type = ContentType.objects.get_for_model(MemoryUnit)
        ContentType.objects.select_for_update().get(pk=content_type.pk)

    def build_report(self) -> MemoryImportReport:
        """Raise ``ValidationError`` if the file has nothing for the languages of the person."""
        policy_for(self.user).check("import_memory")
        report = MemoryImportReport(file=self.file, problems=list(self._problems()))
        if report.problems:
            return report
        locales = memory_locales(policy_for(self.user).memory_locale_ids)
        self._source_locale = Locale.objects.get(language_code=source_language().code)
        for locale in locales:
            code = locale.language_code
            if records := [item for item in self.contents.records if item.code == code]:
                report.languages.append(
                    compare_records(records, self.file, self._source_locale, locale)
                )
        report.left_out = list(self._left_out({locale.language_code for locale in locales}))
        if not report.languages:
            reasons = [reason for _count, reason in report.left_out]
            raise ValidationError(
                _("The file has no translation into a language of yours. %(reasons)s"),
                params={"reasons": " ".join(reasons)},
            )
        report.fingerprint = state_fingerprint(
            [
                (
                    comparison.locale.language_code,
                    item.source_hash.hex,
                    item.target_hash.hex,
                    [(other.target, other.file) for other in item.others],
                )
                for comparison in report.languages
                for item in comparison.new
            ]
        )
        return report

    def write(self, report: MemoryImportReport) -> None:
        file = MemoryFile.objects.create(name=self.file, imported_by=self.user)
        for comparison in report.languages:
            MemoryUnit.objects.bulk_create(
                [
                    MemoryUnit(
                        file=file,
                        source_locale=self._source_locale,
                        target_locale=comparison.locale,
                        source=item.record.source,
                        target=item.record.target,
                        source_hash=item.source_hash,
                        target_hash=item.target_hash,
                    )
                    for item in comparison.new
                ],
                batch_size=UNITS_PER_QUERY,
            )
        log(instance=file, action="wagtail.create", user=self.user, content_changed=True)

    def _problems(self) -> Iterator[ImportProblem]:
        for record in self.contents.records:
            tag = site_language(record.code).tag
            if max(len(record.source), len(record.target)) > MAX_TEXT_LENGTH:
                message = _("The text has more than %(count)d characters.")
                yield ImportProblem(record.number, message % {"count": MAX_TEXT_LENGTH}, tag)
            elif error := hidden_characters_error(record.source, record.target):
                yield ImportProblem(record.number, error, tag)

    def _left_out(self, imported: set[str]) -> Iterator[tuple[int, str]]:
        """Yield the number of texts and the reason, for each language and each other reason."""
        for tag, count in sorted(self.contents.unknown.items()):
            yield count, _("This site does not have the language “%(tag)s”.") % {"tag": tag}
        codes = [record.code for record in self.contents.records]
        for code in dict.fromkeys(codes):
            if code not in imported:
                yield codes.count(code), _denial_reason(code)
        if self.contents.without_source:
            message = _("There is no text in %(language)s, from which this site is translated.")
            yield self.contents.without_source, message % {"language": source_language().name}


def _denial_reason(code: str) -> str:
    language = site_language(code)
    if language.derived_from:
        message = _("%(language)s is derived from the other script. Import its translations.")
    else:
        message = _("You are not in the team of %(language)s.")
    return message % {"language": language.name}


class RemoveMemoryFile:
    """Remove an imported file and its translations from the memory."""

    def __init__(self, user, file: MemoryFile):
        self.user, self.file = user, file

    def check(self) -> None:
        policy_for(self.user).check("remove_memory", self.file)

    @transaction.atomic
    def execute(self) -> None:
        self.check()
        log(instance=self.file, action="wagtail.delete", user=self.user, deleted=True)
        self.file.delete()
