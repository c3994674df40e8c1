"""Import of glossary terms from a table: a dry run first, then all in one transaction."""

from dataclasses import dataclass, field
from functools import cached_property

from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Locale

from translation.glossary.table import TermRecord, TermTableProblem, TermTableReader
from translation.models.glossary import GlossaryTerm, GlossaryTermForm
from translation.policies import policy_for


@dataclass
class GlossaryChanges:
    """The terms that an import would create, change and leave as they are."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)


class ImportGlossary:
    """Import the terms of a table. If the table has problems, nothing is written."""

    def __init__(self, user, text: str):
        self.user = user
        self._reader = TermTableReader(text)

    @property
    def problems(self) -> list[TermTableProblem]:
        return self._reader.problems

    @property
    def may_write(self) -> bool:
        return not self.problems and bool(self.changes.new or self.changes.changed)

    @cached_property
    def changes(self) -> GlossaryChanges:
        """The dry run, in a constant number of queries."""
        changes = GlossaryChanges()
        for record in self._reader.records:
            term = self._existing.get(record.text.casefold())
            if term is None:
                changes.new.append(record.text)
            elif _is_same(term, record):
                changes.unchanged.append(record.text)
            else:
                changes.changed.append(record.text)
        return changes

    @transaction.atomic
    def execute(self) -> GlossaryChanges:
        policy_for(self.user).check("coordinate")
        if not self.may_write:
            return GlossaryChanges()
        locales = {locale.language_code: locale for locale in Locale.objects.all()}
        for record in self._reader.records:
            if record.text not in self.changes.unchanged:
                self._write(record, self._existing.get(record.text.casefold()), locales)
        return self.changes

    @cached_property
    def _existing(self) -> dict[str, GlossaryTerm]:
        terms = GlossaryTerm.objects.prefetch_related("forms__locale")
        return {term.text.casefold(): term for term in terms}

    def _write(
        self, record: TermRecord, existing: GlossaryTerm | None, locales: dict[str, Locale]
    ) -> None:
        term = existing or GlossaryTerm()
        term.text, term.category, term.note, term.needs_footnote = record.fields
        term.forms = [
            GlossaryTermForm(locale=locales[code], text=text, status=status, sort_order=order)
            for order, (code, text, status) in enumerate(record.forms)
        ]
        term.save()
        action = "wagtail.edit" if existing else "wagtail.create"
        log(instance=term, action=action, user=self.user, content_changed=True)


def _is_same(term: GlossaryTerm, record: TermRecord) -> bool:
    forms = [(form.locale.language_code, form.text, form.status) for form in term.forms.all()]
    fields = (term.text, term.category, term.note, term.needs_footnote)
    return fields == record.fields and forms == record.forms
