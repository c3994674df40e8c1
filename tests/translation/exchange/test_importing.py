"""The import of files: a merge with the translations on the site, for both formats."""

from dataclasses import replace

import pytest
from django.db.models import SlugField
from wagtail.models import Page

from core.imports.actions import ImportConflictError
from tests import specimens as specimen
from translation.actions.review import SubmitForReview
from translation.actions.write import WriteSegment
from translation.choices import SegmentState, TranslationOrigin
from translation.exchange.actions import ImportTranslations
from translation.exchange.archive import FORMATS
from translation.exchange.documents import (
    ExchangeDocument,
    UnreadableFileError,
    export_document,
)
from translation.exchange.import_comparison import ImportOutcome
from translation.models import Assignment, SegmentChange
from translation.segments.text import TranslationSegment, load_segments

from ..conftest import translate_segments
from .conftest import confirm_import, outcomes_by_source, targets_by_source
from .translation_tools import TOOLS

pytestmark = pytest.mark.django_db

RICH_SOURCE = 'Words with <b>weight</b> &amp; a <a id="a1">link</a>.'


def change_title(text: str):
    return lambda source: text if source == "About us" else None


def segment_of(assignment, source: str) -> TranslationSegment:
    return next(s for s in load_segments(assignment.translation) if s.source == source)


