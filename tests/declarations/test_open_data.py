"""The data sets of the declarations: export and import."""

import json

import pytest

from declarations.models import DeclarationPage, Reaffirmation, Signatory
from tests import specimens as specimen
from tests.data_set_files import import_rows, only_record, problem_positions, records

pytestmark = pytest.mark.django_db


def draft(page: DeclarationPage) -> DeclarationPage:
    return DeclarationPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def numbered(home, *numbers: int, **values) -> DeclarationPage:
    page = specimen.declaration(home, **values)
    blocks = [
        ("paragraph", {"number": number, "text": f"<p>Text {number}.</p>", "themes": []})
        for number in numbers
    ]
    page.paragraphs = specimen.stream(page, "paragraphs", *blocks)
    return specimen.publish(page)


def texts(page: DeclarationPage) -> dict[int, str]:
    return {block.value["number"]: block.value["text"].source for block in page.paragraphs}


@pytest.mark.parametrize(
    ("signature", "expected"),
    [
        ("not-recorded", None),
        ("none", []),
        ("listed", [{"state": "XK", "name_used": None, "capacity": "Minister"}]),
    ],
)
def test_an_unsigned_document_differs_from_unknown_signatories(client, home, signature, expected):
    page = specimen.declaration(home, signature=signature)
    page.signatories = [Signatory(territory="XK", capacity="Minister")] if expected else []
    specimen.publish(page)
    record = only_record(client, "declarations")
    assert (record["signature"], record["signatories"]) == (signature, expected)


def test_relations_are_identifiers_that_are_the_same_in_every_language(client, home):
    meeting = specimen.meeting(home)
    earlier = specimen.declaration(home, "earlier")
    page = specimen.declaration(home, "later", meeting=meeting)
    page.reaffirmations = [Reaffirmation(declaration=earlier)]
    specimen.publish(page)
    for code in ("en", "mk"):
        exported = {record["slug"]: record for record in records(client, "declarations", code)}
        assert exported["later"]["meeting"] == str(meeting.translation_key)
        assert exported["later"]["reaffirms"] == [str(earlier.translation_key)]
        assert (exported["earlier"]["meeting"], exported["earlier"]["reaffirms"]) == (None, None)


def test_a_private_meeting_or_declaration_is_not_exported_and_stays_related(client, home):
    meeting = specimen.meeting(home)
    earlier = specimen.declaration(home, "earlier")
    page = specimen.declaration(home, "later", meeting=meeting)
    page.reaffirmations = [Reaffirmation(declaration=earlier)]
    specimen.publish(page)
    specimen.restrict(meeting)
    specimen.restrict(earlier)
    record = only_record(client, "declarations")
    assert (record["meeting"], record["reaffirms"]) == (None, None)
    other = specimen.declaration(home, "other")
    key = str(other.translation_key)
    assert not import_rows("declarations", {"slug": "later", "reaffirms": key}).problems
    found = {item.declaration_id for item in draft(page).reaffirmations.all()}
    assert found == {earlier.pk, other.pk}
    assert draft(page).meeting_id == meeting.pk


def test_the_occasion_is_exported_only_with_its_date_as_on_the_page(client, home):
    page = specimen.declaration(home, presented_at="At a conference")
    assert only_record(client, "declarations")["presented_at"] is None
    page.presented_on = page.start_date
    specimen.publish(page)
    assert only_record(client, "declarations")["presented_at"] == "At a conference"


def test_a_relation_to_what_does_not_exist_is_refused(home):
    specimen.declaration(home)
    unknown = "00000000-0000-4000-8000-000000000000"
    row = {"slug": "vienna-declaration", "meeting": unknown, "reaffirms": unknown}
    assert problem_positions(import_rows("declarations", row)) == [(2, "meeting"), (2, "reaffirms")]


