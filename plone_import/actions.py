"""Checking and importing an export, all or nothing, and undoing an import."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Locale, Page

from core.languages import source_language
from recycle_bin.bin_tree import lock_bin

from .choices import ImportResult, PloneImportState
from .convert.uploads import UploadedFiles
from .created_objects import object_fingerprint, remove_object
from .export.archives import ExportFiles
from .export.reading import read_export
from .mapping import PloneMapping
from .milestones import MilestoneWriter, save_milestones
from .models import CreatedObject, ImportedObject, PloneImport
from .plan import ImportPlan
from .redirects import RedirectWriter
from .reports import ObjectReport, PloneImportReport, export_notes
from .translating import TranslationWriter
from .writing import ExportWriter, Progress


class ImportPloneExport:
    """Import what is new in an export. ``check`` does the same and takes it all back.

    So the report of a check is that of the import. Both raise ``ValidationError`` if the export as
    a whole cannot be read. Objects that an earlier import brought over are never touched again.
    """

    def __init__(
        self,
        files: ExportFiles,
        mapping: PloneMapping,
        user=None,
        progress: Progress = lambda step, done, total: None,
    ):
        self.files, self.mapping, self.user, self.progress = files, mapping, user, progress

    def check(self) -> PloneImportReport:
        return self._run(lambda writer, report: False)

    def execute(self, plone_import: PloneImport) -> PloneImportReport:
        """Import, unless the report has problems or nothing new; nothing is written then.

        ``plone_import`` is the record of it, which is saved only if something is imported.
        """

        def is_kept(writer: ExportWriter, report: PloneImportReport) -> bool:
            if report.problems or not report.is_anything_new:
                return False
            plone_import.state = PloneImportState.IMPORTED
            plone_import.report = report.to_json()
            plone_import.save()
            log(plone_import, "core.import", user=self.user, data={"name": plone_import.name})
            ImportedObject.objects.bulk_create(writer.imported_objects(plone_import))
            writer.created.save(plone_import)
            return True

        return self._run(is_kept)

    def _run(self, is_kept: Callable[[ExportWriter, PloneImportReport], bool]) -> PloneImportReport:
        self.progress(_("Reading the export"), 0, 1)
        export = read_export(self.files)
        uploads, kept = UploadedFiles(self.user), False
        try:
            with transaction.atomic():
                _lock_imports()
                known = dict(ImportedObject.objects.values_list("uid", "fingerprint"))
                plan = ImportPlan(export, self.mapping, known)
                writer = ExportWriter(plan, self.user, uploads, self.progress)
                report = self._write(writer)
                kept = is_kept(writer, report)
                if not kept:
                    transaction.set_rollback(True)
        finally:
            if not kept:
                uploads.remove()
        return report

    def _write(self, writer: ExportWriter) -> PloneImportReport:
        plan = writer.plan
        report = PloneImportReport(notes=export_notes(plan.export, plan))
        writer.write_files_and_pages()
        MilestoneWriter(writer).write(writer.new_objects(ImportResult.MILESTONE))
        if not writer.problems:
            translations = TranslationWriter(writer)
            translations.write()
            self.progress(_("Redirects"), 0, 1)
            redirects = RedirectWriter(plan, writer.links, writer.site, translations.pages).write()
            for redirect in redirects:
                writer.created.add(redirect)
            report.redirects = len(redirects)
            pages = {**writer.site.pages, **translations.pages}
        else:
            pages = writer.site.pages
        report.problems = writer.problems
        for planned in plan.objects.values():
            uid = planned.item.uid
            page, file = pages.get(uid), writer.site.documents.get(uid)
            address = (page.url if page else file.url if file else "") or ""
            address = address or writer.site.addresses.get(uid, "")
            report.rows.append(ObjectReport.from_planned(planned, address))
        return report


def _lock_imports() -> None:
    """Let no two imports write at the same time."""
    locales = Locale.objects.select_for_update(no_key=True)
    list(locales.filter(language_code=source_language().code).values_list("pk"))


class ChangedSinceImportError(ValidationError):
    """People have changed what the import created; nothing was removed."""


class UndoPloneImport:
    """Remove exactly what one import created, unless people have changed any of it since."""

    def __init__(self, plone_import: PloneImport, user=None):
        self.plone_import, self.user = plone_import, user

    def check(self) -> None:
        """Raise ``ChangedSinceImportError`` with the names of all changed objects."""
        if self.plone_import.state != PloneImportState.IMPORTED:
            raise ValidationError(_("This import has nothing to undo."))
        created = list(self.plone_import.created_objects.select_related("content_type"))
        changed = [
            str(target)
            for record in created
            if (target := self._changed_target(record)) is not None
        ]
        changed += self._later_children(created)
        if changed:
            message = _("It was changed since the import, so that nothing is removed: %s")
            raise ChangedSinceImportError([message % title for title in changed])

    @transaction.atomic
    def execute(self) -> None:
        _lock_imports()
        lock_bin()
        rows = PloneImport.objects.select_for_update().filter(pk=self.plone_import.pk)
        self.plone_import = rows.get()
        self.check()
        for record in self.plone_import.created_objects.order_by("-pk"):
            self._remove(record)
        self.plone_import.created_objects.all().delete()
        self.plone_import.imported_objects.all().delete()
        self.plone_import.state = PloneImportState.UNDONE
        self.plone_import.save()

    def _target(self, record: CreatedObject):
        """Return the object; ``None`` if somebody has deleted it."""
        model = record.content_type.model_class()
        return model.objects.filter(pk=record.object_id).first() if model else None

    def _changed_target(self, record: CreatedObject):
        """Return the object if people have changed it, or else ``None``."""
        target = self._target(record)
        is_same = target is None or object_fingerprint(target, record.data) == record.fingerprint
        return None if is_same else target

    def _later_children(self, created: list[CreatedObject]) -> list[str]:
        """Return the titles of pages that people have added below imported ones."""
        targets = [
            target for record in created if not record.data and (target := self._target(record))
        ]
        pages = [target for target in targets if isinstance(target, Page)]
        own = {page.pk for page in pages}
        keys = {page.translation_key for page in pages}
        return [
            below.title
            for page in pages
            for below in page.get_children()
            if below.pk not in own and below.translation_key not in keys
        ]

    def _remove(self, record: CreatedObject) -> None:
        target = self._target(record)
        if target is None:
            return
        if block_id := record.data.get("milestone"):
            draft = target.get_latest_revision_as_object()
            raw = [item for item in draft.milestones.raw_data if item["id"] != block_id]
            publish = target.live and not target.has_unpublished_changes
            save_milestones(draft, raw, self.user, publish)
        else:
            remove_object(target, self.user)
