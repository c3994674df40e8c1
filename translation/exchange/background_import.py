"""Imports that are too large for one request: they run as a background job."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.imports.actions import ImportConflictError
from translation.actions.create_jobs import create_jobs
from translation.actions.jobs import in_one_transaction
from translation.choices import JobKind
from translation.models import Assignment, JobBatch, TranslationJob

from .actions import ImportTranslations, TranslationImportReport
from .documents import ExchangeDocument
from .payload import documents_from_payload, documents_to_payload

# Writing as many texts takes a few seconds.
MAX_TEXTS_IN_REQUEST = 500


def is_for_background(documents: list[ExchangeDocument]) -> bool:
    return sum(len(document.units) for document in documents) > MAX_TEXTS_IN_REQUEST


class RequestImport:
    """Create the job of an import that a person has confirmed after its preview.

    ``fingerprint`` is that of the preview: nothing is saved if the site has changed since, be it
    before the request or before the job.
    """

    def __init__(self, importing: ImportTranslations, fingerprint: str):
        self.importing, self.fingerprint = importing, fingerprint

    def check(self) -> TranslationImportReport:
        """Raise ``ValidationError`` if none of the files can be imported any more."""
        return self.importing.check()

    @transaction.atomic
    def execute(self) -> JobBatch:
        """Raise ``ImportConflictError`` if the site has changed since the preview."""
        importing, report = self.importing, self.check()
        if report.fingerprint != self.fingerprint:
            raise ImportConflictError(report)
        count = sum(len(document.units) for document in importing.documents)
        # Not that of the first file, which may be left out.
        first = report.pages[0].assignment.translation
        batch = create_jobs(
            JobKind.IMPORT,
            first.source.get_source_instance(),
            [first.target_locale],
            importing.user,
        )
        batch.title = ngettext("Import of %d text", "Import of %d texts", count) % count
        batch.request_data |= {
            "file": documents_to_payload(importing.documents),
            "only": importing.only and importing.only.pk,
            "agreed": sorted(importing.agreed),
            "fingerprint": self.fingerprint,
        }
        batch.save(update_fields=["title", "request_data"])
        return batch


@in_one_transaction
def run_import_job(job: TranslationJob) -> None:
    """Import all texts or none. The person may have lost a permission since: it is asked again.

    Once the texts are saved, the file is not kept.
    """
    if "written" in job.result:
        return  # The worker of an earlier attempt was killed between saving and ending.
    data = job.batch.request_data
    importing = ImportTranslations(
        job.batch.requested_by or AnonymousUser(),
        documents_from_payload(data["file"]),
        Assignment.objects.get(pk=data["only"]) if data["only"] else None,
        agreed=data["agreed"],
    )
    try:
        report = importing.execute(data["fingerprint"])
    except ImportConflictError as conflict:
        message = _("The texts have changed since the preview. Import the file again.")
        raise ValidationError(message) from conflict
    job.result = {"written": report.written}
    job.save(update_fields=["result"])
    del data["file"]
    job.batch.save(update_fields=["request_data"])
