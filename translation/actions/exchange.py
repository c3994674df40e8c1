"""Giving words out as files, and taking them back in."""

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
    """Make a file of one translation, or an archive of several."""

    def __init__(self, user, assignments: list[Assignment], kind: str):
        self.user, self.assignments, self.kind = user, assignments, kind

    def check(self) -> None:
        for assignment in self.assignments:
            policy_for(self.user).check("exchange", assignment)

    def one(self) -> tuple[str, bytes]:
        """The name and the bytes of the file of the only translation."""
        self.check()
        [assignment] = self.assignments
        name = file_name(assignment, archive.FORMATS[self.kind].EXTENSION)
        return name, archive.write_one(assignment, self.kind)

    def many(self) -> bytes:
        self.check()
        return archive.write_many(self.assignments, self.kind)


class ChangedMeanwhileError(Exception):
    """The site is no longer as it was when somebody agreed to the import; nothing was written."""


class ImportWords:
    """Take over the words of files: looked at first (``pages``), then written, all or nothing.

    Each file belongs to one page in one language, where the person must have the right to edit;
    with ``only``, all must belong to that one. ``agreed`` holds the keys of the texts that are only
    written when somebody says so.
    """

    def __init__(self, user, documents: list[Document], only: Assignment | None = None):
        self.user, self.documents, self.only = user, documents, only

    @cached_property
    def pages(self) -> list[PageComparison]:
        """The dry run. Raises ``ValidationError`` if any of the files must not be taken."""
        assignments = _assignments(self.documents)
        for position, document in enumerate(self.documents):
            try:
                self._check(document, assignments.get(document.uuid))
                if document.uuid in [other.uuid for other in self.documents[:position]]:
                    raise UnreadableError(_("There is another file for the same translation."))
            except (Refusal, ValidationError) as error:
                raise _with_name(document, error) from error
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
        if not _is_in(document.target_tag, assignment.language.tag):
            raise UnreadableError(
                _("The file is in “%(given)s”; the words of this page must be in %(language)s."),
                params={"given": document.target_tag, "language": assignment.language.name},
            )

    @property
    def items(self) -> list[Item]:
        return [item for page in self.pages for item in page.items]

    @property
    def may_write(self) -> bool:
        """Whether a yes would, or could, write anything."""
        return any(item.asks or self._is_wanted(item, set()) for item in self.items)

    @property
    def state(self) -> str:
        """A fingerprint of the dry run: what somebody agrees to when they see it."""
        lines = [
            f"{item.key} {item.outcome} {item.is_kept} {item.before}"
            for item in self.items
            if item.outcome != Outcome.UNCHANGED
        ]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    @transaction.atomic
    def execute(self, state: str, agreed: Iterable[str] = ()) -> int:
        """Write, and return how many texts; ``state`` is that of the dry run that was agreed to."""
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
    """The translations that the files say they belong to, whatever they say."""
    uuids = [found for document in documents if (found := _as_uuid(document.uuid))]
    work = Assignment.objects.filter(translation__uuid__in=uuids).select_related(
        "translation__source__locale",
        "translation__source__specific_content_type",
        "translation__target_locale",
    )
    return {str(assignment.translation.uuid): assignment for assignment in work}


def _as_uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _is_in(tag: str, expected: str) -> bool:
    """Whether a tag names the language; tools add a region, or write it the way of POSIX."""
    given, wanted = tag.replace("_", "-").lower(), expected.lower()
    return given == wanted or given.startswith(f"{wanted}-")


def _with_name(document: Document, error: Refusal | ValidationError) -> UnreadableError:
    problem = error.messages[0] if isinstance(error, ValidationError) else str(error)
    return UnreadableError(
        _("%(file)s: %(problem)s"), params={"file": document.name, "problem": problem}
    )
