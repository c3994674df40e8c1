"""The import view of the admin. What it shares with other imports is tested in the contracts."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from core.imports.signed_payload import sign_payload
from meetings.models import MeetingPage
from open_data.admin_views import DataImportView
from tests import specimens as specimen
from tests.data_set_files import csv_file
from translation.roles import COORDINATOR

pytestmark = pytest.mark.django_db

PATH = "/admin/data/import/"
NEW = {"slug": "graz", "title": "Meeting in Graz", "date": "2020-03", "participants": ""}
OLD = {**NEW, "slug": "vienna", "date": "2019-05-06"}


def soup_of(answer) -> BeautifulSoup:
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def upload(browser: Client, *rows: dict, name: str = "meetings", **values) -> BeautifulSoup:
    """Upload a file and return the page with the preview."""
    file = SimpleUploadedFile("meetings.csv", csv_file(*rows))
    return soup_of(browser.post(PATH, {"name": name, "file": file, **values}))


def confirm(browser: Client, soup: BeautifulSoup, **changed):
    """Confirm the import."""
    form = soup.select_one("input[name=payload]").find_parent("form")
    values = {field["name"]: field["value"] for field in form.select("input")}
    return browser.post(PATH, {**values, **changed}, follow=True)


def counts(soup: BeautifulSoup) -> list[str]:
    return [cell.get_text() for cell in soup.select("dl dd")]


def test_an_editor_sees_what_a_file_would_change_before_anything_is_saved(editor_client, home):
    page = specimen.meeting(home)
    soup = upload(editor_client, NEW, OLD)
    assert counts(soup) == ["1", "1", "0"]
    rows = soup.select("table tbody tr")
    assert [[cell.get_text() for cell in row.select("th, td")] for row in rows] == [
        ["2", "Meeting in Graz", "New"],
        ["3", "Meeting in Vienna", "title"],
    ]
    assert not MeetingPage.objects.filter(slug="graz").exists()
    assert page.revisions.count() == 1


def test_a_confirmed_import_is_saved_as_drafts_of_the_editor(editor_client, editor, home):
    page = specimen.meeting(home)
    answer = confirm(editor_client, upload(editor_client, NEW, OLD))
    assert answer.redirect_chain[-1][0] == reverse(
        "wagtailadmin_explore", args=[page.get_parent().pk]
    )
    found = MeetingPage.objects.get(slug="graz")
    assert (found.live, found.latest_revision.user) == (False, editor)
    page.refresh_from_db()
    assert (page.title, page.latest_revision.user) == ("Meeting in Vienna", editor)


def test_a_confirmed_import_is_published_on_request(editor_client, home):
    page = specimen.meeting(home)
    confirm(editor_client, upload(editor_client, OLD, publish="on"))
    page.refresh_from_db()
    assert page.title == "Meeting in Graz"


def test_every_problem_is_shown_with_row_and_column_and_nothing_can_be_confirmed(
    editor_client, home
):
    soup = upload(editor_client, {**NEW, "date": "soon"}, {**OLD, "participants": "Albania"})
    cells = [row.select("th, td") for row in soup.select("table tbody tr")]
    assert [[cell.get_text() for cell in row[:2]] for row in cells] == [
        ["2", "date"],
        ["3", "participants"],
    ]
    assert all(row[2].get_text(strip=True) for row in cells)
    assert not soup.select("input[name=payload]")


@pytest.mark.parametrize(
    ("name", "data"), [("x.pdf", b"%PDF"), ("x.csv", b"\xff\xfe"), ("x.xlsx", b"PK")]
)
def test_a_file_that_is_no_table_is_refused_beside_its_field(editor_client, home, name, data):
    file = SimpleUploadedFile(name, data)
    soup = soup_of(editor_client.post(PATH, {"name": "meetings", "file": file}))
    assert soup.select_one("[data-contentpath=file] .error-message").get_text(strip=True)


def test_nobody_imports_into_a_data_set_that_is_not_offered(editor_client, editor, home):
    table = {"columns": ["slug"], "rows": [[2, NEW]]}
    data = {"name": "unheard-of", "file": table, "publish": False}
    payload = sign_payload(editor, DataImportView.import_name, data)
    assert editor_client.post(PATH, {"payload": payload}).status_code == 302
    assert not MeetingPage.objects.exists()


def account(*groups: str):
    user = get_user_model().objects.create_user("somebody", email="s@example.org")
    user.groups.add(*Group.objects.filter(name__in=groups))
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("groups", [(), (COORDINATOR.name,), ("Translators: Македонски",)])
def test_without_the_permission_to_add_records_there_is_no_import(home, groups):
    browser = account(*groups)
    answer = browser.get(PATH)
    assert answer.status_code == 302
    assert answer.url != PATH
    section = home.get_children().get(slug="meetings")
    listed = browser.get(reverse("wagtailadmin_explore", args=[section.pk]), follow=True)
    assert PATH not in listed.content.decode()


def test_the_section_links_to_the_import_of_its_data_set(editor_client, home):
    section = home.get_children().get(slug="declarations")
    listed = soup_of(editor_client.get(reverse("wagtailadmin_explore", args=[section.pk])))
    (link,) = listed.select(f"a[href^='{PATH}']")
    soup = soup_of(editor_client.get(link["href"]))
    chosen = soup.select_one("select[name=name] option[selected]")
    assert chosen["value"] == "declarations"
