"""Editors add and change redirects; a redirect that would do nothing is refused with a reason."""

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import ModelLogEntry

from tests import specimens as specimen
from tests.public_pages import element_text
from translation.models import Team

pytestmark = pytest.mark.django_db

ADD = reverse("wagtailredirects:add")
LIST = reverse("wagtailredirects:index")


@pytest.fixture
def meeting(home):
    return specimen.meeting(home)


def errors(response) -> str:
    soup = BeautifulSoup(response.content, "html.parser")
    return " ".join(element_text(found) for found in soup.select(".error-message"))


def values(**changes) -> dict:
    return {
        "old_path": "/old",
        "is_permanent": "on",
        "redirect_page": "",
        "redirect_link": "",
        **changes,
    }


def test_an_editor_adds_a_redirect_that_holds_for_every_language(editor_client, client, meeting):
    sent = values(old_path=" /old/address/ ", redirect_page=meeting.pk)
    assert editor_client.post(ADD, sent).status_code == 302
    for code in ("en", "mk", "sr-latn"):
        response = client.get(f"/{code}/old/address/")
        assert response.headers["Location"] == f"/{code}/meetings/vienna/"


def test_a_complete_address_can_be_pasted(editor_client, meeting):
    sent = values(old_path=f"{settings.SITE_ADDRESS}/mk/old/", redirect_page=meeting.pk)
    editor_client.post(ADD, sent)
    assert Redirect.objects.get().old_path == "/mk/old"


def test_the_form_does_not_ask_for_the_site_of_which_there_is_one(editor_client):
    assert b'name="site"' not in editor_client.get(ADD).content


def test_the_list_shows_and_finds_redirects(editor_client, home, meeting):
    Redirect.add_redirect("/old", redirect_to=meeting)
    Redirect.add_redirect("/other", redirect_to=home)
    soup = BeautifulSoup(editor_client.get(LIST).content, "html.parser")
    headings = [element_text(found) for found in soup.select("main thead th")]
    assert headings == ["From", "To", "Type"]
    found = editor_client.get(reverse("wagtailredirects:index_results"), {"q": "old"})
    assert "Meeting in Vienna" in found.content.decode()
    assert "/other" not in found.content.decode()
    exported = editor_client.get(LIST, {"export": "csv"})
    assert b"/old" in b"".join(exported.streaming_content)


def test_an_editor_changes_and_deletes_a_redirect(editor_client, home, meeting):
    redirect = Redirect.add_redirect("/old", redirect_to=home)
    url = reverse("wagtailredirects:edit", args=[redirect.pk])
    assert editor_client.get(url).status_code == 200
    editor_client.post(url, values(redirect_page=meeting.pk))
    redirect.refresh_from_db()
    assert redirect.redirect_page_id == meeting.pk
    editor_client.post(reverse("wagtailredirects:delete", args=[redirect.pk]))
    assert not Redirect.objects.exists()


@pytest.mark.parametrize(
    "old_path", ["/meetings/vienna", "/en/meetings/vienna/", "mk/meetings/vienna"]
)
def test_the_address_of_a_live_page_is_refused_with_its_name(
    editor_client, home, meeting, old_path
):
    response = editor_client.post(ADD, values(old_path=old_path, redirect_page=home.pk))
    assert "“Meeting in Vienna”, which comes first" in errors(response)


@pytest.mark.parametrize("old_path", ["/", "/mk/", "/en"])
def test_the_start_of_the_site_is_refused(editor_client, meeting, old_path):
    response = editor_client.post(ADD, values(old_path=old_path, redirect_page=meeting.pk))
    assert errors(response)


def test_a_redirect_needs_a_target(editor_client, db):
    response = editor_client.post(ADD, values())
    assert "Choose the page that the address leads to." in errors(response)


def test_a_redirect_has_one_target(editor_client, meeting):
    sent = values(redirect_page=meeting.pk, redirect_link="https://example.org/")
    assert "not both" in errors(editor_client.post(ADD, sent))


@pytest.mark.parametrize("path", ["/en/old/", "/old", "/mk/older/"])
def test_a_target_that_is_redirected_itself_is_refused(editor_client, meeting, path):
    Redirect.add_redirect("/older", redirect_to=meeting)
    sent = values(redirect_link=f"{settings.SITE_ADDRESS}{path}")
    assert "redirected itself" in errors(editor_client.post(ADD, sent))


@pytest.mark.parametrize(
    "changes",
    [
        {"old_path": "/a\0b", "redirect_link": "https://example.org/"},
        {"old_path": "a" * 300, "redirect_link": "https://example.org/"},
        {"redirect_link": "https://example.org/" + "a" * 300},
        {"redirect_link": "javascript:alert(1)"},
        {"redirect_link": "https://[::1"},
        {"old_path": "http://[::1", "redirect_link": "https://example.org/"},
        {"redirect_page": "99999999999999999999999"},
        {"redirect_page": "x"},
    ],
)
def test_bad_input_is_refused_with_a_message(editor_client, changes):
    response = editor_client.post(ADD, values(**changes))
    assert response.status_code == 200
    assert errors(response)
    assert not Redirect.objects.exists()


def test_the_address_can_be_given_beforehand(editor_client):
    soup = BeautifulSoup(editor_client.get(ADD, {"old_path": "/old"}).content, "html.parser")
    assert soup.select_one("[name=old_path]")["value"] == "/old"


def import_file(client, content: bytes):
    """Upload a file with old and new addresses and confirm the import."""
    file = SimpleUploadedFile("old.csv", b"from,to\n" + content)
    page = client.post(reverse("wagtailredirects:start_import"), {"import_file": file})
    form = BeautifulSoup(page.content, "html.parser").select_one("form[action$='process/']")
    sent = {field["name"]: field.get("value", "") for field in form.select("input[name]")}
    sent |= {"from_index": "0", "to_index": "1", "permanent": "on", "site": ""}
    return client.post(reverse("wagtailredirects:process_import"), sent, follow=True)


def test_redirects_are_imported_from_a_file(editor_client, client):
    import_file(editor_client, b"/old,https://example.org/\n")
    assert client.get("/mk/old/").headers["Location"] == "https://example.org/"
    assert ModelLogEntry.objects.get(action="core.import").message == "Import: redirects"


@pytest.mark.parametrize("line", [b"http://[::1,https://example.org/\n", b"/a,https://[::1\n"])
def test_an_unreadable_address_in_a_file_is_named_in_a_message(editor_client, line):
    response = import_file(editor_client, b"/old,https://example.org/\n" + line)
    assert response.status_code == 200
    text = element_text(BeautifulSoup(response.content, "html.parser"))
    assert "Nothing was imported" in text or "Enter a valid URL" in text
    logged = ModelLogEntry.objects.filter(action="core.import").exists()
    assert logged == Redirect.objects.exists()


def test_translators_neither_see_nor_change_redirects(client, django_user_model):
    translator = django_user_model.objects.create_user("translator")
    translator.groups.add(Team.objects.get(locale__language_code="sl").translators)
    client.force_login(translator)
    for url in (ADD, LIST):
        assert client.get(url).status_code == 302
    client.post(ADD, values(redirect_link="https://example.org/"))
    assert not Redirect.objects.exists()
