"""The background task that checks or imports an uploaded export."""

import logging

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django_tasks import task

from core.background_tasks import enqueue_with_transaction

from .actions import ImportPloneExport
from .choices import PloneImportState
from .export.archives import ExportArchive, ExportFiles, SingleExportFile
from .mapping import read_mapping
from .models import PloneImport
from .progress import ImportProgressThread

logger = logging.getLogger(__name__)


@task()
def run_plone_import(pk: int) -> None:
    """Check or import one uploaded export. A failure is stored with it, for people to read."""
    startable = PloneImport.objects.startable().filter(pk=pk)
    if not startable.update(state=PloneImportState.RUNNING, seen_at=timezone.now(), error=""):
        return
    plone_import = PloneImport.objects.get(pk=pk)
    with translation.override(plone_import.language_code):
        try:
            _run(plone_import)
        except ValidationError as error:
            _finish(plone_import, PloneImportState.FAILED, error="\n".join(error.messages))
        except Exception as error:
            logger.exception("Import %s failed", pk)
            message = f"{type(error).__name__}: {error}"
            _finish(plone_import, PloneImportState.FAILED, error=message)
            raise


def _run(plone_import: PloneImport) -> None:
    mapping = read_mapping(plone_import.mapping, plone_import.time_zone)
    with ImportProgressThread(plone_import) as progress, _open(plone_import) as file:
        files = _files(plone_import, file)
        importing = ImportPloneExport(files, mapping, plone_import.requested_by, progress)
        is_confirmed = plone_import.is_confirmed
        report = importing.execute(plone_import) if is_confirmed else importing.check()
    if plone_import.state == PloneImportState.IMPORTED:
        PloneImport.objects.filter(pk=plone_import.pk).update(finished_at=timezone.now())
        remove_export_file(plone_import)
    else:
        _finish(plone_import, PloneImportState.CHECKED, report=report.to_json())


def _open(plone_import: PloneImport):
    try:
        return plone_import.file.open("rb")
    except (OSError, ValueError) as error:
        message = translation.gettext("The uploaded export is gone. Upload it again.")
        raise ValidationError(message) from error


def _files(plone_import: PloneImport, file) -> ExportFiles:
    is_json = plone_import.name.lower().endswith(".json")
    return SingleExportFile(file.read()) if is_json else ExportArchive(file)


def _finish(plone_import: PloneImport, state: PloneImportState, **values) -> None:
    # Not if another attempt has imported it meanwhile.
    running = PloneImport.objects.filter(pk=plone_import.pk, state=PloneImportState.RUNNING)
    running.update(state=state, finished_at=timezone.now(), is_confirmed=False, **values)


def remove_export_file(plone_import: PloneImport) -> None:
    """Delete the uploaded export, which contains what is not public."""
    if plone_import.file:
        storage, name = plone_import.file.storage, plone_import.file.name
        plone_import.file = ""
        plone_import.save(update_fields=["file"])
        transaction.on_commit(lambda: storage.delete(name))


def enqueue_plone_import(plone_import: PloneImport) -> None:
    enqueue_with_transaction(run_plone_import, plone_import.pk)
