"""One object of a Plone site as it was exported.

Values are read with care: earlier versions export some of them as dictionaries, and a damaged
export may have any value anywhere. A value of the wrong kind counts as missing.
"""

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

# What Plone exports for a date that was never set, and for “never expires”.
FIRST_YEAR, LAST_YEAR = 1970, 2498
MAX_UID = 255
# Control characters, and halves of characters, which no database stores.
INVALID_CHARACTERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
# What differs between two exports although nobody has changed the object.
CHANGING_FIELDS = {
    "@id", "@components", "parent", "lock", "version", "items", "items_total", "next_item",
    "previous_item", "image_scales", "workflow_history", "working_copy", "working_copy_of",
}  # fmt: skip
FOLDERS = {"Folder", "LRF", "LIF", "Plone Site", "Large Plone Folder", "Subsite"}
COLLECTIONS = {"Collection", "Topic"}
SITE_ROOT = "Plone Site"
LANGUAGE_ROOT = "LRF"
MEDIA_FOLDER = "LIF"


def clean_text(value: Any) -> str:
    """Return a text, or the token of a value of a vocabulary, with valid characters only."""
    if isinstance(value, dict):
        value = value.get("token", value.get("data", ""))
    if not isinstance(value, str):
        return ""
    return INVALID_CHARACTERS.sub("", value)


def clean_date(value: Any) -> datetime | None:
    """Return a date with its time zone; ``None`` if there is none or it means “never”."""
    moment = _parse_date(value) if isinstance(value, str) else None
    if moment is None:
        return None
    # Plone stores and exports in UTC, earlier versions without saying so.
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    try:
        moment = moment.astimezone(UTC)
    except OverflowError:
        return None
    return moment if FIRST_YEAR <= moment.year <= LAST_YEAR else None


@dataclass(frozen=True)
class PloneBlob:
    """The file of an object. ``read`` raises ``ValueError`` if it is missing or damaged."""

    filename: str
    content_type: str
    read: Callable[[], bytes] = field(repr=False)


@dataclass
class PloneObject:
    """``path`` is the path below the root of the site, such as ``en/news``; empty for the root."""

    data: dict[str, Any] = field(repr=False)
    path: str = ""
    # Reads the file at a ``blob_path``; raises ``ValueError`` if there is none.
    read_blob: Callable[[str], bytes] | None = field(default=None, repr=False)

    @cached_property
    def uid(self) -> str:
        # In Plone 5.2 the site itself has no UID.
        return (clean_text(self.data.get("UID")) or clean_text(self.data.get("@id")))[:MAX_UID]

    @cached_property
    def type(self) -> str:
        return clean_text(self.data.get("@type"))

    @cached_property
    def address(self) -> str:
        return clean_text(self.data.get("@id"))

    @cached_property
    def id(self) -> str:
        return clean_text(self.data.get("id")) or self.address.rstrip("/").rpartition("/")[2]

    def text(self, name: str) -> str:
        return clean_text(self.data.get(name)).strip()

    def date(self, name: str) -> datetime | None:
        return clean_date(self.data.get(name))

    def flag(self, name: str) -> bool:
        return self.data.get(name) is True

    def invalid_dates(self) -> list[str]:
        """Return the names of the date fields that have a value which is no date."""
        names = ("start", "end", "effective", "expires", "modified", "created")
        return [
            name
            for name in names
            if isinstance(self.data.get(name), str)
            and self.data[name].strip()
            and _parse_date(self.data[name]) is None
        ]

    @property
    def title(self) -> str:
        return " ".join(self.text("title").split())

    @property
    def html(self) -> str:
        """The text of the page as HTML; plain text is escaped by the caller."""
        return clean_text(self.data.get("text"))

    @property
    def has_plain_text(self) -> bool:
        value = self.data.get("text")
        kind = value.get("content-type", "") if isinstance(value, dict) else ""
        return kind == "text/plain"

    @cached_property
    def tags(self) -> list[str]:
        found = self.data.get("subjects")
        found = found if isinstance(found, list) else []
        return [tag for item in found if (tag := clean_text(item).strip())]

    @cached_property
    def parent(self) -> dict[str, Any]:
        found = self.data.get("parent")
        return found if isinstance(found, dict) else {}

    @property
    def parent_uid(self) -> str:
        return clean_text(self.parent.get("UID"))

    @property
    def is_folder(self) -> bool:
        return self.type in FOLDERS or self.data.get("is_folderish") is True

    def blob(self, name: str) -> PloneBlob | None:
        """Return the file in the field of this name; ``None`` if the field is empty."""
        value = self.data.get(name)
        if not isinstance(value, dict):
            return None
        filename = clean_text(value.get("filename")).replace("\n", " ").strip() or self.id
        return PloneBlob(
            filename.replace("\\", "/").rpartition("/")[2],
            clean_text(value.get("content-type")),
            lambda: self._read(value),
        )

    def _read(self, value: dict) -> bytes:
        path = value.get("blob_path")
        if isinstance(path, str) and self.read_blob:
            return self.read_blob(path)
        data = value.get("data")
        if not isinstance(data, str):
            raise ValueError("The export has no data for this file.")
        try:
            return base64.b64decode(data, validate=False)
        except binascii.Error as error:
            raise ValueError("The data of this file are damaged.") from error

    @cached_property
    def fingerprint(self) -> str:
        """A hash of the content, without what changes from one export to the next."""
        content = {name: value for name, value in self.data.items() if name not in CHANGING_FIELDS}
        for name in ("file", "image"):
            if blob := self.blob(name):
                content[name] = [blob.filename, _blob_hash(blob)]
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _parse_date(value: str) -> datetime | None:
    try:
        return datetime.fromisoformat(value.strip())
    except ValueError:
        return None


def _blob_hash(blob: PloneBlob) -> str:
    """Return a hash that is the same for base64 and for a file in the blob storage."""
    try:
        return hashlib.sha256(blob.read()).hexdigest()
    except ValueError:
        return ""
