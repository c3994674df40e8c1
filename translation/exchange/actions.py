"""Export of translations as XLIFF or PO files, and their import."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.imports.actions import ImportReport, ImportWithPreview, state_fingerprint
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

    def export_file(self) -> tuple[str, bytes]:
        """Return the file name and the content for the only translation."""
        [assignment] = self.assignments
        policy_for(self.user).check("exchange", assignment)
        name = export_file_name(assignment, archive.FORMATS[self.kind].EXTENSION)
        return name, archive.build_file(assignment, self.kind)

    def export_archive(self) -> bytes:
        """Return an archive of those translations that the person may export."""
        policy = policy_for(self.user)
        permitted = [item for item in self.assignments if policy.may("exchange", item)]
        return archive.build_archive(permitted, self.kind)


@dataclass(frozen=True)
class LeftOutFile:
    """A file of an archive that is not imported, and the reason."""

    name: str
    reason: str


@dataclass(kw_only=True)
class TranslationImportReport(ImportReport):
    """The files of an import compared with their pages. ``written``: the number of saved texts."""

    pages: list[DocumentComparison]
    left_out: list[LeftOutFile] = field(default_factory=list)
    written: int = 0

    @property
    def items(self) -> list[ImportItem]:
        return [item for page in self.pages for item in page.items]

    @property
    def can_import(self) -> bool:
        """Whether the import would write anything, at least with consent."""
        return any(item.needs_consent or item.is_imported() for item in self.items)

    @property
    def success_message(self) -> str:
        message = ngettext("%(count)d text was saved.", "%(count)d texts were saved.", self.written)
        return message % {"count": self.written}


class ImportTranslations(ImportWithPreview):
    """Import the target texts of files.

    Each file belongs to one translation, for which the person needs the permission to edit. With
    ``only``, it must be that translation. Of several files, those that cannot be imported are left
    out, so that one locked page does not refuse a whole archive. ``agreed`` are the keys of the
    items that are only written if the person confirms them.
    """

    name = "translation.exchange"

    def __init__(
        self,
        user,
        documents: list[ExchangeDocument],
        only: Assignment | None = None,
        agreed: Iterable[str] = (),
    ):
        self.user, self.documents, self.only, self.agreed = user, documents, only, set(agreed)

    def lock(self) -> None:
        # The rows that ``Assignment.lock`` locks, too, for each text that is written.
        assignments = Assignment.objects.filter(translation__uuid__in=_uuids(self.documents))
        assignments.lock_in_order()

    def build_report(self) -> TranslationImportReport:
        """Raise ``ValidationError`` if none of the files can be imported."""
        assignments = _assignments(self.documents)
        report = TranslationImportReport(pages=[])
        for document in self.documents:
            assignment = assignments.get(document.uuid)
            try:
                self._check_document(document, assignment)
            except (TranslationPermissionDenied, ValidationError) as error:
                report.left_out.append(LeftOutFile(document.name, _reason(error)))
            else:
                report.pages.append(compare_document(document, assignment))
        if not report.pages:
            raise UnreadableFileError([_file_error(file) for file in report.left_out])
        report.fingerprint = state_fingerprint(
            [
                (item.key, item.outcome, item.is_suggestion, item.before)
                for item in report.items
                if item.outcome != ImportOutcome.UNCHANGED
            ]
        )
        return report

    def write(self, report: TranslationImportReport) -> None:
        for page in report.pages:
            for item in page.items:
                if item.is_imported(self.agreed):
                    self._write_item(page.assignment, item)
                    report.written += 1

    def _check_document(self, document: ExchangeDocument, assignment: Assignment | None) -> None:
        """Raise an exception with the reason why a file cannot be imported."""
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
        if [other.uuid for other in self.documents].count(document.uuid) > 1:
            raise UnreadableFileError(_("There is another file for the same translation."))

    def _write_item(self, assignment: Assignment, item: ImportItem) -> None:
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
    """Return the assignments of the files by UUID."""
    assignments = Assignment.objects.filter(translation__uuid__in=_uuids(documents)).select_related(
        "translation__source__locale",
        "translation__source__specific_content_type",
        "translation__target_locale",
    )
    return {str(assignment.translation.uuid): assignment for assignment in assignments}


def _uuids(documents: list[ExchangeDocument]) -> list[UUID]:
    """Return the UUIDs of the files; an invalid one belongs to no translation."""
    uuids = []
    for document in documents:
        with suppress(ValueError):
            uuids.append(UUID(document.uuid))
    return uuids


def _is_language(tag: str, expected: str) -> bool:
    """Whether a BCP 47 tag means the language, also with a region or as a POSIX locale."""
    given, wanted = tag.replace("_", "-").lower(), expected.lower()
    return given == wanted or given.startswith(f"{wanted}-")


def _reason(error: TranslationPermissionDenied | ValidationError) -> str:
    return error.messages[0] if isinstance(error, ValidationError) else str(error)


def _file_error(file: LeftOutFile) -> UnreadableFileError:
    return UnreadableFileError(
        _("%(file)s: %(problem)s"), params={"file": file.name, "problem": file.reason}
    )
