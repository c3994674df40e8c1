"""The data set of the news: export and import."""

import uuid

import pytest
from wagtail.models import Page

from news.models import NewsPage
from tests import specimens as specimen
from tests.data_set_files import fetch, import_rows, only_record, problem_positions
from tests.public_pages import read
from translation.models import GlossaryTerm

pytestmark = pytest.mark.django_db


def about(page: NewsPage, *records: Page) -> NewsPage:
    blocks = [("record", record.pk) for record in records]
    page.records = specimen.stream(page, "records", *blocks)
    return specimen.publish(page)


def draft(page: NewsPage) -> NewsPage:
    return NewsPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def test_the_records_are_exported_in_their_order_without_those_that_are_not_public(client, home):
    state, meeting = specimen.state(home), specimen.meeting(home)
    hidden = specimen.meeting(home, "hidden")
    specimen.restrict(hidden)
    about(specimen.news(home), state, hidden, meeting)
    keys = [str(page.translation_key) for page in (state, meeting)]
    assert only_record(client, "news")["records"] == keys
    about(NewsPage.objects.get(), meeting, hidden, state)
    assert only_record(client, "news")["records"] == keys[::-1]
    assert str(hidden.translation_key).encode() not in fetch(client, "news", "csv")


def test_imported_records_keep_their_order_and_those_that_are_not_public(home):
    state, meeting = specimen.state(home), specimen.meeting(home)
    hidden = specimen.meeting(home, "hidden")
    specimen.restrict(hidden)
    page = about(specimen.news(home), hidden)
    keys = f"{state.translation_key}; {meeting.translation_key}"
    assert not import_rows("news", {"slug": "budva", "records": keys}).problems
    chosen = [block.value.pk for block in draft(page).records]
    assert chosen == [state.pk, meeting.pk, hidden.pk]


def test_a_record_that_was_deleted_does_not_stay_beside_the_imported_one(home):
    deleted, meeting = specimen.meeting(home), specimen.meeting(home, "graz")
    page = about(specimen.news(home), deleted)
    deleted.delete()
    row = {"slug": "budva", "records": str(meeting.translation_key)}
    assert not import_rows("news", row).problems
    assert [item["value"] for item in draft(page).records.raw_data] == [meeting.pk]


def test_a_record_has_to_exist_and_to_be_of_a_type_that_news_may_be_about(home):
    specimen.news(home)
    page = specimen.content(home)
    for key in (uuid.uuid4(), page.translation_key):
        report = import_rows("news", {"slug": "budva", "records": str(key)})
        assert problem_positions(report) == [(2, "records")]


def test_a_piece_of_news_is_about_three_records_at_most(home):
    specimen.news(home)
    meetings = [specimen.meeting(home, f"m{number}") for number in range(4)]
    keys = "; ".join(str(page.translation_key) for page in meetings)
    report = import_rows("news", {"slug": "budva", "records": keys})
    assert problem_positions(report) == [(2, "records")]


def test_a_new_piece_of_news_needs_a_day(home):
    specimen.news(home)
    row = {"slug": "vienna", "title": "A meeting in Vienna", "reported_on": ""}
    assert problem_positions(import_rows("news", row)) == [(2, "reported_on")]
    assert not import_rows("news", {**row, "reported_on": "2024-02-29"}).problems
    page = NewsPage.objects.get(slug="vienna")
    assert (page.reported_on.isoformat(), page.live) == ("2024-02-29", False)


def test_a_link_to_a_term_is_exported_as_a_link_and_imported_as_one_to_the_term(client, home):
    term = GlossaryTerm.objects.create(text="referral", is_public=True)
    text = f'<p>The <a id="{term.pk}" linktype="term">referral</a> of victims.</p>'
    page = specimen.news(home, text=text)
    exported = only_record(client, "news")["text"]
    assert f'<a href="http://localhost:8000/en/glossary/#term-{term.pk}">referral</a>' in exported
    changed = exported.replace("of victims", "of people")
    assert not import_rows("news", {"slug": "budva", "text": changed}).problems
    assert draft(page).text == text.replace("of victims", "of people")


def test_a_link_to_a_term_that_does_not_exist_stays_an_address(home):
    page = specimen.news(home)
    link = '<p><a href="http://localhost:8000/en/glossary/#term-99">referral</a></p>'
    assert not import_rows("news", {"slug": "budva", "text": link}).problems
    assert draft(page).text == link


def test_readers_are_told_of_the_data_once_there_is_news(client, home):
    page = specimen.news(home)
    assert read(client, "/mk/data/").find(id="news")
    assert read(client, "/mk/library/").select("a[href='/mk/news/data.csv']")
    page.unpublish()
    assert not read(client, "/mk/data/").find(id="news")
    assert not read(client, "/mk/library/").select("a[href='/mk/news/data.csv']")
