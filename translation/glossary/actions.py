"""Import of glossary terms from a table."""

from django.contrib.contenttypes.models import ContentType
from django.utils.functional import cached_property
from wagtail.log_actions import log
from wagtail.models import Locale

from core.imports.actions import ImportWithPreview, state_fingerprint
from core.imports.tables import RecordOutcome, TableImportReport
from translation.glossary.table import TermRecord, TermTableReader
from translation.models.glossary import GlossaryTerm, GlossaryTermForm
from translation.policies import policy_for


class ImportGlossary(ImportWithPreview):
    """Import the terms of a table, which are compared in a constant number of queries."""

    def __init__(self, user, rows: list[tuple[int, dict[str, str]]]):
        self.user, self.rows = user, rows

    def lock(self) -> None:
        # A row that always exists: of two imports that add the same term, the second one waits.
        content_type = ContentType.objects.get_for_model(GlossaryTerm)
        ContentType.objects.select_for_update().get(pk=content_type.pk)
        list(GlossaryTerm.objects.select_for_update().order_by("pk").values_list("pk"))

    def build_report(self) -> TableImportReport:
        policy_for(self.user).check("coordinate")
        reader = TermTableReader(self.rows)
        terms = GlossaryTerm.objects.prefetch_related("forms__locale")
        self._existing = {term.text.casefold(): term for term in terms}
        compared = []
        for record in reader.records:
            before, after = _state(self._existing_term(record)), [*record.fields, *record.forms]
            if before is None:
                record.outcome = RecordOutcome.CREATED
            elif before != after:
                record.outcome = RecordOutcome.CHANGED
            compared.append((record.text, before))
        return TableImportReport(
            problems=reader.problems,
            records=reader.records,
            fingerprint=state_fingerprint(compared),
        )

    def write(self, report: TableImportReport) -> None:
        for record in report.changed_records:
            existing = self._existing_term(record)
            term = existing or GlossaryTerm()
            term.text, term.category, term.note, term.needs_footnote = record.fields
            term.forms = [
                GlossaryTermForm(
                    locale=self._locales[code], text=text, status=status, sort_order=order
                )
                for order, (code, text, status) in enumerate(record.forms)
            ]
            term.save()
            action = "wagtail.edit" if existing else "wagtail.create"
            log(instance=term, action=action, user=self.user, content_changed=True)

    @cached_property
    def _locales(self) -> dict[str, Locale]:
        return {locale.language_code: locale for locale in Locale.objects.all()}

    def _existing_term(self, record: TermRecord) -> GlossaryTerm | None:
        return self._existing.get(record.text.casefold())


def _state(term: GlossaryTerm | None) -> list | None:
    """Return the fields and forms of a term as those of a ``TermRecord``."""
    if term is None:
        return None
    forms = [(form.locale.language_code, form.text, form.status) for form in term.forms.all()]
    return [term.text, term.category, term.note, term.needs_footnote, *forms]