class TestImport:
    """Each test runs once for each format."""

    def test_a_new_translation_is_saved_as_in_the_file(self, assignment, translator_sl, round_trip):
        importing = round_trip(assignment, change_title("O nas & vas".replace("&", "&amp;")))
        assert outcomes_by_source(importing)["About us"] == ImportOutcome.NEW
        assert "About us" not in [
            s.source for s in load_segments(assignment.translation) if s.string_translation
        ]
        assert confirm_import(importing) == 1
        segment = segment_of(assignment, "About us")
        assert (segment.target, segment.is_confirmed) == ("O nas &amp; vas", True)
        assert segment.origin == TranslationOrigin.IMPORTED
        change = SegmentChange.objects.get()
        assert (change.after, change.changed_by, change.origin) == (
            "O nas &amp; vas",
            translator_sl,
            TranslationOrigin.IMPORTED,
        )

    def test_formatting_and_links_are_imported(self, assignment, file_format, round_trip):
        tagged = {
            "po": 'Besede s <b>težo</b> &amp; <a id="a1">povezavo</a>.',
            "xliff": 'Besede s <g id="b1">težo</g> &amp; <g id="a1">povezavo</g>.',
        }
        importing = round_trip(
            assignment, lambda text: tagged[file_format] if "weight" in text else None
        )
        confirm_import(importing)
        assert targets_by_source(assignment)[RICH_SOURCE] == (tagged["po"], True)

    def test_an_unconfirmed_translation_stays_unconfirmed(self, assignment, round_trip):
        confirm_import(round_trip(assignment, change_title("O nas"), confirmed=False))
        assert segment_of(assignment, "About us").state == SegmentState.UNCONFIRMED

    def test_a_confirmation_alone_is_a_change(self, assignment, translator_sl, round_trip):
        title = segment_of(assignment, "About us")
        WriteSegment(translator_sl, assignment, title, "O nas", confirmed=False).execute()
        importing = round_trip(assignment, change_title("O nas"))
        assert outcomes_by_source(importing)["About us"] == ImportOutcome.CHANGED
        confirm_import(importing)
        assert targets_by_source(assignment)["About us"] == ("O nas", True)

    @pytest.mark.postgresql
    def test_a_changed_translation_replaces_the_earlier_one(
        self, assignment, translator_sl, round_trip
    ):
        translate_segments(translator_sl, assignment)
        importing = round_trip(assignment, change_title("O nas"))
        assert outcomes_by_source(importing).pop("About us") == ImportOutcome.CHANGED
        assert confirm_import(importing) == 1
        assert targets_by_source(assignment)["About us"] == ("O nas", True)

    @pytest.mark.parametrize(
        ("character", "name"),
        [
            ("\u202e", "RIGHT-TO-LEFT OVERRIDE"),
            ("\u200b", "ZERO WIDTH SPACE"),
            ("\u2066", "LEFT-TO-RIGHT ISOLATE"),
        ],
    )
    def test_invisible_characters_are_named_and_not_imported(
        self, assignment, translator_sl, character, name
    ):
        document = export_document(assignment)
        document.units = [replace(document.units[0], target=f"O{character}nas", confirmed=True)]
        report = ImportTranslations(translator_sl, [document]).check()
        [item] = report.items
        assert item.outcome == ImportOutcome.INVALID
        assert name in item.reason

    def test_an_empty_text_deletes_no_translation(self, assignment, translator_sl, round_trip):
        translate_segments(translator_sl, assignment)
        before = targets_by_source(assignment)
        importing = round_trip(assignment, lambda source: "", confirmed=False)
        assert set(outcomes_by_source(importing).values()) == {ImportOutcome.UNCHANGED}
        assert targets_by_source(assignment) == before

    def test_a_translation_changed_on_the_site_meanwhile_is_kept(
        self, assignment, translator_sl, file_format, export_file, preview_import
    ):
        file = TOOLS[file_format](export_file(assignment), change_title("O nas"), True)
        title = segment_of(assignment, "About us")
        WriteSegment(translator_sl, assignment, title, "Kdo smo").execute()
        importing = preview_import(file)
        assert outcomes_by_source(importing)["About us"] == ImportOutcome.CONFLICT
        assert confirm_import(importing) == 0
        assert targets_by_source(assignment)["About us"] == ("Kdo smo", True)

    @pytest.mark.postgresql
    def test_a_translation_changed_on_the_site_is_overwritten_with_consent(
        self, assignment, translator_sl, file_format, export_file, preview_import
    ):
        file = TOOLS[file_format](export_file(assignment), change_title("O nas"), True)
        WriteSegment(
            translator_sl, assignment, segment_of(assignment, "About us"), "Kdo smo"
        ).execute()
        importing = preview_import(file)
        [conflict] = [item for item in importing.check().items if item.needs_consent]
        assert confirm_import(importing, conflict.key) == 1
        assert targets_by_source(assignment)["About us"] == ("O nas", True)

    def test_a_text_that_only_the_site_changed_is_no_conflict(
        self, assignment, translator_sl, export_file, preview_import
    ):
        file = export_file(assignment)
        translate_segments(translator_sl, assignment)
        before = targets_by_source(assignment)
        importing = preview_import(file)
        assert set(outcomes_by_source(importing).values()) == {ImportOutcome.UNCHANGED}
        assert targets_by_source(assignment) == before

    def test_a_translation_that_is_too_long_is_listed_and_not_imported(
        self, assignment, round_trip
    ):
        importing = round_trip(assignment, change_title("O" * 256))
        [item] = [item for item in importing.check().items if item.outcome == ImportOutcome.INVALID]
        assert item.label == "Title"
        assert "256" in item.reason
        assert confirm_import(importing) == 0
        assert targets_by_source(assignment)["About us"] == ("", False)

    def test_a_translation_without_the_link_of_its_source_is_not_imported(
        self, assignment, round_trip
    ):
        importing = round_trip(assignment, lambda text: "Besede." if "weight" in text else None)
        [item] = [item for item in importing.check().items if item.outcome == ImportOutcome.INVALID]
        assert "link" in item.reason
        assert confirm_import(importing) == 0

    def test_a_translation_of_an_earlier_source_is_saved_as_a_suggestion(
        self, page, assignment, file_format, export_file, preview_import
    ):
        file = TOOLS[file_format](export_file(assignment), change_title("O nas"), True)
        page.title = "About us all"
        specimen.publish(page)
        importing = preview_import(file)
        assert outcomes_by_source(importing)["About us"] == ImportOutcome.STALE
        assert importing.check().pages[0].missing_count == 1
        assert confirm_import(importing) == 1
        title = segment_of(assignment, "About us all")
        assert title.target == ""
        assert (title.previous.source, title.previous.target) == ("About us", "O nas")
        assert title.state == SegmentState.CHANGED

    def test_a_text_that_was_never_on_the_page_is_not_imported(
        self, assignment, file_format, preview_import
    ):
        document = export_document(assignment)
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
        importing = preview_import(FORMATS[file_format].write(document))
        assert outcomes_by_source(importing)["Strange"] == ImportOutcome.INVALID
        assert confirm_import(importing) == 0

    def test_a_slug_is_imported_with_consent_only(self, assignment, round_trip, monkeypatch):
        """No page type has a translatable slug: here the title is treated as one."""
        monkeypatch.setattr(
            "translation.exchange.import_comparison.field_or_block_at",
            lambda model, path: SlugField() if path == "title" else None,
        )
        change = change_title("o-nas")
        assert confirm_import(round_trip(assignment, change)) == 0
        importing = round_trip(assignment, change)
        [slug] = [item for item in importing.check().items if item.is_slug and item.unit.target]
        assert confirm_import(importing, slug.key) == 1


