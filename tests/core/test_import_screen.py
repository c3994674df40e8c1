"""The screen on which editors bring records in: look first, then say yes."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from meetings.models import MeetingPage
from tests import specimens as specimen
from tests.data_files import csv_file
from translation.roles import COORDINATOR

pytestmark = pytest.mark.django_db

PATH = "/admin/data/import/"
NEW = {"slug": "graz", "title": "Meeting in Graz", "date": "2020-03", "participants": ""}
OLD = {**NEW, "slug": "vienna", "date": "2019-05-06"}


def soup_of(answer) -> BeautifulSoup:
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def bring(browser: Client, *rows: dict, name: str = "meetings", **values) -> BeautifulSoup:
    """Upload a file and return the screen that says what it would change."""
    file = SimpleUploadedFile("meetings.csv", csv_file(*rows))
    return soup_of(browser.post(PATH, {"name": name, "file": file, **values}))


def agree(browser: Client, soup: BeautifulSoup, **changed):
    """Press the button below what would change."""
    form = soup.select_one("input[name=kept]").find_parent("form")
    values = {field["name"]: field["value"] for field in form.select("input")}
    return browser.post(PATH, {**values, **changed}, follow=True)


def counts(soup: BeautifulSoup) -> list[str]:
    return [cell.get_text() for cell in soup.select("dl dd")]


def test_an_editor_sees_what_a_file_would_change_before_anything_is_saved(editor_client, home):
    page = specimen.meeting(home)
    soup = bring(editor_client, NEW, OLD)
    assert counts(soup) == ["1", "1", "0"]
    rows = soup.select("table tbody tr")
    assert [[cell.get_text() for cell in row.select("th, td")] for row in rows] == [
        ["2", "Meeting in Graz", "New"],
        ["3", "Meeting in Vienna", "title"],
    ]
    assert not MeetingPage.objects.filter(slug="graz").exists()
    assert page.revisions.count() == 1


def test_with_a_yes_it_is_saved_as_drafts_of_that_editor(editor_client, editor, home):
    page = specimen.meeting(home)
    answer = agree(editor_client, bring(editor_client, NEW, OLD))
    assert answer.redirect_chain[-1][0] == reverse(
        "wagtailadmin_explore", args=[page.get_parent().pk]
    )
    found = MeetingPage.objects.get(slug="graz")
    assert (found.live, found.latest_revision.user) == (False, editor)
    page.refresh_from_db()
    assert (page.title, page.latest_revision.user) == ("Meeting in Vienna", editor)


def test_with_a_tick_it_is_published(editor_client, home):
    page = specimen.meeting(home)
    agree(editor_client, bring(editor_client, OLD, publish="on"))
    page.refresh_from_db()
    assert page.title == "Meeting in Graz"


def test_every_problem_is_shown_with_row_and_column_and_there_is_nothing_to_agree_to(
    editor_client, home
):
    soup = bring(editor_client, {**NEW, "date": "soon"}, {**OLD, "participants": "Albania"})
    cells = [row.select("th, td") for row in soup.select("table tbody tr")]
    assert [[cell.get_text() for cell in row[:2]] for row in cells] == [
        ["2", "date"],
        ["3", "participants"],
    ]
    assert all(row[2].get_text(strip=True) for row in cells)
    assert not soup.select("input[name=kept]")


@pytest.mark.parametrize(
    ("name", "data"), [("x.pdf", b"%PDF"), ("x.csv", b"\xff\xfe"), ("x.xlsx", b"PK")]
)
def test_a_file_that_is_no_table_is_refused_beside_its_field(editor_client, home, name, data):
    file = SimpleUploadedFile(name, data)
    soup = soup_of(editor_client.post(PATH, {"name": "meetings", "file": file}))
    assert soup.select_one("[data-contentpath=file] .error-message").get_text(strip=True)


def test_a_file_is_not_written_twice_or_over_what_has_changed_since(editor_client, home):
    page = specimen.meeting(home)
    soup = bring(editor_client, OLD)
    page.title = "Another title"
    page.save_revision()
    answer = agree(editor_client, soup)
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().title == "Another title"
    assert counts(soup_of(answer)) == ["0", "1", "0"]


def test_what_was_read_cannot_be_altered_or_used_by_somebody_else(
    editor_client, admin_client, home
):
    soup = bring(editor_client, NEW)
    agree(admin_client, soup)
    agree(editor_client, soup, kept="altered")
    assert not MeetingPage.objects.exists()


def test_nobody_imports_into_a_data_set_that_is_not_offered(editor_client, home):
    agree(editor_client, bring(editor_client, NEW), name="unheard-of")
    assert not MeetingPage.objects.exists()


def account(*groups: str):
    user = get_user_model().objects.create_user("somebody", email="s@example.org")
    user.groups.add(*Group.objects.filter(name__in=groups))
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("groups", [(), (COORDINATOR.name,), ("Translators: Македонски",)])
def test_whoever_may_not_add_records_does_not_find_the_screen(home, groups):
    browser = account(*groups)
    answer = browser.get(PATH)
    assert answer.status_code == 302
    assert answer.url != PATH
    above = home.get_children().get(slug="meetings")
    listed = browser.get(reverse("wagtailadmin_explore", args=[above.pk]), follow=True)
    assert PATH not in listed.content.decode()


def test_the_list_of_records_leads_to_the_screen_and_it_knows_from_where(editor_client, home):
    above = home.get_children().get(slug="declarations")
    listed = soup_of(editor_client.get(reverse("wagtailadmin_explore", args=[above.pk])))
    (link,) = listed.select(f"a[href^='{PATH}']")
    soup = soup_of(editor_client.get(link["href"]))
    chosen = soup.select_one("select[name=name] option[selected]")
    assert chosen["value"] == "declarations"
