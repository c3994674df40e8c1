"""The glossary as files for other tools: TBX, and CSV as spreadsheets save it."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from translate.storage.tbx import tbxfile
from wagtail.models import Locale

from translation.choices import TermCategory, TermStatus
from translation.models.glossary import GlossaryTerm, GlossaryTermForm

pytestmark = pytest.mark.django_db


@pytest.fixture
def terms():
    """A term with forms in two languages, and one without forms."""
    term = GlossaryTerm.objects.create(
        text="Kosovo*",
        category=TermCategory.DESIGNATION,
        note="Ours & <theirs>.",
        needs_footnote=True,
    )
    forms = [
        ("sl", "Kosovo*", TermStatus.APPROVED),
        ("sl", "Kosovo *", TermStatus.APPROVED),
        ("sl", "Republika Kosovo", TermStatus.FORBIDDEN),
        ("sr-cyrl", "Косово*", TermStatus.APPROVED),
    ]
    for order, (code, text, status) in enumerate(forms):
        locale = Locale.objects.get(language_code=code)
        GlossaryTermForm.objects.create(
            term=term, locale=locale, text=text, status=status, sort_order=order
        )
    GlossaryTerm.objects.create(text="network")
    return term


def export(client, **query) -> bytes:
    return client.get(reverse("translation:glossary_export"), query).content


def test_another_tool_reads_the_terms_as_tbx(terms, translator, client_for):
    store = tbxfile.parsestring(export(client_for(translator("sl")), format="tbx"))
    term, other = store.units
    assert (term.source, other.source) == ("Kosovo*", "network")
    found = [(form.text, form.administrative_status) for form in term.get_target_terms("sl")]
    assert found == [
        ("Kosovo*", "preferredTerm-admn-sts"),
        ("Kosovo *", "admittedTerm-admn-sts"),
        ("Republika Kosovo", "deprecatedTerm-admn-sts"),
    ]
    assert [form.deprecated for form in term.get_target_terms("sl")] == [False, False, True]
    assert [form.text for form in term.get_target_terms("sr-Cyrl")] == ["Косово*"]
    notes = {note.text for note in term.get_common_notes()}
    assert notes >= {"designation", "Ours & <theirs>.", "needs its footnote"}


def test_a_tbx_file_has_its_name_and_type(terms, translator, client_for):
    url = reverse("translation:glossary_export")
    response = client_for(translator("sl")).get(url, {"format": "tbx"})
    assert response["Content-Disposition"] == 'attachment; filename="terms.tbx"'
    assert response["Content-Type"].startswith("application/x-tbx+xml")


def test_a_table_that_another_program_saved_with_semicolons_changes_nothing(
    terms, coordinator, client_for
):
    """As spreadsheets save it in countries with a decimal comma."""
    client = client_for(coordinator)
    rows = list(csv.reader(io.StringIO(export(client).decode("utf-8-sig"))))
    output = io.StringIO()
    csv.writer(output, delimiter=";", quoting=csv.QUOTE_ALL).writerows(rows)
    file = SimpleUploadedFile("terms.csv", output.getvalue().encode("utf-8-sig"))
    report = client.post(reverse("translation:glossary_import"), {"file": file}).context["report"]
    assert not report.problems
    assert (len(report.records), report.changed_records) == (2, [])
