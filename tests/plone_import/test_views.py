"""The screens of the import."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry, Page

from home.models import ContentPage
from plone_import.choices import PloneImportState
from plone_import.models import STOPPED_AFTER, PloneImport
from plone_import.tasks import run_plone_import
from tests import specimens as specimen
from tests.plone_export import ExportBuilder

pytestmark = pytest.mark.django_db

PATH = "/admin/plone-import/"


@pytest.fixture
def administrator(home) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("administrator"))
    return client


@pytest.fixture
def upload(administrator, django_capture_on_commit_callbacks):
    """Upload an archive; the task runs at once. Return the response."""

    def post(data: bytes, name: str = "export.zip", **values):
        values = {"time_zone": "Europe/Vienna", **values}
        with django_capture_on_commit_callbacks(execute=True):
            values["file"] = SimpleUploadedFile(name, data)
            response = administrator.post(PATH, values)
        return administrator.get(response["Location"]) if response.status_code == 302 else response

    return post


@pytest.fixture
def press(administrator, django_capture_on_commit_callbacks):
    """Press a button of the only import; the task runs at once."""

    def post(action: str, **values):
        with django_capture_on_commit_callbacks(execute=True):
            path = f"{PATH}{PloneImport.objects.get().pk}/{action}/"
            response = administrator.post(path, values)
        return administrator.get(response["Location"])

    return post


def text_of(response) -> str:
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").main.get_text(" ", strip=True)


def messages_of(response) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def state() -> str:
    return PloneImport.objects.get().state


@pytest.mark.postgresql
def test_an_administrator_checks_imports_and_undoes_an_export(upload, press, site):
    before = Page.objects.count()
    shown = text_of(upload(site.archive()))
    assert "/en/about/network (Document)" in shown
    assert "Not imported, since this site has no place for it: export/members.json" in shown
    assert (Page.objects.count(), state()) == (before, PloneImportState.CHECKED)
    file = PloneImport.objects.get().file
    assert "imported" in text_of(press("start", confirm="1"))
    assert ContentPage.objects.get(slug="about", locale__language_code="en").live
    assert not file.storage.exists(file.name)
    entry = ModelLogEntry.objects.get(action="core.import")
    assert (entry.user.username, entry.message) == ("administrator", "Import: export.zip")
    assert "undone" in messages_of(press("undo"))
    assert (Page.objects.count(), state()) == (before, PloneImportState.UNDONE)


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("export.zip", b"PK", "This is not a complete ZIP archive."),
        ("export.txt", b"[]", "The name of the file has to end in .zip or .json."),
        ("export.json", b"", "The submitted file is empty."),
    ],
)
def test_what_is_no_export_is_refused_in_the_form(upload, name, data, message):
    assert message in text_of(upload(data, name))
    assert not PloneImport.objects.exists()


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("export.json", b"{", "damaged in line 1"),
        ("export.json", b"[]", "There are no contents of a Plone site in it"),
        ("export.json", b'\xff[{"@type": 1}]', "is damaged"),
    ],
)
def test_what_cannot_be_read_has_a_message_and_can_be_removed(upload, press, name, data, message):
    assert message in text_of(upload(data, name))
    assert state() == PloneImportState.FAILED
    press("remove")
    assert not PloneImport.objects.exists()


def test_a_mistake_in_the_mapping_file_is_shown_in_the_form(upload, site):
    mapping = SimpleUploadedFile("mapping.toml", b"colour = 1")
    assert "There is no setting “colour”." in text_of(upload(site.archive(), mapping=mapping))
    assert not PloneImport.objects.exists()


def test_a_time_zone_that_does_not_exist_is_refused(upload, site):
    assert "Select a valid choice" in text_of(upload(site.archive(), time_zone="Europe/Nowhere"))


def test_a_page_with_a_problem_prevents_the_import(upload, press, site):
    mapping = SimpleUploadedFile(
        "mapping.toml", b'[[rules]]\ntype = "Event"\nvalues = {status = "nonsense"}'
    )
    response = upload(site.archive(), mapping=mapping)
    assert "Nothing can be imported until this is solved" in text_of(response)
    assert "Import all of it" not in text_of(response)
    assert "not possible any more" in messages_of(press("start", confirm="1"))


def test_the_report_is_filtered_and_downloaded(upload, administrator, site):
    site.add("Form", "en/form", title="=cmd()")
    upload(site.archive())
    pk = PloneImport.objects.get().pk
    shown = text_of(administrator.get(f"{PATH}{pk}/?result=not-mapped"))
    assert "/en/form (Form)" in shown
    assert "There is no rule for the type “Form”." in shown
    assert "/en/notes" not in shown
    assert "/en/notes" in text_of(
        administrator.get(f"{PATH}{pk}/?result=nonsense&p=999999999999999999999")
    )
    report = administrator.get(f"{PATH}{pk}/report.csv").content.decode("utf-8-sig")
    assert "/en/form,Form,'=cmd(),not-mapped" in report


def test_what_was_changed_since_is_named_instead_of_undoing(upload, press, administrator, site):
    upload(site.archive())
    press("start", confirm="1")
    page = ContentPage.objects.get(slug="about", locale__language_code="en")
    page.title = "Edited here"
    specimen.publish(page)
    pk = PloneImport.objects.get().pk
    assert "Edited here" in text_of(administrator.get(f"{PATH}{pk}/undo/"))
    press("undo")
    assert state() == PloneImportState.IMPORTED


def test_an_import_whose_worker_has_ended_can_be_started_again(press, administrator, site):
    long_ago = timezone.now() - 2 * STOPPED_AFTER
    stopped = PloneImport(
        name="export.zip", state=PloneImportState.RUNNING, requested_at=long_ago, seen_at=long_ago,
        language_code="en",
    )  # fmt: skip
    stopped.file.save("export.zip", ContentFile(site.archive()))
    assert "No worker is busy with it." in text_of(administrator.get(f"{PATH}{stopped.pk}/"))
    press("start")
    assert state() == PloneImportState.CHECKED


def test_a_running_import_is_neither_started_nor_removed(press, administrator):
    running = PloneImport.objects.create(
        name="export.zip", state=PloneImportState.RUNNING, seen_at=timezone.now()
    )
    for action in ("start", "remove"):
        press(action)
        assert state() == PloneImportState.RUNNING
    progress = administrator.get(f"{PATH}{running.pk}/progress/").json()
    assert progress == {"status": "running", "is_in_progress": True}


def test_the_screen_says_so_where_the_database_shows_no_progress(administrator):
    running = PloneImport.objects.create(
        name="export.zip", state=PloneImportState.RUNNING, seen_at=timezone.now()
    )
    shown = text_of(administrator.get(f"{PATH}{running.pk}/"))
    assert ("cannot show how far it is" in shown) == (connection.vendor == "sqlite")


def test_an_export_whose_file_is_gone_has_a_message(home):
    waiting = PloneImport.objects.create(name="export.zip", language_code="en")
    run_plone_import.call(waiting.pk)
    assert PloneImport.objects.get().error == "The uploaded export is gone. Upload it again."


@pytest.mark.parametrize("path", ["", "1/", "1/progress/", "1/report.csv", "1/undo/"])
def test_editors_may_not_open_it(editor_client, path):
    PloneImport.objects.create(pk=1, name="export.zip")
    response = editor_client.get(f"{PATH}{path}")
    assert response.status_code == 302
    assert "Import from Plone" not in editor_client.get("/admin/").content.decode()


@pytest.mark.parametrize("action", ["start", "undo", "remove"])
def test_editors_may_not_do_anything(editor_client, action):
    PloneImport.objects.create(pk=1, name="export.zip", state=PloneImportState.CHECKED)
    editor_client.post(f"{PATH}1/{action}/", {"confirm": "1"})
    assert state() == PloneImportState.CHECKED


def test_an_empty_site_is_imported_without_an_error(upload):
    assert "left out" in text_of(upload(ExportBuilder().archive()))
