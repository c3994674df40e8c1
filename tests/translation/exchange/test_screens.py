"""The screens: taking texts out, bringing them in, and who may."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale

from tests import specimens as specimen
from translation.actions.start import StartTranslation
from translation.actions.write import WriteSegment
from translation.exchange.archive import FORMATS, write_one
from translation.words.segments import load_segments

from ..conftest import write
from .conftest import words
from .tools import TOOLS, packed

pytestmark = pytest.mark.django_db

IMPORT = "translation:exchange_import"
BATCH = "translation:exchange_export_batch"


def content(response) -> bytes:
    return b"".join(response.streaming_content)


def title_only(text: str):
    return lambda source: text if source == "About us" else None


def upload(client, data: bytes, name: str = "words.xlf", query: str = ""):
    return client.post(reverse(IMPORT) + query, {"file": SimpleUploadedFile(name, data)})


def agree_to(client, response, *agreed: str, query: str = ""):
    form = {"kept": response.context["kept"], "state": response.context["importing"].state}
    return client.post(reverse(IMPORT) + query, {**form, "agreed": agreed}, follow=True)


# Taking out


def test_a_page_is_taken_out_under_a_name_that_people_recognise(assignment, person, browser, kind):
    address = reverse("translation:exchange_export", args=[assignment.pk])
    response = browser(person).get(address, {"format": kind})
    ending = FORMATS[kind].EXTENSION
    source_id = assignment.translation.source_id
    name = f'attachment; filename="about-us.{source_id}.sl.{ending}"'
    assert response["Content-Disposition"] == name
    assert response["Content-Type"] == FORMATS[kind].CONTENT_TYPE
    data = content(response)
    assert data == write_one(assignment, kind)
    assert int(response["Content-Length"]) == len(data)


def test_there_is_no_third_format(assignment, person, browser):
    address = reverse("translation:exchange_export", args=[assignment.pk])
    assert browser(person).get(address, {"format": "docx"}).status_code == 404


def test_nobody_takes_out_what_they_may_not_see(assignment, translator, browser):
    address = reverse("translation:exchange_export", args=[assignment.pk])
    response = browser(translator("hr")).get(address, follow=True)
    assert "You are not in the team of this language." in response.content.decode()


def test_a_batch_has_a_file_for_each_page_in_a_folder_of_its_language(
    home, sent, page, coordinator, browser, kind
):
    chosen = [sent("sl", page), sent("sr-cyrl", page)]
    asked = {"format": kind, "assignment": [assignment.pk for assignment in chosen]}
    response = browser(coordinator).get(reverse(BATCH), asked)
    assert response["Content-Disposition"] == 'attachment; filename="translations.zip"'
    archive = ZipFile(BytesIO(content(response)))
    source, ending = chosen[0].translation.source_id, FORMATS[kind].EXTENSION
    assert sorted(archive.namelist()) == [
        f"sl/about-us.{source}.sl.{ending}",
        f"sr-Cyrl/about-us.{source}.sr-Cyrl.{ending}",
    ]
    assert archive.read(f"sl/about-us.{source}.sl.{ending}") == write_one(chosen[0], kind)


def test_a_batch_has_nothing_that_the_person_may_not_see(sent, page, person, browser):
    chosen = [sent("sl", page), sent("hr", page)]
    asked = {"format": "po", "assignment": [assignment.pk for assignment in chosen]}
    archive = ZipFile(BytesIO(content(browser(person).get(reverse(BATCH), asked))))
    assert [name.partition("/")[0] for name in archive.namelist()] == ["sl"]


def test_a_batch_can_be_all_open_work_of_a_language(sent, page, home, person, browser):
    sent("sl", page)
    sent("sl", specimen.content(home, slug="privacy", title="Privacy"))
    asked = {"format": "po", "language": "sl", "which": "open"}
    archive = ZipFile(BytesIO(content(browser(person).get(reverse(BATCH), asked))))
    assert len(archive.namelist()) == 2


def test_a_batch_without_anything_in_it_says_so(person, browser):
    asked = {"format": "po", "language": "sl", "which": "open"}
    response = browser(person).get(reverse(BATCH), asked)
    assert "There are no translations to export." in response.content.decode()


@pytest.mark.parametrize("pk", ["x", "-1", "9" * 40, "999999"])
def test_a_batch_of_what_does_not_exist_says_so(person, browser, pk):
    response = browser(person).get(reverse(BATCH), {"format": "po", "assignment": pk})
    assert "There are no translations to export." in response.content.decode()


def test_the_form_of_a_batch_offers_the_languages_that_the_person_sees(person, browser):
    response = browser(person).get(reverse(BATCH))
    assert [code for code, _name in response.context["form"].fields["language"].choices] == ["sl"]


def test_each_page_more_in_a_batch_takes_two_queries(home, sent, page, person, browser):
    client, asked = browser(person), {"format": "po", "language": "sl"}
    sent("sl", page)
    client.get(reverse(BATCH), asked)  # once, for what is kept between requests

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse(BATCH), asked)
        return len(captured)

    before = queries()
    for number in range(3):
        sent("sl", specimen.content(home, slug=f"page-{number}", title=f"Page {number}"))
    assert queries() == before + 3 * 2


# Bringing in


def test_the_dry_run_shows_each_text_and_saves_nothing(assignment, person, browser, kind):
    data = TOOLS[kind](write_one(assignment, kind), title_only("O nas"), True)
    response = upload(browser(person), data, f"words.{FORMATS[kind].EXTENSION}")
    text = response.content.decode()
    assert "Nothing is saved yet." in text
    assert '<div lang="sl" class="exchange-words">O nas</div>' in text
    assert '<td lang="en">About us</td>' in text
    assert not words(assignment)["About us"][0]


def test_a_yes_saves_what_was_shown_and_leads_to_the_translation(assignment, person, browser, kind):
    client = browser(person)
    data = TOOLS[kind](write_one(assignment, kind), title_only("O nas"), True)
    report = upload(client, data, f"words.{FORMATS[kind].EXTENSION}")
    response = agree_to(client, report)
    assert words(assignment)["About us"] == ("O nas", True)
    assert "1 text was saved." in response.content.decode()
    edit = reverse("translation:edit", args=[assignment.pk])
    assert response.redirect_chain[0][0] == edit


def test_a_batch_comes_back_in_one_go(sent, page, home, person, browser, kind):
    both = [sent("sl", page), sent("sl", specimen.content(home, slug="b", title="Privacy"))]
    ending = FORMATS[kind].EXTENSION
    files = [
        (f"{number}.{ending}", TOOLS[kind](write_one(item, kind), lambda text: "Besede", True))
        for number, item in enumerate(both)
    ]
    client = browser(person)
    report = upload(client, packed(*files), "words.zip")
    agree_to(client, report)
    assert words(both[0])["About us"] == words(both[1])["Privacy"] == ("Besede", True)


def test_a_conflict_has_a_box_and_is_overwritten_when_it_is_ticked(assignment, person, browser):
    data = TOOLS["xliff"](write_one(assignment, "xliff"), title_only("O nas"), True)
    title = load_segments(assignment.translation)[0]
    WriteSegment(person, assignment, title, "Kdo smo").execute()
    client = browser(person)
    report = upload(client, data)
    [key] = re.findall(r'name="agreed" value="([^"]+)"', report.content.decode())
    agree_to(client, report)
    assert words(assignment)["About us"] == ("Kdo smo", True)
    agree_to(client, upload(client, data), key)
    assert words(assignment)["About us"] == ("O nas", True)


def test_what_changed_between_the_look_and_the_yes_is_shown_again(assignment, person, browser):
    client = browser(person)
    data = TOOLS["xliff"](write_one(assignment, "xliff"), title_only("O nas"), True)
    report = upload(client, data)
    title = load_segments(assignment.translation)[0]
    WriteSegment(person, assignment, title, "Kdo smo").execute()
    response = agree_to(client, report)
    assert "The site has changed since." in response.content.decode()
    assert words(assignment)["About us"] == ("Kdo smo", True)


def test_a_form_of_somebody_else_or_of_nobody_is_worth_nothing(
    assignment, person, translator, browser
):
    data = TOOLS["xliff"](write_one(assignment, "xliff"), title_only("O nas"), True)
    report = upload(browser(person), data)
    other = browser(translator("sl", "second"))
    for kept in (report.context["kept"], report.context["kept"][:-1], "", "x:y:z"):
        form = {"kept": kept, "state": report.context["importing"].state}
        response = other.post(reverse(IMPORT), form, follow=True)
        assert "That was too long ago." in response.content.decode()
    assert not words(assignment)["About us"][0]


def test_only_the_file_of_the_page_is_taken_where_a_page_is_meant(
    sent, page, home, person, browser
):
    meant, other = sent("sl", page), sent("sl", specimen.content(home, slug="b", title="Privacy"))
    response = upload(browser(person), write_one(other, "xliff"), query=f"?assignment={meant.pk}")
    assert "another translation: Privacy" in response.content.decode()


@pytest.mark.parametrize(("pk", "status"), [("x", 404), ("9" * 30, 404), ("999999", 404)])
def test_a_page_that_does_not_exist_is_not_found(person, browser, pk, status):
    assert browser(person).get(reverse(IMPORT), {"assignment": pk}).status_code == status


def test_only_translators_and_reviewers_bring_texts_in(editor, browser):
    response = browser(editor).get(reverse(IMPORT), follow=True)
    assert "You are not in a translation team." in response.content.decode()


def test_looking_takes_as_many_queries_for_a_long_page_as_for_a_short_one(
    home, editor, sent, person, browser
):
    client = browser(person)

    def queries(count: int) -> int:
        page = specimen.content(home, slug=f"page-{count}")
        page.body = specimen.stream(
            page, "body", *(("heading", f"Heading {number}") for number in range(count))
        )
        specimen.publish(page)
        locale = Locale.objects.get(language_code="sl")
        assignment = StartTranslation(editor, page, locale, {}).execute()
        data = TOOLS["xliff"](write_one(assignment, "xliff"), lambda text: "Besede", True)
        upload(client, data)
        with CaptureQueriesContext(connection) as captured:
            upload(client, data)
        return len(captured)

    assert queries(30) == queries(2)


def test_a_file_that_brings_nothing_says_so(assignment, person, browser):
    write(person, assignment)
    response = upload(browser(person), write_one(assignment, "xliff"))
    text = response.content.decode()
    assert "There is nothing in the file that the site does not have already" in text
    assert str(assignment) in text
