"""Parallel text: the language versions of a document in columns, paragraph by paragraph.

A page without a choice of languages has one column, which marks outdated paragraphs in the same
way.
"""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Page

from core.languages import Language, all_languages
from core.link_targets import prefetch_link_targets
from core.localization import live_and_public
from core.outdated_translations import (
    ReflectedSourceVersion,
    changed_content_paths,
    outdated_source_version,
    with_source_version_date,
)
from core.prepared_queries import prepared_query
from core.routing import page_resolver
from declarations.blocks import paragraph_anchor

MAX_LANGUAGES = 2  # beside that of the page
MAX_QUOTED_LENGTH = 20  # characters of an unknown language code in a message


@dataclass(frozen=True)
class ParallelColumn:
    """A language version: its page, and the changes of the original since its translation."""

    page: Page
    source_version: ReflectedSourceVersion | None
    changed_parts: set[str]

    @property
    def language(self) -> Language:
        return self.page.text_language

    @property
    def preamble(self) -> "ParallelCell":
        return ParallelCell(self, self.page.preamble, "preamble" in self.changed_parts)

    @cached_property
    def cells(self) -> dict[int, "ParallelCell"]:
        """The paragraphs by number."""
        cells = {}
        numbers = self.page.numbers
        for block in self.page.paragraphs:
            has_changed = f"paragraphs.{block.id}.text" in self.changed_parts
            cells[numbers[block.id]] = ParallelCell(self, block.value["text"], has_changed)
        return cells

    @property
    def outdated_numbers(self) -> set[int]:
        """The numbers of paragraphs whose originals have changed since their translation."""
        return {number for number, cell in self.cells.items() if cell.is_outdated}


@dataclass(frozen=True)
class ParallelCell:
    """A paragraph or the preamble in one language version; the text is empty if it has none."""

    column: ParallelColumn
    text: object = ""
    is_outdated: bool = False


@dataclass(frozen=True)
class ParallelRow:
    """A paragraph in all language versions."""

    number: int
    permalink: str
    cells: list[ParallelCell]

    @property
    def anchor(self) -> str:
        return paragraph_anchor(self.number)


class ParallelText:
    """A page and the language versions of ``codes`` beside it; false if there are none."""

    def __init__(self, page: Page, codes: list[str]):
        self.page = page
        self.problems: list[str] = []
        self.chosen = self._choose(codes)

    def __bool__(self) -> bool:
        return bool(self.chosen)

    def _choose(self, codes: list[str]) -> list[Language]:
        chosen: list[Language] = []
        for code in codes:
            if problem := self._problem(code, chosen):
                self.problems.append(problem)
            else:
                chosen.append(_language(code))
        if len(chosen) > MAX_LANGUAGES:
            self.problems.append(_("No more than three languages stand side by side."))
        return chosen[:MAX_LANGUAGES]

    def _problem(self, code: str, chosen: list[Language]) -> str:
        """Return the reason why a language cannot be shown; an empty string if it can."""
        language = _language(code)
        if not language:
            value = code.replace("\0", "\ufffd")[:MAX_QUOTED_LENGTH]
            return _("“%(value)s” is not a language of this site.") % {"value": value}
        if language == self.page.text_language:
            problem = _("The text on this page is in this language already: %(language)s.")
        elif language in chosen:
            problem = _("This language was named twice: %(language)s.")
        elif language.code not in page_resolver().translated_codes(self.page):
            problem = _("There is no published text in this language yet: %(language)s.")
        else:
            return ""
        return problem % {"language": language.name}

    @cached_property
    def columns(self) -> list[ParallelColumn]:
        """The page itself, then the other languages in the order of ``codes``."""
        versions = self._versions()
        by_code = {version.locale.language_code: version for version in versions}
        others = [by_code[item.code] for item in self.chosen if item.code in by_code]
        for version in others:
            prefetch_link_targets(version)
        translations = page_resolver().all_translations(self.page)
        # No dictionary of pages: one that is previewed before it is saved has no hash.
        ages = [(self.page, outdated_source_version(self.page, translations))]
        ages += [(version, outdated_source_version(version, versions)) for version in others]
        changed = changed_content_paths([page for page, age in ages if age])
        return [ParallelColumn(page, age, changed.get(page.pk, set())) for page, age in ages]

    @property
    def own_column(self) -> ParallelColumn:
        return self.columns[0]

    def _versions(self) -> list[Page]:
        """Return the other pages and the pages that these are derived from, with their age."""
        if not self.chosen:
            return []
        codes = {item.code for item in self.chosen} | {item.derived_from for item in self.chosen}
        codes = [code for code in codes if code]
        page = self.page
        return live_and_public(_versions_in(page.translation_key, codes, model=type(page)))

    @property
    def preambles(self) -> list[ParallelCell]:
        cells = [column.preamble for column in self.columns]
        return cells if any(cell.text for cell in cells) else []

    @property
    def rows(self) -> list[ParallelRow]:
        return [
            ParallelRow(
                number,
                self.page.paragraph_permalink(number),
                [column.cells.get(number, ParallelCell(column)) for column in self.columns],
            )
            for number in self._merged_numbers()
        ]

    def _merged_numbers(self) -> list[int]:
        """Return the numbers of all columns, each after its predecessor in its own column."""
        merged: list[int] = []
        for column in self.columns:
            index = 0
            for number in column.cells:
                if number not in merged:
                    merged.insert(index, number)
                index = merged.index(number) + 1
        return merged


@prepared_query
def _versions_in(key: UUID, codes: list[str], *, model: type[Page]) -> QuerySet:
    pages = model.objects.filter(translation_key=key, locale__language_code__in=codes)
    return with_source_version_date(pages).select_related("locale")


def _language(code: str) -> Language | None:
    return next((language for language in all_languages() if language.code == code), None)
