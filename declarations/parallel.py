"""Parallel text: the language versions of a document in columns, paragraph by paragraph.

A page without a choice of languages has one column, which marks outdated paragraphs in the same
way.
"""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from wagtail.models import Page

from core.languages import Language, all_languages
from core.links import look_up_links
from core.localization import public
from core.routing import reading
from core.versions import EarlierText, changed_parts, earlier_text, with_their_age
from declarations.blocks import anchor

MAX_LANGUAGES = 2  # beside that of the page
MAX_QUOTED_LENGTH = 20  # characters of an unknown language code in a message


@dataclass(frozen=True)
class Column:
    """A language version: its page, and the changes of the original since its translation."""

    page: Page
    earlier_text: EarlierText | None
    changed_parts: set[str]

    @property
    def language(self) -> Language:
        return self.page.text_language

    @property
    def preamble(self) -> "Cell":
        return Cell(self, self.page.preamble, "preamble" in self.changed_parts)

    @cached_property
    def cells(self) -> dict[int, "Cell"]:
        """The paragraphs by number."""
        cells = {}
        for block in self.page.paragraphs:
            has_changed = f"paragraphs.{block.id}.text" in self.changed_parts
            cells[block.value["number"]] = Cell(self, block.value["text"], has_changed)
        return cells

    @property
    def outdated_numbers(self) -> set[int]:
        """The numbers of paragraphs whose originals have changed since their translation."""
        return {number for number, cell in self.cells.items() if cell.is_outdated}


@dataclass(frozen=True)
class Cell:
    """A paragraph or the preamble in one language version; the text is empty if it has none."""

    column: Column
    text: object = ""
    is_outdated: bool = False


@dataclass(frozen=True)
class Row:
    """A paragraph in all language versions."""

    number: int
    permalink: str
    cells: list[Cell]

    @property
    def anchor(self) -> str:
        return anchor(self.number)


class ParallelReading:
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
        elif language.code not in reading().translated(self.page):
            problem = _("There is no published text in this language yet: %(language)s.")
        else:
            return ""
        return problem % {"language": language.name}

    @cached_property
    def columns(self) -> list[Column]:
        """The page itself, then the other languages in the order of ``codes``."""
        versions = self._versions()
        by_code = {version.locale.language_code: version for version in versions}
        others = [by_code[item.code] for item in self.chosen if item.code in by_code]
        for version in others:
            look_up_links(version)
        ages = {self.page: earlier_text(self.page, reading().versions(self.page))}
        ages |= {version: earlier_text(version, versions) for version in others}
        changed = changed_parts([page for page, age in ages.items() if age])
        return [Column(page, age, changed.get(page.pk, set())) for page, age in ages.items()]

    @property
    def own_column(self) -> Column:
        return self.columns[0]

    def _versions(self) -> list[Page]:
        """Return the other pages and the pages that these are derived from, with their age."""
        codes = {item.code for item in self.chosen} | {item.derived_from for item in self.chosen}
        pages = type(self.page).objects.filter(
            translation_key=self.page.translation_key, locale__language_code__in=codes
        )
        return list(public(with_their_age(pages)).select_related("locale"))

    @property
    def preambles(self) -> list[Cell]:
        cells = [column.preamble for column in self.columns]
        return cells if any(cell.text for cell in cells) else []

    @property
    def rows(self) -> list[Row]:
        return [
            Row(
                number,
                self.page.paragraph_address(number),
                [column.cells.get(number, Cell(column)) for column in self.columns],
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


def _language(code: str) -> Language | None:
    return next((language for language in all_languages() if language.code == code), None)
