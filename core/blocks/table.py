from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import (
    TypedTable,
    TypedTableBlock,
    TypedTableBlockValidationError,
)
from wagtail_localize.segments import StringSegmentValue

MAX_COLUMNS = 10  # more cannot be read, even on a wide screen
MAX_ROWS = 100
ROW_HEADING = "row_heading"


class TableBlock(TypedTableBlock):
    """A table with a caption and heading cells, whose texts wagtail-localize translates."""

    text = blocks.CharBlock(label=_("Text"), max_length=500, required=False)
    row_heading = blocks.CharBlock(label=_("Headings of the rows"), max_length=200, required=False)

    class Meta:
        icon = "table"
        label = _("Table")
        description = _("Facts in rows and columns, with a caption.")
        template = "core/blocks/table.html"
        preview_value = {
            "caption": _("From year to year"),
            "columns": [
                {"type": ROW_HEADING, "heading": _("Year")},
                {"type": "text", "heading": _("Place")},
            ],
            "rows": [{"values": ["2010", "Brdo"]}, {"values": ["2018", "Brdo"]}],
        }

    def clean(self, value: TypedTable) -> TypedTable:
        """Require what readers who do not see the table need. A draft may lack it."""
        cleaned = super().clean(value)
        problems = []
        if len(cleaned.columns) > MAX_COLUMNS or len(cleaned.row_data) > MAX_ROWS:
            message = _("A table has at most %(columns)d columns and %(rows)d rows. Divide it.")
            problems.append(message % {"columns": MAX_COLUMNS, "rows": MAX_ROWS})
        if not self.is_deferred_validation:
            if not cleaned.caption.strip():
                problems.append(_("Write a caption that says what the table shows."))
            if not all(column["heading"].strip() for column in cleaned.columns):
                problems.append(_("Each column needs a heading."))
            if not (cleaned.columns and cleaned.row_data):
                problems.append(_("Add a column and a row."))
        if problems:
            raise TypedTableBlockValidationError(
                non_block_errors=[ValidationError(problem) for problem in problems]
            )
        return cleaned

    def get_translatable_segments(self, value: TypedTable) -> list[StringSegmentValue]:
        return [StringSegmentValue(path, text) for path, text in _texts(value) if text]

    def restore_translated_segments(
        self, value: TypedTable, segments: list[StringSegmentValue]
    ) -> TypedTable:
        """Return the table with translated texts in the place of its own."""
        stored = self.get_prep_value(value)
        for segment in segments:
            part, *position = segment.path.split(".")
            text = segment.render_text()
            match part, list(map(int, position)):
                case "caption", []:
                    stored["caption"] = text
                case "columns", [column]:
                    stored["columns"][column]["heading"] = text
                case "rows", [row, column]:
                    stored["rows"][row]["values"][column] = text
        return self.to_python(stored)


def _texts(value: TypedTable) -> Iterator[tuple[str, str]]:
    """Yield the texts of a table with their paths, in reading order."""
    yield "caption", value.caption
    for number, column in enumerate(value.columns):
        yield f"columns.{number}", column["heading"]
    for row_number, row in enumerate(value.row_data):
        for number, text in enumerate(row["values"]):
            yield f"rows.{row_number}.{number}", text
