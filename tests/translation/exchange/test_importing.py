"""What becomes of the words of a file: merged with what the site has, one rule for all formats."""

from dataclasses import replace

import pytest
from django.db.models import SlugField
from wagtail_localize.models import StringTranslation

from tests import specimens as specimen
from translation.actions.exchange import ChangedMeanwhileError, ImportWords
from translation.actions.review import SubmitForReview
from translation.actions.write import WriteSegment
from translation.choices import Origin, SegmentState
from translation.exchange.archive import FORMATS
from translation.exchange.base import UnreadableError, document_of
from translation.exchange.comparison import Outcome
from translation.models import SegmentChange
from translation.words.segments import Segment, load_segments

from ..conftest import write
from .conftest import agree, outcomes, words
from .tools import TOOLS

pytestmark = pytest.mark.django_db

RICH_SOURCE = 'Words with <b>weight</b> &amp; a <a id="a1">link</a>.'


def for_title(text: str):
    return lambda source: text if source == "About us" else None


def segment_of(assignment, source: str) -> Segment:
    return next(s for s in load_segments(assignment.translation) if s.source == source)


class TestImport:
    """Each test runs once for each format."""

    def test_new_words_are_saved_as_the_file_has_them(self, assignment, person, returned):
        importing = returned(assignment, for_title("O nas & vas".replace("&", "&amp;")))
        assert outcomes(importing)["About us"] == Outcome.NEW
        assert "About us" not in [
            s.source for s in load_segments(assignment.translation) if s.words
        ]
        assert agree(importing) == 1
        segment = segment_of(assignment, "About us")
        assert (segment.target, segment.is_confirmed) == ("O nas &amp; vas", True)
        assert segment.origin == Origin.IMPORTED
        change = SegmentChange.objects.get()
        assert (change.after, change.changed_by, change.origin) == (
            "O nas &amp; vas",
            person,
            Origin.IMPORTED,
        )

    def test_formatting_and_links_come_back(self, assignment, kind, returned):
        tagged = {
            "po": 'Besede s <b>težo</b> &amp; <a id="a1">povezavo</a>.',
            "xliff": 'Besede s <g id="b1">težo</g> &amp; <g id="a1">povezavo</g>.',
        }
        importing = returned(assignment, lambda text: tagged[kind] if "weight" in text else None)
        agree(importing)
        assert words(assignment)[RICH_SOURCE] == (tagged["po"], True)

    def test_unconfirmed_words_stay_to_be_confirmed(self, assignment, returned):
        agree(returned(assignment, for_title("O nas"), confirmed=False))
        assert segment_of(assignment, "About us").state == SegmentState.UNCONFIRMED

    def test_a_confirmation_alone_is_a_change(self, assignment, person, returned):
        title = segment_of(assignment, "About us")
        WriteSegment(person, assignment, title, "O nas", confirmed=False).execute()
        importing = returned(assignment, for_title("O nas"))
        assert outcomes(importing)["About us"] == Outcome.CHANGED
        agree(importing)
        assert words(assignment)["About us"] == ("O nas", True)

    def test_changed_words_take_the_place_of_the_earlier(self, assignment, person, returned):
        write(person, assignment)
        importing = returned(assignment, for_title("O nas"))
        assert outcomes(importing).pop("About us") == Outcome.CHANGED
        assert agree(importing) == 1
        assert words(assignment)["About us"] == ("O nas", True)

    def test_an_empty_text_deletes_no_words(self, assignment, person, returned):
        write(person, assignment)
        before = words(assignment)
        importing = returned(assignment, lambda source: "", confirmed=False)
        assert set(outcomes(importing).values()) == {Outcome.UNCHANGED}
        assert words(assignment) == before

    def test_words_that_changed_on_the_site_meanwhile_are_kept(
        self, assignment, person, kind, exported, brought
    ):
        file = TOOLS[kind](exported(assignment), for_title("O nas"), True)
        title = segment_of(assignment, "About us")
        WriteSegment(person, assignment, title, "Kdo smo").execute()
        importing = brought(file)
        assert outcomes(importing)["About us"] == Outcome.CONFLICT
        assert agree(importing) == 0
        assert words(assignment)["About us"] == ("Kdo smo", True)

    def test_words_that_changed_on_the_site_are_overwritten_when_somebody_says_so(
        self, assignment, person, kind, exported, brought
    ):
        file = TOOLS[kind](exported(assignment), for_title("O nas"), True)
        WriteSegment(person, assignment, segment_of(assignment, "About us"), "Kdo smo").execute()
        importing = brought(file)
        [conflict] = [item for item in importing.items if item.asks]
        assert agree(importing, conflict.key) == 1
        assert words(assignment)["About us"] == ("O nas", True)

    def test_a_text_that_only_the_site_changed_is_no_conflict(
        self, assignment, person, exported, brought
    ):
        file = exported(assignment)
        write(person, assignment)
        before = words(assignment)
        importing = brought(file)
        assert set(outcomes(importing).values()) == {Outcome.UNCHANGED}
        assert words(assignment) == before

    def test_too_long_words_are_named_and_left_out(self, assignment, returned):
        importing = returned(assignment, for_title("O" * 256))
        [item] = [item for item in importing.items if item.outcome == Outcome.INVALID]
        assert item.label == "Title"
        assert "256" in item.reason
        assert agree(importing) == 0
        assert words(assignment)["About us"] == ("", False)

    def test_words_without_the_link_of_their_source_are_left_out(self, assignment, returned):
        importing = returned(assignment, lambda text: "Besede." if "weight" in text else None)
        [item] = [item for item in importing.items if item.outcome == Outcome.INVALID]
        assert "link" in item.reason
        assert agree(importing) == 0

    def test_a_source_that_changed_is_not_imported_but_offered(
        self, page, assignment, kind, exported, brought
    ):
        file = TOOLS[kind](exported(assignment), for_title("O nas"), True)
        page.title = "About us all"
        specimen.publish(page)
        importing = brought(file)
        assert outcomes(importing)["About us"] == Outcome.STALE
        assert importing.pages[0].absent == 1
        assert agree(importing) == 1
        title = segment_of(assignment, "About us all")
        assert title.target == ""
        assert (title.previous.source, title.previous.target) == ("About us", "O nas")
        assert title.state == SegmentState.CHANGED

    def test_a_text_that_was_never_on_the_page_is_left_out(self, assignment, kind, brought):
        document = document_of(assignment)
        stranger = replace(
            document.units[0],
            key=f"{'0' * 32}.{'1' * 32}",
            path="body.strange",
            source="Strange",
            target="Tuje",
            confirmed=True,
            base="",
        )
        document.units.append(stranger)
        importing = brought(FORMATS[kind].write(document))
        assert outcomes(importing)["Strange"] == Outcome.INVALID
        assert agree(importing) == 0

    def test_all_is_written_or_nothing(self, assignment, person, returned, monkeypatch):
        importing = returned(assignment, lambda text: "Besede" if "<" not in text else None)
        saved = StringTranslation.save

        def fail_at_the_last(words, *args, **kwargs):
            if words.context.path.startswith("body"):
                raise RuntimeError
            saved(words, *args, **kwargs)

        monkeypatch.setattr(StringTranslation, "save", fail_at_the_last)
        with pytest.raises(RuntimeError):
            agree(importing)
        assert not any(target for target, _confirmed in words(assignment).values())
        assert not SegmentChange.objects.exists()

    def test_a_yes_to_what_has_changed_since_counts_for_nothing(self, assignment, person, returned):
        importing = returned(assignment, for_title("O nas"))
        state = importing.state
        WriteSegment(person, assignment, segment_of(assignment, "About us"), "Kdo smo").execute()
        with pytest.raises(ChangedMeanwhileError):
            importing.execute(state)
        assert words(assignment)["About us"] == ("Kdo smo", True)

    def test_a_slug_is_only_imported_when_somebody_says_so(self, assignment, returned, monkeypatch):
        """No page of the site lets its slug be translated: the title plays one here."""
        monkeypatch.setattr(
            "translation.exchange.comparison.editable_at",
            lambda model, path: SlugField() if path == "title" else None,
        )
        change = for_title("o-nas")
        assert agree(returned(assignment, change)) == 0
        importing = returned(assignment, change)
        [slug] = [item for item in importing.items if item.is_slug and item.unit.target]
        assert agree(importing, slug.key) == 1


