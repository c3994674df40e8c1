"""Exported files of both formats: valid, complete, and imported without changes."""

import re

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings
from wagtail_localize.models import StringTranslation

from tests import grids
from tests import specimens as specimen
from translation.actions.write import WriteSegment
from translation.exchange.archive import FORMATS
from translation.exchange.documents import export_document
from translation.exchange.import_comparison import ImportOutcome
from translation.models import Assignment
from translation.segments.markup import parse_markup, serialise_markup
from translation.segments.text import load_segments

from ..conftest import read_again, translate_segments
from .conftest import confirm_import, outcomes_by_source, targets_by_source
from .validators import VALIDATORS

pytestmark = pytest.mark.django_db

CHARACTERS = st.one_of(
    st.sampled_from("жљЊђŠčțșë \n\t\"'\\&<>%{}\u00a0\u2028\x85\x0b\x1b\r🕊️👩‍⚖️;:.-"),
    st.characters(exclude_categories=("Cs",), exclude_characters="\0"),
)
PLAIN = st.text(CHARACTERS, min_size=1, max_size=40)
TEXTS = st.recursive(
    PLAIN.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")),
    lambda inner: st.one_of(
        st.builds("<{0}>{1}</{0}>".format, st.sampled_from(["b", "i", "em", "strong"]), inner),
        st.builds('<a id="a{0}">{1}</a>'.format, st.integers(1, 3), inner),
        st.builds("{0}<br/>{1}".format, inner, inner),
        st.builds("{0}{1}".format, inner, inner),
    ),
    max_leaves=5,
).map(lambda text: serialise_markup(parse_markup(text)))


@pytest.fixture(scope="module")
def kinds(home_of_module) -> specimen.Specimens:
    """A page of every type in the source language, with all its parts."""
    return specimen.every_kind(home_of_module)


@pytest.fixture
def page_of_kind(db, kinds):
    """Return the page of a type: ``page_of_kind("MeetingPage")``."""
    return lambda name: read_again(kinds.pages[name])


