"""The content of exchanged files as JSON, for the signed payload of an import."""

from .documents import ExchangeDocument, TranslationUnit

# The fields that are read from a file, in the order of the dataclass.
UNIT_FIELDS = ("key", "source", "target", "confirmed", "base", "error", "path")


def documents_to_payload(documents: list[ExchangeDocument]) -> list:
    return [
        [
            document.uuid,
            document.source_tag,
            document.target_tag,
            [[getattr(unit, name) for name in UNIT_FIELDS] for unit in document.units],
            document.name,
        ]
        for document in documents
    ]


def documents_from_payload(payload: list) -> list[ExchangeDocument]:
    return [
        ExchangeDocument(
            uuid, source_tag, target_tag, [TranslationUnit(*values) for values in units], name=name
        )
        for uuid, source_tag, target_tag, units, name in payload
    ]
