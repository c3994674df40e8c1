"""What holds for a file of either format: it is valid, complete, and comes back as it went."""

import re

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings
from wagtail_localize.models import StringTranslation

from tests import specimens as specimen
from translation.actions.write import WriteSegment
from translation.exchange.archive import FORMATS
from translation.exchange.base import document_of
from translation.exchange.comparison import Outcome
from translation.models import Assignment
from translation.words.markup import assemble, pieces
from translation.words.segments import load_segments

from ..conftest import write
from .conftest import agree, outcomes, words
from .judges import FAULTS

pytestmark = pytest.mark.django_db

SIGNS = st.one_of(
    st.sampled_from("жљЊђŠčțșë \n\t\"'\\&<>%{}\u00a0\u2028\x85\x0b\x1b\r🕊️👩‍⚖️;:.-"),
    st.characters(exclude_categories=("Cs",), exclude_characters="\0"),
)
PLAIN = st.text(SIGNS, min_size=1, max_size=40)
TEXTS = st.recursive(
    PLAIN.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")),
    lambda inner: st.one_of(
        st.builds("<{0}>{1}</{0}>".format, st.sampled_from(["b", "i", "em", "strong"]), inner),
        st.builds('<a id="a{0}">{1}</a>'.format, st.integers(1, 3), inner),
        st.builds("{0}<br/>{1}".format, inner, inner),
        st.builds("{0}{1}".format, inner, inner),
    ),
    max_leaves=5,
).map(lambda text: assemble(pieces(text)))


class TestFile:
    """Each test runs once for each format."""

    @pytest.mark.parametrize("name", ["MeetingPage", "DeclarationPage", "StatePage", "HomePage"])
    def test_it_is_valid_for_every_kind_of_page(self, home, sent, kind, exported, name):
        made = specimen.every_kind(home)
        assert not FAULTS[kind](exported(sent("sr-cyrl", made.pages[name])))

    def test_it_stays_valid_when_it_is_half_translated(self, assignment, person, kind, exported):
        segments = load_segments(assignment.translation)
        WriteSegment(person, assignment, segments[0], "О нама").execute()
        WriteSegment(person, assignment, segments[1], "Ко смо.", confirmed=False).execute()
        assert not FAULTS[kind](exported(assignment))

    def test_it_names_its_languages_as_bcp_47_does(self, sent, page, kind, exported):
        [document] = FORMATS[kind].read(exported(sent("sr-cyrl", page)))
        assert (document.source_tag, document.target_tag) == ("en", "sr-Cyrl")

    def test_it_is_named_by_the_id_of_the_translation(self, assignment, kind, exported):
        [document] = FORMATS[kind].read(exported(assignment))
        assert document.uuid == str(assignment.translation.uuid)

    def test_a_text_keeps_its_name_for_ever(self, assignment, person, kind, exported):
        before = [unit.key for unit in FORMATS[kind].read(exported(assignment))[0].units]
        write(person, assignment, lambda text: text)
        assert [unit.key for unit in FORMATS[kind].read(exported(assignment))[0].units] == before

    def test_a_sentence_that_stands_twice_in_a_place_is_in_it_once(self, assignment, exported):
        assert len(load_segments(assignment.translation)) == 6
        assert len(document_of(assignment).units) == 5
        assert exported(assignment).decode().count("and another.") == 1

    def test_it_says_where_a_text_stands_and_how_long_it_may_be(self, assignment, exported):
        text = exported(assignment).decode()
        for segment in load_segments(assignment.translation):
            assert segment.description.label in text
        assert "At most 255 characters." in text

    def test_what_a_text_said_before_and_how_it_was_translated_is_in_it(
        self, page, assignment, person, kind, exported
    ):
        write(person, assignment)
        page.summary = "What we do and who we are."
        specimen.publish(page)
        text = exported(assignment).decode()
        assert "Who we are." in text
        assert "Prevod Who we are." in text
        assert not FAULTS[kind](exported(assignment))

    def test_an_untouched_file_brings_nothing(self, assignment, person, returned):
        segments = load_segments(assignment.translation)
        WriteSegment(person, assignment, segments[0], "O nas").execute()
        WriteSegment(person, assignment, segments[1], "Kdo smo.", confirmed=False).execute()
        before = words(assignment)
        importing = returned(assignment)
        assert set(outcomes(importing).values()) == {Outcome.UNCHANGED}
        assert agree(importing) == 0
        assert words(assignment) == before

    def test_words_with_broken_markup_are_taken_out_as_a_reader_sees_them(
        self, assignment, person, kind, exported, returned
    ):
        [text] = [s for s in load_segments(assignment.translation) if "<b>" in s.source]
        WriteSegment(person, assignment, text, "Besede <b>s težo <u>in povezavo</b>").execute()
        assert not FAULTS[kind](exported(assignment))
        assert "Besede s težo in povezavo" in exported(assignment).decode()
        assert set(outcomes(returned(assignment)).values()) == {Outcome.UNCHANGED}

    @settings(
        max_examples=60,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    @given(texts=st.lists(TEXTS, min_size=5, max_size=5), confirmed=st.booleans())
    def test_any_words_come_back_as_they_went(
        self, assignment, kind, exported, brought, texts, confirmed
    ):
        store(assignment, texts, confirmed)
        before, file = words(assignment), exported(assignment)
        assert not FAULTS[kind](file)
        assert set(outcomes(brought(file)).values()) <= {Outcome.UNCHANGED}
        [document] = FORMATS[kind].read(file)
        there = [unit.target for unit in document_of(assignment).units]
        assert [unit.target for unit in document.units] == there
        assert words(assignment) == before
        assert exported(assignment) == file

    def test_words_come_back_to_a_site_that_lost_them(self, assignment, person, exported, brought):
        write(person, assignment, lambda text: f"„Превод“ {text} 🕊️")
        before, file = words(assignment), exported(assignment)
        stored(assignment).delete()
        importing = brought(re.sub(rb"exported=\w+|extradata=\"\w+\"", b"", file))
        assert agree(importing) == 5
        assert words(assignment) == before
        revised = rb"PO-Revision-Date: .*?\n"
        assert re.sub(revised, b"", exported(assignment)) == re.sub(revised, b"", file)


def stored(assignment: Assignment):
    return StringTranslation.objects.filter(
        context__object_id=assignment.translation.source.object_id,
        locale=assignment.translation.target_locale,
    )


def store(assignment: Assignment, texts: list[str], confirmed: bool) -> None:
    """Put words on the site past every check: what stands there can be anything."""
    stored(assignment).delete()
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
