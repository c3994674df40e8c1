"""Parallel reading: which languages stand beside a text, and what stands in each row.

A text that stands alone is a reading of one column: it says of its paragraphs what they would say
of themselves beside others.
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

MOST_BESIDE = 2
LONGEST_SHOWN = 20  # characters of a language that there is not


@dataclass(frozen=True)
class Column:
    """One language version: its page, and how its original has changed since it was translated."""

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
        found = {}
        for block in self.page.paragraphs:
            has_changed = f"paragraphs.{block.id}.text" in self.changed_parts
            found[block.value["number"]] = Cell(self, block.value["text"], has_changed)
        return found

    @property
    def outdated_numbers(self) -> set[int]:
        """Of the paragraphs whose originals have changed since."""
        return {number for number, cell in self.cells.items() if cell.is_outdated}


@dataclass(frozen=True)
class Cell:
    """What one language version has in one row; the text is empty where it has nothing."""

    column: Column
    text: object = ""
    is_outdated: bool = False


@dataclass(frozen=True)
class Row:
    """One paragraph in every column."""

    number: int
    address: str
    cells: list[Cell]

    @property
    def anchor(self) -> str:
        return anchor(self.number)


class ParallelReading:
    """What a reader who named languages finds beside ``page``; false if nothing is."""

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
        if len(chosen) > MOST_BESIDE:
            self.problems.append(_("No more than three languages stand side by side."))
        return chosen[:MOST_BESIDE]

    def _problem(self, code: str, chosen: list[Language]) -> str:
        """Say why this cannot stand beside the page; an empty string means that it can."""
        language = _language(code)
        if not language:
            shown = code.replace("\0", "\ufffd")[:LONGEST_SHOWN]
            return _("“%(value)s” is not a language of this site.") % {"value": shown}
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
        """The page itself, then the languages in the order in which they were named."""
        versions = self._versions()
        by_code = {version.locale.language_code: version for version in versions}
        beside = [by_code[item.code] for item in self.chosen if item.code in by_code]
        for version in beside:
            look_up_links(version)
        ages = {self.page: earlier_text(self.page, reading().versions(self.page))}
        ages |= {version: earlier_text(version, versions) for version in beside}
        changed = changed_parts([page for page, age in ages.items() if age])
        return [Column(page, age, changed.get(page.pk, set())) for page, age in ages.items()]

    @property
    def own(self) -> Column:
        """The page itself."""
        return self.columns[0]

    def _versions(self) -> list[Page]:
        """The pages to be laid beside, and what they are derived from, each with its age."""
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
            for number in self._numbers()
        ]

    def _numbers(self) -> list[int]:
        """The numbers of all versions in their order; what one has more follows its predecessor."""
        merged: list[int] = []
        for column in self.columns:
            place = 0
            for number in column.cells:
                if number not in merged:
                    merged.insert(place, number)
                place = merged.index(number) + 1
        return merged


def _language(code: str) -> Language | None:
    return next((language for language in all_languages() if language.code == code), None)
