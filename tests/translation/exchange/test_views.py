"""The views for exporting and importing texts, and their permissions."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale, Page

from tests import specimens as specimen
from tests.translation.conftest import translate_segments
from translation.actions.review import SubmitForReview
from translation.actions.start import StartTranslation
from translation.actions.write import WriteSegment
from translation.exchange.archive import FORMATS, build_file
from translation.segments.text import load_segments

from .conftest import targets_by_source
from .translation_tools import TOOLS, zip_archive

pytestmark = pytest.mark.django_db

IMPORT_VIEW = "translation:exchange_import"
EXPORT_VIEW = "translation:exchange_export_archive"


def content(response) -> bytes:
    return b"".join(response.streaming_content)


def get_archive(client, query: dict) -> ZipFile:
    return ZipFile(BytesIO(content(client.get(reverse(EXPORT_VIEW), query))))


def change_title(text: str):
    return lambda source: text if source == "About us" else None


def upload(client, data: bytes, name: str = "words.xlf", query: str = ""):
    return client.post(reverse(IMPORT_VIEW) + query, {"file": SimpleUploadedFile(name, data)})


def confirm_import(client, response, *agreed: str, query: str = ""):
    context = response.context
    form = {"payload": context["payload"], "fingerprint": context["report"].fingerprint}
    return client.post(reverse(IMPORT_VIEW) + query, {**form, "agreed": agreed}, follow=True)


# Export


def test_an_exported_file_has_a_readable_name(assignment, translator_sl, client_for, file_format):
    url = reverse("translation:exchange_export", args=[assignment.pk])
    response = client_for(translator_sl).get(url, {"format": file_format})
    ending = FORMATS[file_format].EXTENSION
    source_id = assignment.translation.source_id
    name = f'attachment; filename="about-us.{source_id}.sl.{ending}"'
    assert response["Content-Disposition"] == name
    assert response["Content-Type"] == FORMATS[file_format].CONTENT_TYPE
    data = content(response)
    assert data == build_file(assignment, file_format)
    assert int(response["Content-Length"]) == len(data)


def test_an_unknown_format_is_not_found(assignment, translator_sl, client_for):
    url = reverse("translation:exchange_export", args=[assignment.pk])
    assert client_for(translator_sl).get(url, {"format": "docx"}).status_code == 404


def test_nobody_exports_what_they_may_not_see(assignment, translator, client_for):
    url = reverse("translation:exchange_export", args=[assignment.pk])
    response = client_for(translator("hr")).get(url, follow=True)
    assert "You are not in the team of this language." in response.content.decode()


def test_an_archive_has_a_file_for_each_page_in_a_folder_for_each_language(
    home, send_to_translation, page, coordinator, client_for, file_format
):
    chosen = [send_to_translation("sl", page), send_to_translation("sr-cyrl", page)]
    query = {"format": file_format, "assignment": [assignment.pk for assignment in chosen]}
    response = client_for(coordinator).get(reverse(EXPORT_VIEW), query)
    assert response["Content-Disposition"] == 'attachment; filename="translations.zip"'
    archive = ZipFile(BytesIO(content(response)))
    source, ending = chosen[0].translation.source_id, FORMATS[file_format].EXTENSION
    assert sorted(archive.namelist()) == [
        f"sl/about-us.{source}.sl.{ending}",
        f"sr-Cyrl/about-us.{source}.sr-Cyrl.{ending}",
    ]
    assert archive.read(f"sl/about-us.{source}.sl.{ending}") == build_file(chosen[0], file_format)


def test_an_archive_contains_nothing_that_the_user_may_not_see(
    send_to_translation, page, translator_sl, client_for
):
    chosen = [send_to_translation("sl", page), send_to_translation("hr", page)]
    query = {"format": "po", "assignment": [assignment.pk for assignment in chosen]}
    client = client_for(translator_sl)
    archive = get_archive(client, query)
    assert [name.partition("/")[0] for name in archive.namelist()] == ["sl"]
    del query["format"]
    form = client.get(reverse(EXPORT_VIEW), query).content.decode()
    assert "1 translation goes into an archive" in form
    assert "1 translation is left out" in form


def test_a_page_that_is_locked_or_in_review_is_exported_with_the_others(
    home, send_to_translation, page, translator_sl, coordinator, client_for
):
    chosen = [
        send_to_translation("sl", source)
        for source in (page, specimen.content(home, slug="b"), specimen.content(home, slug="c"))
    ]
    target = chosen[0].translation.get_target_instance()
    Page.objects.filter(pk=target.pk).update(locked=True, locked_by=coordinator)
    translate_segments(translator_sl, chosen[1])
    SubmitForReview(translator_sl, chosen[1], despite_warnings=True).execute()
    query = {"format": "po", "assignment": [assignment.pk for assignment in chosen]}
    assert len(get_archive(client_for(translator_sl), query).namelist()) == 3


def test_an_archive_can_contain_all_open_translations_of_a_language(
    send_to_translation, page, home, translator_sl, client_for
):
    send_to_translation("sl", page)
    send_to_translation("sl", specimen.content(home, slug="privacy", title="Privacy"))
    query = {"format": "po", "language": "sl", "which": "open"}
    archive = get_archive(client_for(translator_sl), query)
    assert len(archive.namelist()) == 2


def test_an_empty_archive_shows_a_message(translator, client_for):
    query = {"format": "po", "language": "hr", "which": "open"}
    response = client_for(translator("hr")).get(reverse(EXPORT_VIEW), query)
    assert "There are no translations to export." in response.content.decode()


@pytest.mark.parametrize("pk", ["x", "-1", "9" * 40, "999999"])
def test_an_archive_of_unknown_translations_shows_a_message(translator_sl, client_for, pk):
    response = client_for(translator_sl).get(
        reverse(EXPORT_VIEW), {"format": "po", "assignment": pk}
    )
    assert "There are no translations to export." in response.content.decode()


def test_the_form_for_an_archive_lists_the_languages_of_the_user(translator_sl, client_for):
    response = client_for(translator_sl).get(reverse(EXPORT_VIEW))
    assert [code for code, _name in response.context["form"].fields["language"].choices] == ["sl"]


def test_each_further_page_in_an_archive_takes_two_queries(
    home, send_to_translation, page, translator_sl, client_for
):
    client, query = client_for(translator_sl), {"format": "po", "language": "sl"}
    send_to_translation("sl", page)
    client.get(reverse(EXPORT_VIEW), query)  # fills the caches

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse(EXPORT_VIEW), query)
        return len(captured)

    before = queries()
    for number in range(3):
        send_to_translation(
            "sl", specimen.content(home, slug=f"page-{number}", title=f"Page {number}")
        )
    assert queries() == before + 3 * 2


# Import


def test_the_preview_shows_each_text_and_saves_nothing(
    assignment, translator_sl, client_for, file_format
):
    data = TOOLS[file_format](build_file(assignment, file_format), change_title("O nas"), True)
    response = upload(client_for(translator_sl), data, f"words.{FORMATS[file_format].EXTENSION}")
    text = response.content.decode()
    assert "Nothing is saved yet." in text
    assert '<div lang="sl" class="translation-exchange__target">O nas</div>' in text
    assert '<td lang="en">About us</td>' in text
    assert not targets_by_source(assignment)["About us"][0]


def test_confirming_saves_the_previewed_texts_and_redirects_to_the_translation(
    assignment, translator_sl, client_for, file_format
):
    client = client_for(translator_sl)
    data = TOOLS[file_format](build_file(assignment, file_format), change_title("O nas"), True)
    report = upload(client, data, f"words.{FORMATS[file_format].EXTENSION}")
    response = confirm_import(client, report)
    assert targets_by_source(assignment)["About us"] == ("O nas", True)
    assert "1 text was saved." in response.content.decode()
    edit = reverse("translation:edit", args=[assignment.pk])
    assert response.redirect_chain[0][0] == edit


def test_an_archive_is_imported_at_once(
    send_to_translation, page, home, translator_sl, client_for, file_format
):
    both = [
        send_to_translation("sl", page),
        send_to_translation("sl", specimen.content(home, slug="b", title="Privacy")),
    ]
    ending = FORMATS[file_format].EXTENSION
    files = [
        (
            f"{number}.{ending}",
            TOOLS[file_format](build_file(item, file_format), lambda text: "Besede", True),
        )
        for number, item in enumerate(both)
    ]
    client = client_for(translator_sl)
    report = upload(client, zip_archive(*files), "words.zip")
    confirm_import(client, report)
    assert (
        targets_by_source(both[0])["About us"]
        == targets_by_source(both[1])["Privacy"]
        == ("Besede", True)
    )


def test_a_preview_of_an_archive_names_the_files_that_are_left_out(
    send_to_translation, page, translator_sl, client_for
):
    both = [send_to_translation("sl", page), send_to_translation("hr", page)]
    change = change_title("O nas")
    files = [
        (f"{item.language.code}.xlf", TOOLS["xliff"](build_file(item, "xliff"), change, True))
        for item in both
    ]
    client = client_for(translator_sl)
    report = upload(client, zip_archive(*files), "words.zip")
    shown = report.content.decode()
    assert "Files that are left out" in shown
    assert "<strong>hr.xlf</strong>: You are not in the team of this language." in shown
    confirm_import(client, report)
    assert targets_by_source(both[0])["About us"] == ("O nas", True)
    assert targets_by_source(both[1])["About us"] == ("", False)


def test_a_preview_shows_what_the_quality_checks_find_in_each_page_of_an_archive(
    home, send_to_translation, translator_sl, client_for
):
    pages = [
        specimen.content(home, slug=f"page-{number}", title="Five states", summary="Who we are.")
        for number in range(2)
    ]
    both = [send_to_translation("sl", page) for page in pages]
    targets = {"Five states": "5  držav", "Who we are.": "Kdo smo."}
    files = [
        (f"{number}.xlf", TOOLS["xliff"](build_file(item, "xliff"), targets.get, True))
        for number, item in enumerate(both)
    ]
    client = client_for(translator_sl)
    report = upload(client, zip_archive(*files), "words.zip")
    shown = report.content.decode()
    assert shown.count("Problems found by the checks") == 2
    assert shown.count("translation-segment__problem--error") == 0
    found = [
        {problem.code for item in page.items for problem in item.problems}
        for page in report.context["report"].pages
    ]
    assert found == [{"doubled-space", "number"}] * 2
    confirm_import(client, report)
    assert targets_by_source(both[1])["Five states"] == ("5  držav", True)


def test_a_conflict_has_a_checkbox_and_is_overwritten_when_it_is_ticked(
    assignment, translator_sl, client_for
):
    data = TOOLS["xliff"](build_file(assignment, "xliff"), change_title("O nas"), True)
    title = load_segments(assignment.translation)[0]
    WriteSegment(translator_sl, assignment, title, "Kdo smo").execute()
    client = client_for(translator_sl)
    report = upload(client, data)
    [key] = re.findall(r'name="agreed" value="([^"]+)"', report.content.decode())
    confirm_import(client, report)
    assert targets_by_source(assignment)["About us"] == ("Kdo smo", True)
    confirm_import(client, upload(client, data), key)
    assert targets_by_source(assignment)["About us"] == ("O nas", True)


def test_the_import_of_one_page_refuses_files_of_other_pages(
    send_to_translation, page, home, translator_sl, client_for
):
    meant, other = (
        send_to_translation("sl", page),
        send_to_translation("sl", specimen.content(home, slug="b", title="Privacy")),
    )
    response = upload(
        client_for(translator_sl), build_file(other, "xliff"), query=f"?assignment={meant.pk}"
    )
    assert "another translation: Privacy" in response.content.decode()


@pytest.mark.parametrize(("pk", "status"), [("x", 404), ("9" * 30, 404), ("999999", 404)])
def test_a_page_that_does_not_exist_is_not_found(translator_sl, client_for, pk, status):
    assert (
        client_for(translator_sl).get(reverse(IMPORT_VIEW), {"assignment": pk}).status_code
        == status
    )


def test_only_those_who_may_import_are_offered_it(editor, translator_sl, client_for):
    for user, is_offered in ((editor, False), (translator_sl, True)):
        shown = client_for(user).get(reverse(EXPORT_VIEW)).content.decode()
        assert (f'href="{reverse(IMPORT_VIEW)}"' in shown) == is_offered


def test_only_translators_and_reviewers_import_texts(editor, client_for):
    response = client_for(editor).get(reverse(IMPORT_VIEW), follow=True)
    assert "You are not in a translation team." in response.content.decode()


def test_the_number_of_queries_of_a_preview_does_not_depend_on_the_length_of_the_page(
    home, editor, send_to_translation, translator_sl, client_for
):
    client = client_for(translator_sl)

    def queries(count: int) -> int:
        page = specimen.content(home, slug=f"page-{count}")
        page.body = specimen.stream(
            page, "body", *(("heading", f"Heading {number}") for number in range(count))
        )
        specimen.publish(page)
        locale = Locale.objects.get(language_code="sl")
        assignment = StartTranslation(editor, page, locale, {}).execute()
        data = TOOLS["xliff"](build_file(assignment, "xliff"), lambda text: "Besede", True)
        upload(client, data)
        with CaptureQueriesContext(connection) as captured:
            upload(client, data)
        return len(captured)

    assert queries(30) == queries(2)


def test_a_file_without_changes_shows_a_message(assignment, translator_sl, client_for):
    translate_segments(translator_sl, assignment)
    response = upload(client_for(translator_sl), build_file(assignment, "xliff"))
    text = response.content.decode()
    assert "There is nothing in the file that the site does not have already" in text
    assert str(assignment) in text
