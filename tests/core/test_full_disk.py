"""What people see when the disk of the site is full."""

import errno
import sqlite3
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse
from PIL import Image

from core.full_disk import is_disk_full
from core.models import SiteDocument, SiteImage
from search import views
from tests import specimens as specimen
from tests.public_pages import element_text, read

pytestmark = pytest.mark.django_db
SENTENCE = "the disk of the site is full"


@pytest.fixture
def full_disk(monkeypatch):
    """A storage of uploads on which there is no space."""

    def fail(storage, name, content):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", fail)


def png() -> SimpleUploadedFile:
    written = BytesIO()
    Image.new("RGB", (60, 40)).save(written, "PNG")
    return SimpleUploadedFile("hall.png", written.getvalue(), "image/png")


def pdf() -> SimpleUploadedFile:
    return SimpleUploadedFile("agenda.pdf", b"%PDF-1.7\n%%EOF\n", "application/pdf")


@pytest.mark.parametrize(
    ("model", "name", "file"),
    [(SiteImage, "wagtailimages:add", png), (SiteDocument, "wagtaildocs:add", pdf)],
)
def test_the_form_says_so_and_keeps_what_was_typed(editor_client, full_disk, model, name, file):
    answer = editor_client.post(reverse(name), {"title": "A long title", "file": file()})
    shown = BeautifulSoup(answer.content, "html.parser")
    assert answer.status_code == 200
    assert SENTENCE in element_text(shown.main)
    assert shown.select_one("[name=title]")["value"] == "A long title"
    assert not model.objects.exists()


@pytest.mark.parametrize(
    ("name", "file"), [("wagtailimages:add_multiple", png), ("wagtaildocs:add_multiple", pdf)]
)
def test_the_form_for_several_files_says_so(editor_client, full_disk, name, file):
    answer = editor_client.post(
        reverse(name), {"files[]": file()}, headers={"x-requested-with": "XMLHttpRequest"}
    )
    assert answer.json()["success"] is False
    assert SENTENCE in answer.json()["error_message"]


def test_an_upload_after_it_is_stored_once(editor_client, full_disk, monkeypatch):
    values = {"title": "Agenda", "file": pdf()}
    editor_client.post(reverse("wagtaildocs:add"), values)
    monkeypatch.undo()
    editor_client.post(reverse("wagtaildocs:add"), {**values, "file": pdf()})
    with SiteDocument.objects.get().open_file() as file:
        assert file.read() == b"%PDF-1.7\n%%EOF\n"


def test_readers_see_a_page_without_the_sizes_that_could_not_be_stored(home, client, request):
    page = specimen.content(home)
    shown = {"image": specimen.picture().pk, "alternative_text": "A hall", "caption": ""}
    page.body = specimen.stream(page, "body", ("picture", shown))
    specimen.publish(page)
    request.getfixturevalue("full_disk")
    assert read(client, "/en/about/").img["alt"] == "A hall"


def test_whatever_else_fails_on_a_full_disk_is_explained(monkeypatch):
    def fail(*arguments):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(views, "_found", fail)
    answer = Client(raise_request_exception=False).get("/en/search/?q=x")
    assert answer.status_code == 507
    assert "The disk of the site is full" in answer.content.decode()


def test_a_full_disk_of_the_database_is_recognised():
    refused = DatabaseError("could not extend file")
    assert not is_disk_full(refused)
    refused.__cause__ = type("DiskFull", (Exception,), {"sqlstate": "53100"})()
    assert is_disk_full(refused)
    full = sqlite3.OperationalError("database or disk is full")
    full.sqlite_errorname = "SQLITE_FULL"
    assert is_disk_full(full)
    assert is_disk_full(OSError(errno.EDQUOT, "quota exceeded"))
    assert not is_disk_full(PermissionError(errno.EACCES, "no"))
    assert not is_disk_full(None)
