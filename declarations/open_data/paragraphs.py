"""The data set of the numbered paragraphs: one record for each."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from wagtail.rich_text import RichText

from core.blocks.text import TEXT_FEATURES
from core.localized_urls import absolute_url
from declarations.blocks import paragraph_anchor
from declarations.models import DeclarationPage
from open_data.columns import LANGUAGE_DESCRIPTION, URL_DESCRIPTION, DataColumn
from open_data.data_sets import DataSet
from open_data.references import find_themes
from open_data.rich_text import html_to_rich_text, rich_text_to_html
from open_data.text_value_types import HtmlValue, LanguageTagValue, SlugValue, UrlValue, UuidValue
from open_data.value_types import IntegerValue, ListValue


@dataclass(frozen=True)
class ParagraphRow:
    """A numbered paragraph; ``value`` is that of its block: writing to it changes the page."""

    page: DeclarationPage
    number: int
    value: dict


class ParagraphDataSet(DataSet):
    """One record for each paragraph, identified by its document and its number."""

    page_columns = ("document", "document_slug")
    key_columns = ("document", "number")

    def describes(self, model: type) -> bool:
        return False

    def rows(self, pages: Iterable[DeclarationPage]) -> list[ParagraphRow]:
        return [
            ParagraphRow(page, number, block.value)
            for page in pages
            for number, block in zip(page.numbers.values(), page.paragraphs, strict=True)
        ]

    def find_row(self, page: DeclarationPage, values: dict) -> ParagraphRow | None:
        number = values.get("number")
        return next((row for row in self.rows([page]) if row.number == number), None)

    def new_page(self) -> None:
        """Paragraphs are parts of existing documents."""

    def new_row(self, page: DeclarationPage, values: dict) -> ParagraphRow:
        """Insert an empty paragraph in the order of the numbers.

        A document that was deleted and is imported again has none, and gets its own ones back.
        """
        number = values["number"]
        index = sum(row.number < number for row in self.rows([page]))
        block = page.paragraphs.stream_block.child_blocks["paragraph"]
        value = block.to_python({"number": number, "text": "", "themes": []})
        registered = {} if page.known_numbers else page.registered_numbers
        blocks = {own: block for block, own in registered.items()}
        page.paragraphs.insert(index, ("paragraph", value, blocks.get(number)))
        return ParagraphRow(page, number, page.paragraphs[index].value)


def _write_text(row: ParagraphRow, html: str) -> None:
    row.value["text"] = RichText(html_to_rich_text(html, TEXT_FEATURES))


def _write_themes(row: ParagraphRow, slugs: list[str] | None) -> None:
    row.value["themes"] = sorted(theme.slug for theme in find_themes(slugs or []))


PARAGRAPH_DATA_SET = ParagraphDataSet(
    name="paragraphs",
    title=_("Paragraphs of declarations"),
    description=_("The numbered paragraphs of the declarations, one record for each."),
    model=DeclarationPage,
    path="declarations/paragraphs",
    ordering=("-date_rank", "slug"),
    columns=(
        DataColumn(
            "document",
            _("The declaration, by its identifier."),
            UuidValue(),
            lambda row: row.page.translation_key,
            lambda row, value: None,
        ),
        DataColumn(
            "document_slug",
            _("The last part of the address, the same in every language."),
            SlugValue(),
            lambda row: row.page.slug,
            lambda row, value: None,
        ),
        DataColumn(
            "number",
            _("The number of the paragraph, the same in every language."),
            IntegerValue(),
            lambda row: row.number,
            lambda row, value: None,
            required=True,
        ),
        DataColumn(
            "language",
            LANGUAGE_DESCRIPTION,
            LanguageTagValue(),
            lambda row: row.page.text_language.code,
        ),
        DataColumn(
            "address",
            URL_DESCRIPTION,
            UrlValue(),
            lambda row: f"{absolute_url(row.page.localized_url)}#{paragraph_anchor(row.number)}",
        ),
        DataColumn(
            "text",
            _("The text of the paragraph."),
            HtmlValue(),
            lambda row: rich_text_to_html(row.value["text"].source),
            _write_text,
            required=True,
            references_pages=True,
        ),
        DataColumn(
            "themes",
            _("The themes, by the last part of their address."),
            ListValue(SlugValue()),
            lambda row: row.value["themes"],
            _write_themes,
        ),
    ),
)
