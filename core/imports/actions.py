"""The base class of imports: the preview and the import build the same report."""

import hashlib
import json
from dataclasses import dataclass, field

from django.db import transaction
from wagtail.log_actions import log


@dataclass(frozen=True)
class ImportProblem:
    """A problem in a row, numbered as spreadsheets do, and in a column, if it concerns one."""

    row: int
    message: str
    column: str = ""


@dataclass(kw_only=True)
class ImportReport:
    """The result of a preview or of an import.

    ``fingerprint``: a hash of what is written and of what the site had in its place.
    """

    problems: list[ImportProblem] = field(default_factory=list)
    fingerprint: str = ""

    @property
    def can_import(self) -> bool:
        """Whether there is something to import and no problem."""
        raise NotImplementedError

    @property
    def success_message(self) -> str:
        raise NotImplementedError


class ImportConflictError(Exception):
    """The site has changed since the preview; nothing was written. ``report`` is the new one."""

    def __init__(self, report: ImportReport):
        super().__init__()
        self.report = report


class ImportWithPreview:
    """An import of the contents of a file. Subclasses compare them with the site, and write.

    Both ``check`` and ``execute`` raise ``ValidationError`` if the file as a whole is refused.
    """

    name: str  # of the import in the audit log
    user = None  # who imports; nobody if a command does

    def check(self) -> ImportReport:
        """Report what ``execute`` would write, or every problem. Nothing is saved."""
        with transaction.atomic():
            report = self.build_report()
            transaction.set_rollback(True)
        return report

    def execute(self, expected_fingerprint: str | None = None) -> ImportReport:
        """Write everything, or nothing if there is a problem.

        ``expected_fingerprint``: that of the report of the preview. Raise ``ImportConflictError``
        if the import would do something else now.
        """
        with transaction.atomic():
            self.lock()
            report = self.build_report()
            if expected_fingerprint not in (None, report.fingerprint):
                raise ImportConflictError(report)
            if report.problems:
                transaction.set_rollback(True)
            else:
                self.write(report)
                if self.user:
                    log(self.user, "core.import", user=self.user, data={"name": self.name})
        return report

    def lock(self) -> None:
        """Lock the rows of the database that the import compares with and writes to."""

    def build_report(self) -> ImportReport:
        """Compare the file with the site. What is saved here is rolled back by ``check``."""
        raise NotImplementedError

    def write(self, report: ImportReport) -> None:
        """Write what the report announces."""
        raise NotImplementedError


def state_fingerprint(state) -> str:
    """Return a hash of a state that is described as JSON."""
    return hashlib.sha256(json.dumps(state).encode()).hexdigest()
