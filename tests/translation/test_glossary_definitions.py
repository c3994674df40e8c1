"""What readers see of a term, in the table of terms: exported, imported, or left as it is."""

import pytest
from django.urls import reverse
from wagtail.models import Locale

from tests.data_set_files import csv_file, csv_rows
from translation.choices import TermStatus
from translation.glossary.actions import ImportGlossary
from translation.glossary.table import read_term_table
from translation.models.glossary import GlossaryTerm, GlossaryTermForm

pytestmark = pytest.mark.django_db

SHARED = {"term": "forced labour", "category": "subject", "note": "", "needs_footnote": "no"}
DEFINITIONS = [
    ("definition", {"language": "en", "text": "Work under\na threat."}),
    ("definition", {"language": "sl", "text": "Delo pod grožnjo."}),
    ("definition", {"language": "bg", "text": "Труд под заплаха."}),
]


def row(**values) -> dict[str, str]:
    return {**SHARED, "language": "", "form": "", "status": "", **values}


@pytest.fixture
def term():
    """A public term with two forms in one of the three languages that it is defined in."""
    term = GlossaryTerm.objects.create(
        text="forced labour", is_public=True, definitions=DEFINITIONS
    )
    for order, text in enumerate(("prisilno delo", "prisiljeno delo")):
        locale = Locale.objects.get(language_code="sl")
        GlossaryTermForm.objects.create(term=term, locale=locale, text=text, sort_order=order)
    return term


@pytest.fixture
def importing(coordinator):
    """Import rows at once, and return the report."""
    return lambda *rows: ImportGlossary(coordinator, read_term_table(csv_file(*rows))).execute()


def exported(client) -> list[dict[str, str]]:
    return csv_rows(client.get(reverse("translation:glossary_export")).content)


def definitions(term) -> dict[str, str]:
    return GlossaryTerm.objects.get(text=term.text).definition_texts


def test_a_definition_is_exported_once_also_without_a_form(term, coordinator, client_for):
    rows = exported(client_for(coordinator))
    assert [(one["language"], one["form"], one["definition"]) for one in rows] == [
        ("en", "", "Work under a threat."),
        ("bg", "", "Труд под заплаха."),
        ("sl", "prisilno delo", "Delo pod grožnjo."),
        ("sl", "prisiljeno delo", ""),
    ]
    assert {one["public"] for one in rows} == {"yes"}


def test_a_glossary_that_was_lost_is_imported_with_its_definitions(
    term, coordinator, client_for, importing
):
    client = client_for(coordinator)
    before = exported(client)
    assert importing(*before).count("unchanged") == 1
    term.delete()
    assert importing(*before).count("created") == 1
    assert exported(client) == before


def test_definitions_of_the_file_replace_those_of_the_term(term, importing):
    before = {one["value"]["language"]: one["id"] for one in term.definitions.raw_data}
    rows = [
        row(language="en", public="yes", definition="Work under a threat."),
        row(language="mk", public="yes", definition="Работа под закана."),
    ]
    assert importing(*rows).count("changed") == 1
    assert definitions(term) == {"en": "Work under\na threat.", "mk": "Работа под закана."}
    rows = GlossaryTerm.objects.get().definitions.raw_data
    assert rows[0]["id"] == before["en"]
    assert rows[1]["id"]


def test_a_table_without_these_columns_leaves_what_readers_see(term, importing):
    report = importing(row(language="sl", form="delo pod prisilo"))
    assert report.count("changed") == 1
    found = GlossaryTerm.objects.get()
    assert [form.text for form in found.forms.all()] == ["delo pod prisilo"]
    assert found.is_public
    assert set(found.definition_texts) == {"en", "sl", "bg"}
    importing({**row(), "term": "network"})
    assert not GlossaryTerm.objects.get(text="network").is_public


def test_a_term_that_is_no_longer_public_in_the_file_is_hidden(term, importing):
    importing(row(language="sl", form="prisilno delo", public="no"))
    found = GlossaryTerm.objects.get()
    assert not found.is_public
    assert set(found.definition_texts) == {"en", "sl", "bg"}


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ([row(public="maybe")], (2, "public")),
        ([row(language="en", definition="x" * 501)], (2, "definition")),
        ([row(language="xx", definition="Work.")], (2, "language")),
        ([row(definition="Work.")], (2, "")),
        ([row(language="en", definition="")], (2, "")),
        ([row(language="en", definition="", form="forced labour")], (2, "language")),
        ([row(public="yes", needs_footnote="yes")], (2, "public")),
        ([row(needs_footnote="yes")], (2, "public")),
        ([row(public="yes"), row(public="no")], (3, "")),
        (
            [
                row(language="sl", form="prisilno delo", definition="Delo."),
                row(language="sl", form="prisiljeno delo", definition="Prisila."),
            ],
            (3, "definition"),
        ),
    ],
    ids=[
        "neither yes nor no",
        "too long",
        "unknown language",
        "no language",
        "language alone",
        "form in the source language",
        "public with a footnote",
        "footnote of a term that is public",
        "public and not",
        "two definitions in a language",
    ],
)
def test_a_problem_is_reported_with_row_and_column_and_nothing_is_saved(
    term, importing, rows, problem
):
    report = importing(*rows)
    assert [(one.row, one.column) for one in report.problems] == [problem]
    assert definitions(term) == {one["language"]: one["text"] for _kind, one in DEFINITIONS}
    assert list(GlossaryTermForm.objects.values_list("status", flat=True)) == [
        TermStatus.APPROVED,
        TermStatus.APPROVED,
    ]
