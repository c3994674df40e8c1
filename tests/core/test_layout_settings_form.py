"""The form of names, menu, footer and notice: what is refused, its preview, who may open it."""

import json

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.contrib.settings.views import get_setting_edit_handler
from wagtail.models import Locale
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from core.blocks.layout import validate_link_address
from core.languages import all_languages, site_language
from core.models.layout import LayoutSettings
from tests import specimens as specimen
from tests.public_pages import element_text, interface_text, read
from translation.roles import AUTHOR, COORDINATOR, TRANSLATOR

from .test_layout_settings import CODES, menu, names

pytestmark = pytest.mark.django_db

SETTINGS = "/admin/settings/core/layoutsettings/"


def form(**values) -> dict:
    empty = {name: streamfield([]) for name in ("names", "menu", "footer", "notice")}
    dates = {"notice_from": "", "notice_until": ""}
    return nested_form_data({**empty, **dates, "notice_tone": "information", **values})


def label_rows(**labels: str):
    return streamfield(
        [("label", {"language": code, "text": text}) for code, text in labels.items()]
    )


def edit_url(client) -> str:
    return client.get(SETTINGS).url


def test_an_editor_saves_all_of_it_in_the_form(editor_client, client, home):
    item = {"page": home.get_children().get(slug="history").pk, "address": ""}
    data = form(
        names=streamfield(
            [("names", {"language": "en", "short_name": "N", "name": "Net", "description": "D"})]
        ),
        menu=streamfield([("link", {**item, "labels": label_rows(en="Since 2010")})]),
        notice=streamfield([("text", {"language": "en", "text": rich_text("<p>Hello</p>")})]),
    )
    assert editor_client.post(edit_url(editor_client), data).status_code == 302
    soup = read(client, "/en/")
    assert names(soup) == ("N", "Net")
    assert menu(soup)[0] == ("/en/history/", "Since 2010")
    assert element_text(soup.select_one(".site-notice")) == "Hello"


def opened(client) -> str:
    """Return what the form contains of the settings that it was opened with."""
    soup = BeautifulSoup(client.get(edit_url(client)).content, "html.parser")
    return soup.select_one("[name=opened_with]")["value"]


def test_what_somebody_else_saves_while_the_form_is_sent_is_not_replaced(home):
    """Two at once: the second has read the settings before the first has stored them."""
    loaded, other = LayoutSettings.load(), LayoutSettings.load()
    form_class = get_setting_edit_handler(LayoutSettings).get_form_class()
    opened_with = form_class(instance=loaded).initial["opened_with"]
    other.notice_tone = "warning"
    other.save()
    sent = form_class(form(opened_with=json.dumps(opened_with)), instance=loaded)
    assert not sent.is_valid()
    assert "Kind of notice" in str(sent.errors)


def test_what_somebody_else_saved_meanwhile_is_not_replaced_unread(
    editor_client, admin_client, client, home
):
    url, text = edit_url(editor_client), rich_text("<p>Mine</p>")
    mine = {"notice": streamfield([("text", {"language": "en", "text": text})])}
    before = opened(editor_client)
    theirs = form(**link_rows(), opened_with=opened(admin_client))
    assert admin_client.post(url, theirs).status_code == 302
    refused = editor_client.post(url, form(**mine, opened_with=before))
    content = refused.content.decode()
    assert "admin saved this after you opened it" in content
    assert "with changes in: Main menu." in content
    assert "Mine" in content
    assert menu(read(client, "/en/"))[0][1] == "Data"
    now = BeautifulSoup(content, "html.parser").select_one("[name=opened_with]")["value"]
    assert now == opened(editor_client) != before
    assert editor_client.post(url, form(**mine, opened_with=now)).status_code == 302
    assert element_text(read(client, "/en/").select_one(".site-notice")) == "Mine"


def test_whoever_saves_twice_is_not_refused(editor_client, home):
    for _repetition in range(2):
        data = form(**link_rows(), opened_with=opened(editor_client))
        assert editor_client.post(edit_url(editor_client), data).status_code == 302


def link_rows() -> dict:
    item = {"page": "", "address": "/data/", "labels": label_rows(en="Data")}
    return {"menu": streamfield([("link", item)])}


