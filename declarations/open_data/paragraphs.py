"""The data set of the numbered paragraphs: one record for each."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from wagtail.rich_text import RichText

from core.addresses import absolute
from core.blocks.text import TEXT_FEATURES
from core.open_data.columns import (
    ADDRESS_OF_RECORD,
    LANGUAGE_OF_RECORD,
    Column,
)
from core.open_data.data_sets import DataSet
from core.open_data.kinds import ListOf, Whole
from core.open_data.markup import published, stored
from core.open_data.references import themes_called
from core.open_data.texts import (
    Identifier,
    LanguageTag,
    Markup,
    Slug,
    WebAddress,
)
from declarations.blocks import anchor
from declarations.models import DeclarationPage


@dataclass(frozen=True)
class Paragraph:
    """A numbered paragraph; ``value`` is that of its block: writing to it changes the page."""

    page: DeclarationPage
    value: dict

    @property
    def number(self) -> int:
        return self.value["number"]


class ParagraphSet(DataSet):
    """One record for each paragraph, identified by its document and its number."""

    page_columns = ("document", "document_slug")
    key_columns = ("document", "number")

    def describes(self, model: type) -> bool:
        return False

    def rows(self, pages: Iterable[DeclarationPage]) -> list[Paragraph]:
        return [Paragraph(page, block.value) for page in pages for block in page.paragraphs]

    def find_row(self, page: DeclarationPage, values: dict) -> Paragraph | None:
        number = values.get("number")
        return next((row for row in self.rows([page]) if row.number == number), None)

    def new_page(self) -> None:
        """Paragraphs are parts of existing documents."""

    def new_row(self, page: DeclarationPage, values: dict) -> Paragraph:
        """Insert an empty paragraph in the order of the numbers."""
        number = values["number"]
        index = sum(row.number < number for row in self.rows([page]))
        block = page.paragraphs.stream_block.child_blocks["paragraph"]
        value = block.to_python({"number": number, "text": "", "themes": []})
        page.paragraphs.insert(index, ("paragraph", value))
        return Paragraph(page, page.paragraphs[index].value)


def _write_text(row: Paragraph, html: str) -> None:
    row.value["text"] = RichText(stored(html, TEXT_FEATURES))


def _write_themes(row: Paragraph, slugs: list[str] | None) -> None:
    row.value["themes"] = sorted(theme.slug for theme in themes_called(slugs or []))


PARAGRAPHS = ParagraphSet(
    name="paragraphs",
    title=_("Paragraphs of declarations"),
    description=_("The numbered paragraphs of the declarations, one record for each."),
    model=DeclarationPage,
    path="declarations/paragraphs",
    ordering=("-date_rank", "slug"),
    columns=(
        Column(
            "document",
            _("The declaration, by its identifier."),
            Identifier(),
            lambda row: row.page.translation_key,
            lambda row, value: None,
        ),
        Column(
            "document_slug",
            _("The last part of the address, the same in every language."),
            Slug(),
            lambda row: row.page.slug,
            lambda row, value: None,
        ),
        Column(
            "number",
            _("The number of the paragraph, the same in every language."),
            Whole(),
            lambda row: row.number,
            lambda row, value: None,
            required=True,
        ),
        Column(
            "language",
            LANGUAGE_OF_RECORD,
            LanguageTag(),
            lambda row: row.page.text_language.code,
        ),
        Column(
            "address",
            ADDRESS_OF_RECORD,
            WebAddress(),
            lambda row: f"{absolute(row.page.address)}#{anchor(row.number)}",
        ),
        Column(
            "text",
            _("The text of the paragraph."),
            Markup(),
            lambda row: published(row.value["text"].source),
            _write_text,
            required=True,
            references_pages=True,
        ),
        Column(
            "themes",
            _("The themes, by the last part of their address."),
            ListOf(Slug()),
            lambda row: row.value["themes"],
            _write_themes,
        ),
    ),
)
