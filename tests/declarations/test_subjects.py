"""The subjects of a declaration, and its searchable texts."""

from datetime import date

import pytest

from core.subjects import Subjects, pages_about
from declarations.models import DeclarationPage, Signatory
from tests import specimens as specimen
from tests.public_pages import searchable_text

pytestmark = pytest.mark.django_db


def signed(home, signature: str = "listed", **values) -> DeclarationPage:
    """Publish a declaration of Brdo with one signatory, whatever the signature, and two themes."""
    page = specimen.declaration(home, place="Brdo", country="SI", signature=signature, **values)
    page.signatories = [Signatory(territory="MK", name_used="FYROM", capacity="Minister")]
    page.paragraphs = specimen.stream(
        page,
        "paragraphs",
        ("paragraph", {"text": "<p>One.</p>", "themes": ["victims", "prevention"]}),
        ("paragraph", {"text": "<p>Two.</p>", "themes": ["prevention"]}),
    )
    specimen.publish(page)
    return DeclarationPage.objects.get(pk=page.pk)


def test_a_declaration_is_about_its_states_themes_and_place(home):
    assert signed(home).subjects == Subjects(
        territories=("SI", "MK"), themes=("victims", "prevention"), places=("Brdo",)
    )


def test_a_declaration_is_found_by_the_names_of_all_these_in_every_language(home):
    specimen.theme()
    assert {"Slovenija", "Северна Македонија", "Prevention"} <= set(signed(home).subject_names)


@pytest.mark.parametrize("signature", ["none", "not-recorded"])
def test_signatories_that_are_not_shown_are_no_subjects(home, signature):
    page = signed(home, signature)
    assert page.subjects.territories == ("SI",)
    assert not {"FYROM", "Minister"} & set(searchable_text(page).split())


def test_names_of_the_time_and_capacities_are_searched(home):
    assert {"FYROM", "Minister"} <= set(searchable_text(signed(home)).split())


def test_the_occasion_of_a_presentation_is_searched_where_it_is_shown(home):
    page = signed(home, presented_at="Summit")
    assert "Summit" not in searchable_text(page)
    page.presented_on = date(2019, 10, 18)
    page.save()
    assert "Summit" in searchable_text(page)


def test_the_note_on_a_version_is_searchable_as_long_as_its_file(home):
    page = signed(home)
    file = specimen.document()
    version = {"language": "en", "status": "official-text", "document": file.pk, "url": ""}
    page.language_versions = specimen.stream(
        page, "language_versions", ("version", {**version, "note": "Signed copy"})
    )
    page.save()
    assert "Signed copy" in searchable_text(page)
    assert "Official text" not in searchable_text(page), "a label, in whatever language is active"
    file.delete()
    assert "Signed copy" not in searchable_text(page)


def test_searching_the_paragraphs_asks_for_no_theme(home, django_assert_num_queries):
    page = signed(home)
    field = next(item for item in page.search_fields if item.field_name == "paragraphs")
    with django_assert_num_queries(0):
        assert field.get_value(page) == ["One.", "Two."]


@pytest.mark.parametrize(
    "subjects",
    [
        {"territories": ["SI"]},
        {"territories": ["MK"]},
        {"themes": ["prevention"]},
        {"themes": ["education", "victims"]},
        {"places": ["Brdo"]},
    ],
    ids=str,
)
def test_the_declarations_about_a_subject_are_found(home, subjects):
    page = signed(home)
    specimen.declaration(home, slug="other", country="BG", place="Sofia")
    assert list(DeclarationPage.objects.about(Subjects(**subjects))) == [page]


@pytest.mark.parametrize("slug", ["", "prevent", "%", "education"])
def test_no_declaration_is_about_a_part_of_a_theme(home, slug):
    signed(home)
    assert not DeclarationPage.objects.about(Subjects(themes=(slug,)))


def test_all_apps_report_their_pages_on_a_theme(home):
    made = specimen.every_kind(home, "mk")
    pages = [page for found in pages_about(Subjects(themes=(made.theme.slug,))) for page in found]
    expected = {made.pages[kind].translation_key for kind in ("MeetingPage", "DeclarationPage")}
    assert {page.translation_key for page in pages} == expected
    assert len(pages) == len({page.pk for page in pages}) == 4
