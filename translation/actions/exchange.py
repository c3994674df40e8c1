"""Export of translations as XLIFF or PO files, and their import."""

import hashlib
from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail_localize.models import Translation

from translation.choices import Origin
from translation.exchange import archive
from translation.exchange.base import Document, UnreadableError, file_name
from translation.exchange.comparison import Item, Outcome, PageComparison, compare
from translation.models import Assignment
from translation.policies import Refusal, policy_for

from .write import WriteSegment


class ExportWords:
    """Export one translation as a file, or several as an archive."""

    def __init__(self, user, assignments: list[Assignment], kind: str):
        self.user, self.assignments, self.kind = user, assignments, kind

    def check(self) -> None:
        for assignment in self.assignments:
            policy_for(self.user).check("exchange", assignment)

    def one(self) -> tuple[str, bytes]:
        """Return the file name and the content for the only translation."""
        self.check()
        [assignment] = self.assignments
        name = file_name(assignment, archive.FORMATS[self.kind].EXTENSION)
        return name, archive.write_one(assignment, self.kind)

    def many(self) -> bytes:
        self.check()
        return archive.write_many(self.assignments, self.kind)


class ChangedMeanwhileError(Exception):
    """The site has changed since the preview of the import; nothing was written."""


class ImportWords:
    """Import the target texts of files: a dry run first (``pages``), then all in one transaction.

    Each file belongs to one translation, for which the person needs the permission to edit. With
    ``only``, all files must belong to that translation.
    """

    def __init__(self, user, documents: list[Document], only: Assignment | None = None):
        self.user, self.documents, self.only = user, documents, only

    @cached_property
    def pages(self) -> list[PageComparison]:
        """The dry run. Raises ``ValidationError`` if any of the files cannot be imported."""
        assignments = _assignments(self.documents)
        for position, document in enumerate(self.documents):
            try:
                self._check(document, assignments.get(document.uuid))
                if document.uuid in [other.uuid for other in self.documents[:position]]:
                    raise UnreadableError(_("There is another file for the same translation."))
            except (Refusal, ValidationError) as error:
                raise _with_file_name(document, error) from error
        return [compare(document, assignments[document.uuid]) for document in self.documents]

    def _check(self, document: Document, assignment: Assignment | None) -> None:
        if assignment is None:
            raise UnreadableError(_("No page of this site belongs to the file."))
        policy_for(self.user).check("edit", assignment)
        if self.only and assignment != self.only:
            raise UnreadableError(
                _("The file belongs to another translation: %(translation)s."),
                params={"translation": assignment},
            )
        if not _is_language(document.target_tag, assignment.language.tag):
            raise UnreadableError(
                _("The file is in “%(given)s”; the words of this page must be in %(language)s."),
                params={"given": document.target_tag, "language": assignment.language.name},
            )

    @property
    def items(self) -> list[Item]:
        return [item for page in self.pages for item in page.items]

    @property
    def may_write(self) -> bool:
        """Whether the import would write anything, at least with confirmation."""
        return any(item.asks or self._is_wanted(item, set()) for item in self.items)

    @property
    def state(self) -> str:
        """The fingerprint of the dry run, with which a later change of the site is detected."""
        lines = [
            f"{item.key} {item.outcome} {item.is_kept} {item.before}"
            for item in self.items
            if item.outcome != Outcome.UNCHANGED
        ]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    @transaction.atomic
    def execute(self, state: str, agreed: Iterable[str] = ()) -> int:
        """Write the texts and return their number.

        ``state`` is the fingerprint of the dry run that the person has seen; ``agreed`` are the
        keys of the items that are only written if the person confirms them. Raises
        ``ChangedMeanwhileError`` if the dry run has another result by now.
        """
        translations = [page.assignment.translation_id for page in self.pages]
        list(Translation.objects.select_for_update().filter(pk__in=translations).order_by("pk"))
        del self.pages
        if self.state != state:
            raise ChangedMeanwhileError
        agreed, written = set(agreed), 0
        for page in self.pages:
            for item in page.items:
                if self._is_wanted(item, agreed):
                    self._write(page.assignment, item)
                    written += 1
        return written

    def _is_wanted(self, item: Item, agreed: set[str]) -> bool:
        if item.asks:
            return item.key in agreed
        return item.is_kept or item.outcome in (Outcome.NEW, Outcome.CHANGED)

    def _write(self, assignment: Assignment, item: Item) -> None:
        WriteSegment(
            self.user,
            assignment,
            item.segment,
            item.unit.target,
            base=item.segment.target,
            origin=Origin.IMPORTED,
            confirmed=item.unit.confirmed,
        ).execute()


def _assignments(documents: list[Document]) -> dict[str, Assignment]:
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


def _with_file_name(document: Document, error: Refusal | ValidationError) -> UnreadableError:
    problem = error.messages[0] if isinstance(error, ValidationError) else str(error)
    return UnreadableError(
        _("%(file)s: %(problem)s"), params={"file": document.name, "problem": problem}
    )
