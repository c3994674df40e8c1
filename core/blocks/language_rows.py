"""Rows of texts, at most one for each language, and what reads them without a query."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError


class LanguageRowsBlock(blocks.StreamBlock):
    """Rows of one block that has a ``language``, which no two rows may share."""

    def clean(self, value):
        cleaned, errors, seen = super().clean(value), {}, set()
        for position, row in enumerate(cleaned):
            code = row.value["language"]
            if code and code in seen:
                errors[position] = ValidationError(_("There is a text in this language already."))
            seen.add(code)
        if errors:
            raise StreamBlockValidationError(block_errors=errors)
        return cleaned


def texts_by_language(rows: Iterable[dict], name: str) -> dict[str, str]:
    """Return one value of each row by language code, from the stored form of the rows."""
    values = [row["value"] for row in rows]
    return {row["language"]: row.get(name) or "" for row in values if row.get("language")}
