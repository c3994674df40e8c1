"""The comparison of an uploaded translation memory with that of the site. Nothing is saved."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from wagtail.models import Locale
from wagtail_localize.models import StringTranslation

from core.languages import Language, site_language
from translation.models import MemoryUnit
from translation.segments.markup import plain_text
from translation.segments.string_translations import IS_CONFIRMED
from translation.wagtail_internals import string_data_hash

from .tmx import MemoryRecord

MAX_SAMPLES = 5  # new translations of a language that a preview shows
MAX_CONFLICTS = 50  # conflicts of a language that a preview shows
HASHES_PER_QUERY = 500


@dataclass(frozen=True)
class KnownTranslation:
    """A translation in the memory of the site; ``file`` is empty if it is that of a page."""

    target: str
    file: str = ""

    @property
    def text(self) -> str:
        return plain_text(self.target)


@dataclass(frozen=True)
class ComparedRecord:
    """A new translation of the file, with the other translations of the same source."""

    record: MemoryRecord
    source_hash: UUID
    target_hash: UUID
    others: tuple[KnownTranslation, ...] = ()

    @property
    def source(self) -> str:
        return plain_text(self.record.source)

    @property
    def target(self) -> str:
        return plain_text(self.record.target)


@dataclass
class MemoryComparison:
    """The translations of a file into one language. ``known_count``: those that are there."""

    locale: Locale
    new: list[ComparedRecord] = field(default_factory=list)
    known_count: int = 0

    @property
    def language(self) -> Language:
        return site_language(self.locale.language_code)

    @property
    def conflicts(self) -> list[ComparedRecord]:
        return [record for record in self.new if record.others]

    @property
    def shown_conflicts(self) -> list[ComparedRecord]:
        return self.conflicts[:MAX_CONFLICTS]

    @property
    def samples(self) -> list[ComparedRecord]:
        return [record for record in self.new if not record.others][:MAX_SAMPLES]

    @property
    def has_more(self) -> bool:
        return len(self.new) > len(self.shown_conflicts) + len(self.samples)


def compare_records(
    records: Iterable[MemoryRecord], file: str, source_locale: Locale, target_locale: Locale
) -> MemoryComparison:
    """Compare the translations of a file into one language with those of pages and of files.

    ``file`` is the name of the compared file, which may have two translations of one text.
    """
    hashed = [
        (record, string_data_hash(record.source), string_data_hash(record.target))
        for record in records
    ]
    known = _known_translations(
        list({source for _record, source, _target in hashed}), source_locale, target_locale
    )
    comparison = MemoryComparison(target_locale)
    for record, source_hash, target_hash in hashed:
        others = known.setdefault(source_hash, {})
        if record.target in others:
            comparison.known_count += 1
            continue
        comparison.new.append(
            ComparedRecord(record, source_hash, target_hash, tuple(others.values()))
        )
        others[record.target] = KnownTranslation(record.target, file)
    return comparison


def _known_translations(
    hashes: list[UUID], source_locale: Locale, target_locale: Locale
) -> dict[UUID, dict[str, KnownTranslation]]:
    """Return the translations of these source texts, by source and by target text."""
    known: dict[UUID, dict[str, KnownTranslation]] = {}
    for start in range(0, len(hashes), HASHES_PER_QUERY):
        some = hashes[start : start + HASHES_PER_QUERY]
        for source_hash, target, file in _stored_translations(some, source_locale, target_locale):
            known.setdefault(source_hash, {})[target] = KnownTranslation(target, file)
    return known


def _stored_translations(
    hashes: list[UUID], source_locale: Locale, target_locale: Locale
) -> Iterator[tuple[UUID, str, str]]:
    """Yield the hash of the source, the target and the file: first of files, then of pages."""
    yield from MemoryUnit.objects.filter(
        source_hash__in=hashes, source_locale=source_locale, target_locale=target_locale
    ).values_list("source_hash", "target", "file__name")
    confirmed = StringTranslation.objects.filter(
        IS_CONFIRMED,
        translation_of__data_hash__in=hashes,
        translation_of__locale=source_locale,
        locale=target_locale,
    ).values_list("translation_of__data_hash", "data")
    yield from ((source_hash, target, "") for source_hash, target in confirmed)