class TestFile:
    """Each test runs once for each format."""

    @pytest.mark.parametrize("name", ["MeetingPage", "DeclarationPage", "StatePage", "HomePage"])
    def test_a_file_is_valid_for_every_page_type(
        self, page_of_kind, send_to_translation, file_format, export_file, name
    ):
        assert not VALIDATORS[file_format](
            export_file(send_to_translation("sr-cyrl", page_of_kind(name)))
        )

    def test_a_file_is_valid_for_a_partly_translated_page(
        self, assignment, translator_sl, file_format, export_file
    ):
        segments = load_segments(assignment.translation)
        WriteSegment(translator_sl, assignment, segments[0], "О нама").execute()
        WriteSegment(translator_sl, assignment, segments[1], "Ко смо.", confirmed=False).execute()
        assert not VALIDATORS[file_format](export_file(assignment))

    def test_languages_are_bcp_47_tags(self, send_to_translation, page, file_format, export_file):
        [document] = FORMATS[file_format].read(export_file(send_to_translation("sr-cyrl", page)))
        assert (document.source_tag, document.target_tag) == ("en", "sr-Cyrl")

    def test_a_file_contains_the_uuid_of_the_translation(
        self, assignment, file_format, export_file
    ):
        [document] = FORMATS[file_format].read(export_file(assignment))
        assert document.uuid == str(assignment.translation.uuid)

    def test_the_key_of_a_text_does_not_change(
        self, assignment, translator_sl, file_format, export_file
    ):
        before = [unit.key for unit in FORMATS[file_format].read(export_file(assignment))[0].units]
        translate_segments(translator_sl, assignment, lambda text: text)
        assert [
            unit.key for unit in FORMATS[file_format].read(export_file(assignment))[0].units
        ] == before

    def test_a_sentence_that_is_repeated_in_a_field_is_exported_once(self, assignment, export_file):
        assert len(load_segments(assignment.translation)) == 6
        assert len(export_document(assignment).units) == 5
        assert export_file(assignment).decode().count("and another.") == 1

    def test_a_file_contains_labels_and_length_limits(self, assignment, export_file):
        text = export_file(assignment).decode()
        for segment in load_segments(assignment.translation):
            assert segment.description.label in text
        assert "At most 255 characters." in text

    def test_a_file_contains_the_previous_source_and_translation(
        self, page, assignment, translator_sl, file_format, export_file
    ):
        translate_segments(translator_sl, assignment)
        page.summary = "What we do and who we are."
        specimen.publish(page)
        text = export_file(assignment).decode()
        assert "Who we are." in text
        assert "Prevod Who we are." in text
        assert not VALIDATORS[file_format](export_file(assignment))

    def test_importing_an_unchanged_file_changes_nothing(
        self, assignment, translator_sl, round_trip
    ):
        segments = load_segments(assignment.translation)
        WriteSegment(translator_sl, assignment, segments[0], "O nas").execute()
        WriteSegment(translator_sl, assignment, segments[1], "Kdo smo.", confirmed=False).execute()
        before = targets_by_source(assignment)
        importing = round_trip(assignment)
        assert set(outcomes_by_source(importing).values()) == {ImportOutcome.UNCHANGED}
        assert confirm_import(importing) == 0
        assert targets_by_source(assignment) == before

    def test_translations_with_invalid_markup_are_exported_as_plain_text(
        self, assignment, translator_sl, file_format, export_file, round_trip
    ):
        [text] = [s for s in load_segments(assignment.translation) if "<b>" in s.source]
        WriteSegment(
            translator_sl, assignment, text, "Besede <b>s težo <u>in povezavo</b>"
        ).execute()
        assert not VALIDATORS[file_format](export_file(assignment))
        assert "Besede s težo in povezavo" in export_file(assignment).decode()
        assert set(outcomes_by_source(round_trip(assignment)).values()) == {ImportOutcome.UNCHANGED}

    @settings(
        max_examples=60 if grids.is_full else 20,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    @given(texts=st.lists(TEXTS, min_size=5, max_size=5), confirmed=st.booleans())
    def test_any_translation_is_unchanged_by_export_and_import(
        self, assignment, file_format, export_file, preview_import, texts, confirmed
    ):
        replace_translations(assignment, texts, confirmed)
        before, file = targets_by_source(assignment), export_file(assignment)
        assert not VALIDATORS[file_format](file)
        assert set(outcomes_by_source(preview_import(file)).values()) <= {ImportOutcome.UNCHANGED}
        [document] = FORMATS[file_format].read(file)
        there = [unit.target for unit in export_document(assignment).units]
        assert [unit.target for unit in document.units] == there
        assert targets_by_source(assignment) == before
        assert export_file(assignment) == file

    def test_deleted_translations_are_restored_from_a_file(
        self, assignment, translator_sl, export_file, preview_import
    ):
        translate_segments(translator_sl, assignment, lambda text: f"„Превод“ {text} 🕊️")
        before, file = targets_by_source(assignment), export_file(assignment)
        stored_translations(assignment).delete()
        importing = preview_import(re.sub(rb"exported=\w+|extradata=\"\w+\"", b"", file))
        assert confirm_import(importing) == 5
        assert targets_by_source(assignment) == before
        revised = rb"PO-Revision-Date: .*?\n"
        assert re.sub(revised, b"", export_file(assignment)) == re.sub(revised, b"", file)


def stored_translations(assignment: Assignment):
    return StringTranslation.objects.filter(
        context__object_id=assignment.translation.source.object_id,
        locale=assignment.translation.target_locale,
    )


def replace_translations(assignment: Assignment, texts: list[str], confirmed: bool) -> None:
    """Store translations without any check, since stored texts can contain anything."""
    stored_translations(assignment).delete()
    segments = {segment.key: segment for segment in load_segments(assignment.translation)}
    StringTranslation.objects.bulk_create(
        StringTranslation(
            translation_of_id=segment.string_id,
            context_id=segment.context_id,
            locale=assignment.translation.target_locale,
            data=text,
            translation_type="manual" if confirmed else "machine",
        )
        for segment, text in zip(segments.values(), texts, strict=True)
    )
