"""Columns that list documents: files of this site, or addresses elsewhere."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .columns import Column, stream
from .kinds import Part
from .markup import document_address, document_id
from .texts import WebAddress


def files(name: str, description, *parts: Part) -> Column:
    """A stream of documents; ``address`` is where each of them is, here or elsewhere."""

    def read(block: Mapping) -> dict:
        pk = block.get("document")
        known = document_address(pk) if pk else ""
        return {**block, "address": known or block.get("url")}

    def store(record: dict) -> dict:
        """As the editor's form does, want to know where it is, unless that is on this page."""
        if not record["address"] and not record.get("is_shown_here"):
            raise ValidationError(_("Choose a file or give an address."))
        pk = document_id(record["address"])
        kept = {key: value for key, value in record.items() if key != "address"}
        return {**kept, "document": pk, "url": "" if pk else record["address"]}

    address = Part("address", WebAddress(600))
    return stream(name, description, (*parts, address), read, store)
