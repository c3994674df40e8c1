"""Export of translations as XLIFF or PO files, and their import."""

import hashlib
from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail_localize.models import Translation

from translation.actions.write import WriteSegment
from translation.choices import TranslationOrigin
from translation.exchange import archive
from translation.exchange.documents import ExchangeDocument, UnreadableFileError, export_file_name
from translation.exchange.import_comparison import (
    DocumentComparison,
    ImportItem,
    ImportOutcome,
    compare_document,
)
from translation.models import Assignment
from translation.policies import TranslationPermissionDenied, policy_for


class ExportTranslations:
    """Export one translation as a file, or several as an archive."""

    def __init__(self, user, assignments: list[Assignment], kind: str):
        self.user, self.assignments, self.kind = user, assignments, kind

    def check(self) -> None:
        for assignment in self.assignments:
            policy_for(self.user).check("exchange", assignment)

    def export_file(self) -> tuple[str, bytes]:
        """Return the file name and the content for the only translation."""
        self.check()
        [assignment] = self.assignments
        name = export_file_name(assignment, archive.FORMATS[self.kind].EXTENSION)
        return name, archive.build_file(assignment, self.kind)

    def export_archive(self) -> bytes:
        self.check()
        return archive.build_archive(self.assignments, self.kind)


class TranslationsChangedError(Exception):
    """The site has changed since the preview of the import; nothing was written."""


class ImportTranslations:
    """Import the target texts of files: a dry run first (``pages``), then all in one transaction.

    Each file belongs to one translation, for which the person needs the permission to edit. With
    ``only``, all files must belong to that translation.
    """

    def __init__(self, user, documents: list[ExchangeDocument], only: Assignment | None = None):
        self.user, self.documents, self.only = user, documents, only

    @cached_property
    def pages(self) -> list[DocumentComparison]:
        """The dry run. Raises ``ValidationError`` if any of the files cannot be imported."""
        assignments = _assignments(self.documents)
        for position, document in enumerate(self.documents):
            try:
                self._check(document, assignments.get(document.uuid))
                if document.uuid in [other.uuid for other in self.documents[:position]]:
                    raise UnreadableFileError(_("There is another file for the same translation."))
            except (TranslationPermissionDenied, ValidationError) as error:
                raise _with_file_name(document, error) from error
        return [
            compare_document(document, assignments[document.uuid]) for document in self.documents
        ]

    def _check(self, document: ExchangeDocument, assignment: Assignment | None) -> None:
        if assignment is None:
            raise UnreadableFileError(_("No page of this site belongs to the file."))
        policy_for(self.user).check("edit", assignment)
        if self.only and assignment != self.only:
            raise UnreadableFileError(
                _("The file belongs to another translation: %(translation)s."),
                params={"translation": assignment},
            )
        if not _is_language(document.target_tag, assignment.language.tag):
            raise UnreadableFileError(
                _("The file is in “%(given)s”; the text of this page must be in %(language)s."),
                params={"given": document.target_tag, "language": assignment.language.name},
            )

    @property
    def items(self) -> list[ImportItem]:
        return [item for page in self.pages for item in page.items]

    @property
    def may_write(self) -> bool:
        """Whether the import would write anything, at least with confirmation."""
        return any(item.needs_consent or self._is_wanted(item, set()) for item in self.items)

    @property
    def state(self) -> str:
        """The fingerprint of the dry run, with which a later change of the site is detected."""
        lines = [
            f"{item.key} {item.outcome} {item.is_suggestion} {item.before}"
            for item in self.items
            if item.outcome != ImportOutcome.UNCHANGED
        ]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    @transaction.atomic
    def execute(self, state: str, agreed: Iterable[str] = ()) -> int:
        """Write the texts and return their number.

        ``state`` is the fingerprint of the dry run that the person has seen; ``agreed`` are the
        keys of the items that are only written if the person confirms them. Raises
        ``TranslationsChangedError`` if the dry run has another result by now.
        """
        translations = [page.assignment.translation_id for page in self.pages]
        list(Translation.objects.select_for_update().filter(pk__in=translations).order_by("pk"))
        del self.pages
        if self.state != state:
            raise TranslationsChangedError
        agreed, written = set(agreed), 0
        for page in self.pages:
            for item in page.items:
                if self._is_wanted(item, agreed):
                    self._write(page.assignment, item)
                    written += 1
        return written

    def _is_wanted(self, item: ImportItem, agreed: set[str]) -> bool:
        if item.needs_consent:
            return item.key in agreed
        return item.is_suggestion or item.outcome in (ImportOutcome.NEW, ImportOutcome.CHANGED)

    def _write(self, assignment: Assignment, item: ImportItem) -> None:
        WriteSegment(
            self.user,
            assignment,
            item.segment,
            item.unit.target,
            base=item.segment.target,
            origin=TranslationOrigin.IMPORTED,
            confirmed=item.unit.confirmed,
        ).execute()


def _assignments(documents: list[ExchangeDocument]) -> dict[str, Assignment]:
    """Return the assignments of the files by UUID; an invalid UUID has none."""
    uuids = [uuid for document in documents if (uuid := _parse_uuid(document.uuid))]
    assignments = Assignment.objects.filter(translation__uuid__in=uuids).select_related(
        "translation__source__locale",
        "translation__source__specific_content_type",
        "translation__target_locale",
    )
    return {str(assignment.translation.uuid): assignment for assignment in assignments}


def _parse_uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _is_language(tag: str, expected: str) -> bool:
    """Whether a BCP 47 tag means the language, also with a region or as a POSIX locale."""
    given, wanted = tag.replace("_", "-").lower(), expected.lower()
    return given == wanted or given.startswith(f"{wanted}-")


def _with_file_name(
    document: ExchangeDocument, error: TranslationPermissionDenied | ValidationError
) -> UnreadableFileError:
    problem = error.messages[0] if isinstance(error, ValidationError) else str(error)
    return UnreadableFileError(
        _("%(file)s: %(problem)s"), params={"file": document.name, "problem": problem}
    )
