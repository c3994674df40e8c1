"""Import of glossary terms from a table, and proposals of terms."""

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from wagtail.blocks import StreamValue
from wagtail.log_actions import log
from wagtail.models import Locale

from core.imports.actions import ImportProblem, ImportWithPreview, state_fingerprint
from core.imports.tables import RecordOutcome, TableImportReport
from translation.choices import TermStatus
from translation.glossary.table import TermRecord, TermTableReader, single_spaced
from translation.models.glossary import NO_FOOTNOTES_MESSAGE, GlossaryTerm, GlossaryTermForm
from translation.policies import policy_for

KNOWN_FORM_MESSAGES = {
    TermStatus.APPROVED: gettext_lazy("This form is agreed already."),
    TermStatus.FORBIDDEN: gettext_lazy("This form must not be used for the term."),
    TermStatus.PROPOSED: gettext_lazy("This form has been proposed already."),
}


class ImportGlossary(ImportWithPreview):
    """Import the terms of a table, which are compared in a constant number of queries."""

    name = "translation.glossary"

    def __init__(self, user, rows: list[tuple[int, dict[str, str]]]):
        self.user, self.rows = user, rows

    def lock(self) -> None:
        _lock_glossary()
        list(GlossaryTerm.objects.select_for_update().order_by("pk").values_list("pk"))

    def build_report(self) -> TableImportReport:
        policy_for(self.user).check("coordinate")
        reader = TermTableReader(self.rows)
        terms = GlossaryTerm.objects.prefetch_related("forms__locale")
        self._existing = {term.text.casefold(): term for term in terms}
        compared = []
        for record in reader.records:
            existing = self._existing_term(record)
            before, after = _state(existing), _state_after(record, existing)
            reader.problems += _problems_of_readers(record, existing)
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
            term.text, term.category, term.note, term.needs_footnote, is_public = record.fields
            term.is_public = term.is_public if is_public is None else is_public
            if record.definitions is not None:
                term.definitions = _definition_rows(record.definitions, term)
            term.forms = self._forms(record, existing)
            term.save()
            action = "wagtail.edit" if existing else "wagtail.create"
            log(instance=term, action=action, user=self.user, content_changed=True)

    def _forms(self, record: TermRecord, existing: GlossaryTerm | None) -> list[GlossaryTermForm]:
        """Build the forms of the table. Who proposed a form, and why, is not in it and is kept."""
        known = {(form.locale.language_code, form.text): form for form in _forms_of(existing)}
        forms = []
        for order, (code, text, status) in enumerate(record.forms):
            form = GlossaryTermForm(
                locale=self._locales[code], text=text, status=status, sort_order=order
            )
            if before := known.get((code, text)):
                form.proposed_by_id = before.proposed_by_id
                form.proposal_note = before.proposal_note
            forms.append(form)
        return forms

    @cached_property
    def _locales(self) -> dict[str, Locale]:
        return {locale.language_code: locale for locale in Locale.objects.all()}

    def _existing_term(self, record: TermRecord) -> GlossaryTerm | None:
        return self._existing.get(record.text.casefold())


class ProposeTerm:
    """Propose the form of a term in one language, for the coordinators to decide.

    The term is added if the glossary does not have it. Until the form is approved, checks and
    lookups ignore it, and a term that has only such forms.
    """

    def __init__(self, user, locale: Locale, text: str, form: str, note: str = ""):
        self.user, self.locale = user, locale
        self.text, self.form, self.note = (" ".join(part.split()) for part in (text, form, note))

    @transaction.atomic
    def execute(self) -> GlossaryTermForm:
        """Raise ``TranslationPermissionDenied``, or ``ValidationError`` if the form is known."""
        policy_for(self.user).check("translate_into", self.locale.pk)
        _lock_glossary()
        term = GlossaryTerm.objects.filter(text__iexact=self.text).first()
        action = "wagtail.edit" if term else "wagtail.create"
        term = term or GlossaryTerm.objects.create(text=self.text)
        forms = list(GlossaryTermForm.objects.filter(term=term))
        for known in forms:
            is_same = known.text.casefold() == self.form.casefold()
            if known.locale_id == self.locale.pk and is_same:
                raise ValidationError({"form": KNOWN_FORM_MESSAGES[known.status]})
        form = GlossaryTermForm.objects.create(
            term=term,
            locale=self.locale,
            text=self.form,
            status=TermStatus.PROPOSED,
            sort_order=max((known.sort_order or 0 for known in forms), default=-1) + 1,
            proposed_by=self.user,
            proposal_note=self.note,
        )
        log(instance=term, action=action, user=self.user, content_changed=True)
        return form


def _lock_glossary() -> None:
    """Lock a row that always exists: of two people who add the same term, the second one waits."""
    content_type = ContentType.objects.get_for_model(GlossaryTerm)
    ContentType.objects.select_for_update().get(pk=content_type.pk)


def _state(term: GlossaryTerm | None) -> list | None:
    """Return the fields, definitions and forms of a term, to be compared with those of a file."""
    if term is None:
        return None
    forms = [(form.locale.language_code, form.text, form.status) for form in _forms_of(term)]
    definitions = {code: single_spaced(text) for code, text in term.definition_texts.items()}
    fields = (term.text, term.category, term.note, term.needs_footnote, term.is_public)
    return [fields, sorted(definitions.items()), forms]


def _state_after(record: TermRecord, existing: GlossaryTerm | None) -> list:
    """Return the state of a term after the import: of what is not in the file, the former one."""
    *fields, is_public = record.fields
    if is_public is None:
        is_public = bool(existing and existing.is_public)
    if record.definitions is None:
        definitions = _state(existing)[1] if existing else []
    else:
        definitions = sorted(record.definitions.items())
    return [(*fields, is_public), definitions, record.forms]


def _problems_of_readers(record: TermRecord, existing: GlossaryTerm | None) -> list[ImportProblem]:
    (*_others, needs_footnote, is_public), *_more = _state_after(record, existing)
    is_problem = needs_footnote and is_public
    return [ImportProblem(record.row, NO_FOOTNOTES_MESSAGE, "public")] if is_problem else []


def _definition_rows(definitions: dict[str, str], term: GlossaryTerm) -> StreamValue:
    """Return the rows of the file. A row of the same language keeps its id and its line breaks."""
    known = {row["value"]["language"]: row for row in term.definitions.raw_data}
    rows = []
    for code, text in definitions.items():
        row = known.get(code, {})
        before = row["value"]["text"] if row else ""
        text = before if single_spaced(before) == text else text
        rows.append({**row, "type": "definition", "value": {"language": code, "text": text}})
    return term.definitions.stream_block.to_python(rows)


def _forms_of(term: GlossaryTerm | None) -> list[GlossaryTermForm]:
    return list(term.forms.all()) if term else []
