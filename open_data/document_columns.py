"""Columns of documents: files of this site, or URLs of other sites."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .columns import DataColumn, stream_column
from .rich_text import document_absolute_url, document_id_at
from .text_value_types import UrlValue
from .value_types import RecordField


def documents_column(name: str, description, *fields: RecordField) -> DataColumn:
    """Return a column of a StreamField of documents; its field ``address`` is their URL."""

    def block_to_record(block: Mapping) -> dict:
        pk = block.get("document")
        document_url = document_absolute_url(pk) if pk else ""
        return {**block, "address": document_url or block.get("url")}

    def record_to_block(record: dict) -> dict:
        # The same rule as that of the block in the page editor.
        if not record["address"] and not record.get("is_shown_here"):
            raise ValidationError(_("Choose a file or give an address."))
        pk = document_id_at(record["address"])
        others = {key: value for key, value in record.items() if key != "address"}
        return {**others, "document": pk, "url": "" if pk else record["address"]}

    address = RecordField("address", UrlValue(600))
    return stream_column(name, description, (*fields, address), block_to_record, record_to_block)
