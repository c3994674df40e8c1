"""The glossary terms of the demonstration, with forms in every language except derived scripts.

Readers see those with a definition.
"""

from wagtail.models import Locale

from translation.choices import TermStatus
from translation.models.glossary import GlossaryTerm, GlossaryTermForm

from .content import read_content


def create_glossary() -> None:
    """Create the terms; an existing term with the same text is not changed."""
    locales = {locale.language_code: locale for locale in Locale.objects.all()}
    for record in read_content("terms")["term"]:
        term, is_new = GlossaryTerm.objects.get_or_create(
            text=record["text"],
            defaults={
                "category": record["category"],
                "note": record.get("note", ""),
                "needs_footnote": record.get("needs_footnote", False),
                "is_public": "definition" in record,
                "definitions": [
                    ("definition", {"language": code, "text": text})
                    for code, text in record.get("definition", {}).items()
                ],
            },
        )
        if is_new:
            GlossaryTermForm.objects.bulk_create(_forms(term, record, locales))


def _forms(term: GlossaryTerm, record: dict, locales: dict[str, Locale]) -> list[GlossaryTermForm]:
    forms = [
        (locales[code], text, status)
        for status in TermStatus
        for code, texts in record.get(status, {}).items()
        for text in texts
    ]
    return [
        GlossaryTermForm(term=term, locale=locale, text=text, status=status, sort_order=order)
        for order, (locale, text, status) in enumerate(forms)
    ]