def link_form(page="", address: str = "", **labels: str) -> dict:
    value = {"page": page, "address": address, "labels": label_rows(**labels)}
    return form(menu=streamfield([("link", value)]))


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (link_form(), "Choose either a page or an address."),
        (link_form(address="/data/"), "Write at least one text for this address."),
        (link_form(address="/mk/data/", en="D"), "Leave out the language"),
        (link_form(address="javascript:alert(1)", en="D"), "Write an address such as"),
        (link_form(address="/data/", en="a\0b"), "Null characters are not allowed."),
        (link_form(address="/data/", en="a" * 61), "at most 60 characters"),
        (form(notice_from="2026-05-02", notice_until="2026-05-01"), "before the first one"),
        (
            form(names=streamfield([("names", {"language": "en", "name": "a"})] * 2)),
            "There is a text in this language already.",
        ),
    ],
)
def test_invalid_values_are_refused_with_a_reason(editor_client, client, home, data, problem):
    before = client.get("/en/").content
    answer = editor_client.post(edit_url(editor_client), data)
    assert answer.status_code == 200
    assert problem in answer.content.decode()
    assert client.get("/en/").content == before


def test_a_translated_page_is_refused_since_readers_come_to_it_anyway(editor_client, home):
    page = specimen.content(home)
    specimen.translate(home, "mk")
    specimen.translate(page, "mk")
    target = page.get_translation(Locale.objects.get(language_code="mk"))
    answer = editor_client.post(edit_url(editor_client), link_form(page=target.pk))
    assert "Choose the page in English." in answer.content.decode()


@pytest.mark.parametrize(
    "address",
    ["/", "/data/", "/meetings/vienna/?a=b#c", "https://www.example.org/", "http://a.org"],
)
def test_paths_and_addresses_of_other_sites_are_accepted(address):
    validate_link_address(address)


@pytest.mark.parametrize(
    "address", ["data", "//evil.example", "ftp://a.org/", "/a b", "/en/", "\\"]
)
def test_other_addresses_are_refused(address):
    with pytest.raises(ValidationError):
        validate_link_address(address)


# Preview


@pytest.mark.parametrize("code", CODES)
def test_the_preview_shows_unsaved_settings_in_each_language(editor_client, client, home, code):
    url = f"{edit_url(editor_client)}preview/"
    notice = [("text", {"language": "en", "text": rich_text("<p>Preview me</p>")})]
    history = home.get_children().get(slug="history").pk
    item = [("link", {"page": history, "address": "", "labels": label_rows(en="Since 2010")})]
    answer = editor_client.post(
        url, form(notice=streamfield(notice), menu=streamfield(item), footer=streamfield([]))
    )
    assert answer.json() == {"is_valid": True, "is_available": True}
    soup = read(editor_client, f"{url}?mode={code}")
    assert soup.html["lang"] == site_language(code).tag
    assert element_text(soup.select_one(".site-notice")) == "Preview me"
    assert menu(soup)[0] == (f"/{code}/history/", "Since 2010")
    assert interface_text(code, "Help") == menu(soup)[-1][1]
    assert not read(client, f"/{code}/").select_one(".site-notice")


def test_the_form_offers_the_preview_in_every_language(editor_client):
    found = read(editor_client, edit_url(editor_client)).select(
        "#preview-mode option, select option"
    )
    assert {language.name for language in all_languages()} <= {item.get_text() for item in found}


def test_without_a_public_home_page_there_is_no_preview(editor_client, home):
    url = f"{edit_url(editor_client)}preview/"
    editor_client.post(url, form())
    assert editor_client.get(url).status_code == 200
    home.unpublish()
    assert editor_client.get(url).status_code == 404


def test_a_preview_in_an_unknown_language_is_in_one_of_the_site(editor_client, home):
    url = f"{edit_url(editor_client)}preview/"
    editor_client.post(url, form())
    assert read(editor_client, f"{url}?mode=xx").html["lang"] == "en"


# Permissions


@pytest.mark.parametrize("name", ["coordinator", "author", "translator"])
def test_coordinators_change_it_too_but_neither_authors_nor_translators(
    name, client, django_user_model
):
    locale = Locale.objects.get(language_code="mk")
    group_names = {
        "coordinator": COORDINATOR.group_name(),
        "author": AUTHOR.group_name(),
        "translator": TRANSLATOR.group_name(locale),
    }
    user = django_user_model.objects.create_user(name)
    user.groups.add(Group.objects.get(name=group_names[name]))
    client.force_login(user)
    final = client.get(SETTINGS, follow=True).redirect_chain[-1][0]
    assert (final != reverse("wagtailadmin_home")) == (name == "coordinator")