class TestWhoseFile:
    """A file is only imported into its own page and language."""

    def refused(self, importing) -> str:
        with pytest.raises(UnreadableFileError) as error:
            importing.check()
        return error.value.messages[0]

    @pytest.mark.postgresql
    def test_a_file_of_an_unknown_page_is_refused(self, assignment, export_file, preview_import):
        uuid = str(assignment.translation.uuid).encode()
        for other in (b"3f2504e0-4f89-11d3-9a0c-0305e82c3301", b"about-us"):
            file = export_file(assignment).replace(uuid, other)
            assert "No page of this site" in self.refused(preview_import(file))

    def test_a_file_of_another_translation_is_refused(
        self, home, send_to_translation, assignment, export_file, preview_import
    ):
        other = send_to_translation("sl", specimen.content(home, slug="privacy", title="Privacy"))
        message = self.refused(preview_import(export_file(other), only=assignment))
        assert "Privacy" in message

    def test_a_file_in_another_language_is_refused(self, assignment, export_file, preview_import):
        file = export_file(assignment).replace(b'target-language="sl"', b'target-language="hr"')
        file = file.replace(b"Language: sl", b"Language: hr")
        assert "hr" in self.refused(preview_import(file))

    def test_a_region_subtag_added_by_a_tool_is_accepted(
        self, assignment, export_file, preview_import
    ):
        file = export_file(assignment).replace(b'target-language="sl"', b'target-language="sl-SI"')
        file = file.replace(b"Language: sl", b"Language: sl_SI")
        assert preview_import(file).check().pages

    def test_a_translator_of_another_language_is_refused(
        self, page, send_to_translation, export_file, preview_import
    ):
        message = self.refused(preview_import(export_file(send_to_translation("hr", page))))
        assert "You are not in the team of this language." in message

    def test_a_translation_in_review_is_not_overwritten(
        self, assignment, translator_sl, export_file, preview_import
    ):
        translate_segments(translator_sl, assignment)
        SubmitForReview(translator_sl, assignment, despite_warnings=True).execute()
        assert "reviewed" in self.refused(preview_import(export_file(assignment)))

    def test_all_reasons_are_given_if_no_file_of_an_archive_can_be_imported(
        self, page, send_to_translation, translator_sl
    ):
        documents = [export_document(send_to_translation(code, page)) for code in ("hr", "mk")]
        with pytest.raises(UnreadableFileError) as error:
            ImportTranslations(translator_sl, documents).check()
        assert len(error.value.messages) == 2

    def test_two_files_for_one_translation_are_refused(self, assignment, translator_sl):
        documents = [export_document(assignment), export_document(assignment)]
        assert "another file" in self.refused(ImportTranslations(translator_sl, documents))


class TestArchive:
    """Of several files, those that cannot be imported are left out."""

    @pytest.fixture
    def documents(self, page, home, send_to_translation) -> list[ExchangeDocument]:
        """The files of two pages in Slovenian and of one in Croatian, with translated titles."""
        other = specimen.content(home, slug="privacy", title="Privacy")
        documents = [
            export_document(send_to_translation(code, source))
            for code, source in (("sl", page), ("sl", other), ("hr", page))
        ]
        for number, document in enumerate(documents):
            document.name = f"{number}.xlf"
            document.units[0] = replace(document.units[0], target="Besede", confirmed=True)
        return documents

    def assignment_of(self, document: ExchangeDocument) -> Assignment:
        return Assignment.objects.get(translation__uuid=document.uuid)

    def titles(self, documents) -> list[str]:
        return [load_segments(self.assignment_of(item).translation)[0].target for item in documents]

    def test_a_file_of_another_language_is_left_out(self, documents, translator_sl):
        importing = ImportTranslations(translator_sl, documents)
        [left_out] = importing.check().left_out
        assert (left_out.name, left_out.reason) == (
            "2.xlf",
            "You are not in the team of this language.",
        )
        assert confirm_import(importing) == 2
        assert self.titles(documents) == ["Besede", "Besede", ""]

    def test_a_file_of_a_page_in_review_is_left_out(self, documents, translator_sl):
        assignment = self.assignment_of(documents[1])
        translate_segments(translator_sl, assignment)
        SubmitForReview(translator_sl, assignment, despite_warnings=True).execute()
        importing = ImportTranslations(translator_sl, documents)
        reasons = {file.name: file.reason for file in importing.check().left_out}
        assert "reviewed" in reasons["1.xlf"]
        assert confirm_import(importing) == 1
        assert self.titles(documents) == ["Besede", "Prevod Privacy", ""]

    def test_a_file_of_a_locked_page_is_left_out_and_who_locked_it_is_named(
        self, documents, translator_sl, coordinator
    ):
        target = self.assignment_of(documents[0]).translation.get_target_instance()
        Page.objects.filter(pk=target.pk).update(locked=True, locked_by=coordinator)
        importing = ImportTranslations(translator_sl, documents)
        reasons = {file.name: file.reason for file in importing.check().left_out}
        assert "locked by coordinator" in reasons["0.xlf"]
        assert confirm_import(importing) == 1
        assert self.titles(documents) == ["", "Besede", ""]

    def test_a_page_that_is_locked_after_the_preview_needs_another_preview(
        self, documents, translator_sl, coordinator
    ):
        importing = ImportTranslations(translator_sl, documents)
        fingerprint = importing.check().fingerprint
        target = self.assignment_of(documents[0]).translation.get_target_instance()
        Page.objects.filter(pk=target.pk).update(locked=True, locked_by=coordinator)
        with pytest.raises(ImportConflictError):
            importing.execute(fingerprint)
        assert self.titles(documents) == ["", "", ""]

    @pytest.mark.postgresql
    def test_both_files_for_one_translation_are_left_out(self, documents, translator_sl):
        again = replace(documents[0], name="again.xlf")
        report = ImportTranslations(translator_sl, [*documents[:2], again]).check()
        assert [file.name for file in report.left_out] == ["0.xlf", "again.xlf"]
        assert [page.document.name for page in report.pages] == ["1.xlf"]