def test_records_of_one_file_may_refer_to_each_other_in_any_order(home):
    later, earlier = (f"00000000-0000-4000-8000-00000000000{number}" for number in (1, 2))
    shared = {"kind": "statement", "date": "2019"}
    report = import_rows(
        "declarations",
        {"id": later, "slug": "later", "title": "Later", **shared, "reaffirms": earlier},
        {"id": earlier, "slug": "earlier", "title": "Earlier", **shared, "reaffirms": ""},
    )
    assert not report.problems
    page = draft(DeclarationPage.objects.get(translation_key=later))
    (item,) = page.reaffirmations.all()
    assert item.declaration.slug == "earlier"


def test_signatories_that_stay_keep_their_translations(home):
    page = specimen.declaration(home, signature="listed")
    page.signatories = [Signatory(territory="XK", capacity="Minister", name_used="")]
    specimen.publish(page)
    key = page.signatories.get().translation_key
    exported = [{"state": "AL", "capacity": "Minister"}, {"state": "XK", "capacity": "Minister"}]
    row = {"slug": "vienna-declaration", "signatories": json.dumps(exported)}
    assert not import_rows("declarations", row).problems
    added, kept = draft(page).signatories.all()
    assert (added.territory, kept.territory, kept.translation_key) == ("AL", "XK", key)


def test_paragraphs_are_exported_by_document_and_number(client, home):
    page = numbered(home, 1, 4)
    exported = records(client, "paragraphs", "mk")
    assert [(record["document"], record["number"]) for record in exported] == [
        (str(page.translation_key), 1),
        (str(page.translation_key), 4),
    ]
    assert [record["language"] for record in exported] == ["en", "en"]
    assert exported[1]["address"].endswith("/mk/declarations/vienna-declaration/#p-4")
    assert exported[1]["text"] == "<p>Text 4.</p>"


def test_a_paragraph_is_changed_or_added_where_its_number_belongs(home):
    page = numbered(home, 1, 4)
    report = import_rows(
        "paragraphs",
        {"document_slug": "vienna-declaration", "number": "4", "text": "<p>Changed.</p>"},
        {"document_slug": "vienna-declaration", "number": "2", "text": "<p>Added.</p>"},
    )
    assert not report.problems
    assert [record.outcome for record in report.records] == ["changed", "created"]
    assert list(texts(draft(page)).items()) == [
        (1, "<p>Text 1.</p>"),
        (2, "<p>Added.</p>"),
        (4, "<p>Changed.</p>"),
    ]
    assert len(page.revisions.all()) == 3  # the first, the one with paragraphs, and the import


def test_a_changed_paragraph_keeps_the_id_of_its_block_that_translations_rely_on(home):
    page = numbered(home, 1, 2)
    ids = [block.id for block in page.paragraphs]
    row = {"document_slug": "vienna-declaration", "number": "2", "text": "<p>Changed.</p>"}
    import_rows("paragraphs", row)
    assert [block.id for block in draft(page).paragraphs] == ids


@pytest.mark.parametrize(
    ("values", "column"),
    [
        ({"document_slug": "unheard-of"}, "document"),
        ({"number": ""}, "number"),
        ({"number": "0"}, "number"),
        ({"text": ""}, "text"),
        ({"text": "<p>x</p><script>y</script>"}, "text"),
        ({"themes": "unheard-of"}, "themes"),
    ],
)
def test_an_invalid_paragraph_is_refused(home, values, column):
    numbered(home, 1)
    row = {"document_slug": "vienna-declaration", "number": "1", "text": "<p>x</p>", **values}
    assert (2, column) in problem_positions(import_rows("paragraphs", row))


def test_no_two_rows_are_about_the_same_paragraph(home):
    page = numbered(home, 1)
    row = {"document_slug": "vienna-declaration", "number": "1", "text": "<p>x</p>"}
    assert problem_positions(import_rows("paragraphs", row, row)) == [(3, "number")]
    assert texts(draft(page)) == {1: "<p>Text 1.</p>"}