class TestWhoseFile:
    """A file never reaches another page or another language."""

    def refused(self, importing) -> str:
        with pytest.raises(UnreadableError) as error:
            importing.pages  # noqa: B018 - looking is what is refused
        return error.value.messages[0]

    def test_a_file_of_an_unknown_page_is_refused(self, assignment, exported, brought):
        uuid = str(assignment.translation.uuid).encode()
        for other in (b"3f2504e0-4f89-11d3-9a0c-0305e82c3301", b"about-us"):
            file = exported(assignment).replace(uuid, other)
            assert "No page of this site" in self.refused(brought(file))

    def test_a_file_of_another_translation_is_refused_where_one_is_meant(
        self, home, sent, assignment, exported, brought
    ):
        other = sent("sl", specimen.content(home, slug="privacy", title="Privacy"))
        message = self.refused(brought(exported(other), only=assignment))
        assert "Privacy" in message

    def test_a_file_in_another_language_is_refused(self, assignment, exported, brought):
        file = exported(assignment).replace(b'target-language="sl"', b'target-language="hr"')
        file = file.replace(b"Language: sl", b"Language: hr")
        assert "hr" in self.refused(brought(file))

    def test_a_region_that_the_tool_added_does_no_harm(self, assignment, exported, brought):
        file = exported(assignment).replace(b'target-language="sl"', b'target-language="sl-SI"')
        file = file.replace(b"Language: sl", b"Language: sl_SI")
        assert brought(file).pages

    def test_a_translator_of_another_language_is_refused(self, page, sent, exported, brought):
        message = self.refused(brought(exported(sent("hr", page))))
        assert "You are not in the team of this language." in message

    def test_words_under_review_are_not_written_over(self, assignment, person, exported, brought):
        write(person, assignment)
        SubmitForReview(person, assignment, despite_warnings=True).execute()
        assert "reviewed" in self.refused(brought(exported(assignment)))

    def test_two_files_for_one_translation_are_refused(self, assignment, person):
        documents = [document_of(assignment), document_of(assignment)]
        assert "another file" in self.refused(ImportWords(person, documents))
