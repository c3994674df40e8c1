"""Documents that readers may open or download, each with its files.

An app that has some registers the hook ``register_offered_documents``: a function that returns
those of public pages, in the active language.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from django.db.models import Model
from wagtail import hooks
from wagtail.blocks import Block, ListBlock, StreamBlock, StructBlock
from wagtail.fields import StreamField

from .blocks.files import FILE_KINDS, FileBlock
from .content_cache import cached_for_content
from .dates import PartialDate
from .file_access import in_restricted_collection
from .languages import Language, active_language, site_language
from .localized_urls import localized_url
from .models import BasePage, SiteDocument
from .sorting import sort_key


@dataclass(frozen=True)
class OfferedFile:
    """A document in one language and format.

    It is an upload, by its id, or has a URL on this site or another one. ``format``: as readers
    know it, such as ``PDF``; ``size`` in bytes; ``status``: such as "Official text".
    ``is_alternative``: this site makes it of a page that is there in the reader's language, too.
    """

    url: str = ""
    language: Language | None = None
    upload_id: int | None = None
    format: str = ""
    size: int | None = None
    status: str = ""
    is_alternative: bool = False

    @property
    def host(self) -> str:
        """The other site that has the file; empty for this one."""
        return urlsplit(self.url).netloc


@dataclass(frozen=True)
class OfferedDocument:
    """A document for readers.

    ``kind``: a code, and its name. ``url``: what shows more than the files; ``record``: the title
    of the page that the document belongs to, if it is another one. ``territories``: the states that
    it concerns. ``rank``: sort key by date, as in ``PartialDateMixin``; 0 without a date.
    """

    title: str
    text_language: Language
    kind: str
    kind_label: str
    files: tuple[OfferedFile, ...]
    url: str = ""
    record: str = ""
    date: PartialDate | None = None
    rank: int = 0
    territories: frozenset[str] = frozenset()

    @property
    def year(self) -> int | None:
        return self.date.start.year if self.date else None


def offered_documents() -> list[OfferedDocument]:
    """Return all documents in the active language, the latest first, those without a date last."""
    language = active_language()
    return cached_for_content(("offered documents", language.code), _read_documents)


def documents_of_page(page: BasePage, territories: Iterable[str]) -> Iterator[OfferedDocument]:
    """Yield the documents in the file blocks of a page, and those that its texts link to.

    A link has no title of its own: that of the upload is shown.
    """
    stored = [value for value in _stored_files(page) if value.get("document") or value.get("url")]
    files = [(value["title"], value.get("kind") or "other", _file(value)) for value in stored]
    known = {value.get("document") for value in stored}
    files += [
        ("", "other", OfferedFile(upload_id=file.document_id, language=page.text_language))
        for file in page.attached_files
        if file.document_id not in known
    ]
    for title, kind, file in files:
        yield OfferedDocument(
            title=title,
            text_language=page.text_language,
            kind=kind,
            kind_label=str(dict(FILE_KINDS)[kind]),
            files=(file,),
            url=localized_url(page),
            record=page.title,
            date=page.listing_date,
            rank=page.listing_rank,
            territories=frozenset(filter(None, territories)),
        )


def _file(value: dict[str, Any]) -> OfferedFile:
    language = site_language(value["language"]) if value.get("language") else None
    return OfferedFile(value.get("url") or "", language, value.get("document"))


def _stored_files(page: BasePage) -> Iterator[dict[str, Any]]:
    for field in page._meta.fields:
        if isinstance(field, StreamField):
            stored = field.value_from_object(page).raw_data
            yield from _values_of_files(field.stream_block, stored)


def _values_of_files(block: Block, stored: Any) -> Iterator[dict[str, Any]]:
    """Yield the raw values of the file blocks in the raw value of a block: no document is read."""
    if isinstance(block, FileBlock):
        yield stored or {}
    elif isinstance(block, StructBlock):
        for name, child in block.child_blocks.items():
            yield from _values_of_files(child, (stored or {}).get(name))
    elif isinstance(block, StreamBlock):
        for item in stored or ():
            if item["type"] in block.child_blocks:
                yield from _values_of_files(block.child_blocks[item["type"]], item["value"])
    elif isinstance(block, ListBlock):
        for item in stored or ():
            # Lists that were not written by the editor's form may hold bare values.
            is_wrapped = isinstance(item, dict) and item.get("type") == "item"
            yield from _values_of_files(block.child_block, item["value"] if is_wrapped else item)


def _read_documents() -> list[OfferedDocument]:
    found = _without_repetition(
        document for hook in hooks.get_hooks("register_offered_documents") for document in hook()
    )
    ids = {file.upload_id for document in found for file in document.files if file.upload_id}
    uploads = SiteDocument.objects.exclude(in_restricted_collection()).in_bulk(ids)
    offered = [document for item in found if (document := _with_uploads(item, uploads))]
    language = active_language()
    return sorted(offered, key=lambda item: (-item.rank, sort_key(item.title, language)))


def _without_repetition(documents: Iterable[OfferedDocument]) -> list[OfferedDocument]:
    """Leave out uploads that texts link to, if a page names them or another text links to them."""
    titled, linked = [], {}
    for document in documents:
        if document.title:
            titled.append(document)
        else:
            linked.setdefault(document.files[0].upload_id, document)
    named = {file.upload_id for document in titled for file in document.files}
    return titled + [document for pk, document in linked.items() if pk not in named]


def _with_uploads(document: OfferedDocument, uploads: dict[int, Model]) -> OfferedDocument | None:
    """Fill in the uploads; return ``None`` if none of the files is there for everybody."""
    files = tuple(
        _with_upload(file, uploads) if file.upload_id else file
        for file in document.files
        if not file.upload_id or file.upload_id in uploads
    )
    if not files:
        return None
    title = document.title or uploads[files[0].upload_id].title
    return replace(document, title=title, files=files)


def _with_upload(file: OfferedFile, uploads: dict[int, Model]) -> OfferedFile:
    upload = uploads[file.upload_id]
    return replace(file, url=upload.url, format=upload.kind, size=upload.file_size)
