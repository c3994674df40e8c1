"""Opens the screens of the admin as each role does, and records the messages that they show.

A walk follows the links of the screens that it has opened. It opens every view once, and lists and
forms once for each type of page, or in a sample of the full grids for one type. Then it sends every
form that it has found, with each of its buttons and also empty, for the confirmations and errors.
Nothing that this changes is kept.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve, reverse
from django.utils.translation.trans_real import DjangoTranslation
from wagtail.models import Page

from tests import grids

# Screens that JavaScript opens, and their parameters.
CHOOSERS = {
    "wagtailadmin_choose_page": "?page_type=wagtailcore.page&allow_external_link=true"
    "&allow_email_link=true&allow_anchor_link=true",
    "wagtailadmin_choose_page_external_link": "",
    "wagtailadmin_choose_page_email_link": "",
    "wagtailadmin_choose_page_anchor_link": "",
    "wagtailadmin_choose_page_phone_link": "",
    "wagtailimages_chooser:choose": "",
    "wagtaildocs_chooser:choose": "",
}
# Logging out would end the walk. The others have no texts, or those of a screen that is opened.
NOT_OPENED = re.compile(r"logout|_results$|_api:|sprite|javascript_catalog|preview|dismissibles")
OF_EACH_TYPE = re.compile(r":edit$|:add$|:type_use$|explore$")
PATH_IN_ATTRIBUTE = re.compile(r'/admin/[^\s"\'&<>\\]*(?:\?[^\s"\'<>\\]*)?')


@contextmanager
def recorded_messages() -> Iterator[set[str]]:
    """Collect the messages that are looked up in this block, as keys of a gettext catalogue."""
    found = set()
    with pytest.MonkeyPatch.context() as patch:

        def gettext(self, message):
            found.add(message)
            return super(DjangoTranslation, self).gettext(message)

        def ngettext(self, singular, plural, number):
            found.add(singular)
            return super(DjangoTranslation, self).ngettext(singular, plural, number)

        patch.setattr(DjangoTranslation, "gettext", gettext, raising=False)
        patch.setattr(DjangoTranslation, "ngettext", ngettext, raising=False)
        yield found


class AdminWalk:
    """A walk of several people, one after the other.

    Each opens the screens that nobody before was allowed to open.
    """

    def __init__(self):
        self.opened: set[tuple] = set()
        self.sent: set[tuple] = set()

    def go(self, client: Client) -> None:
        for address, text in self._open_screens(client).items():
            for form in BeautifulSoup(text, "html.parser").select("form[method=post i]"):
                self._send(client, urljoin(address, form.get("action") or address), form)

    def _open_screens(self, client: Client) -> dict[str, str]:
        """Return the HTML of each screen that was opened, by its address."""
        screens = {}
        waiting = [reverse("wagtailadmin_home")]
        waiting += [reverse(name) + query for name, query in CHOOSERS.items()]
        asked = set()
        while waiting:
            address = waiting.pop(0)
            kind = _kind_of_screen(address)
            if kind is None or kind in self.opened | asked:
                continue
            asked.add(kind)
            with _nothing_kept():
                response = client.get(address)
            if response.status_code == 302:
                waiting.append(urljoin(address, response.url))
            elif response.status_code == 200 and not response.streaming:
                screens[address] = response.content.decode(errors="replace")
                waiting += [urljoin(address, found) for found in _addresses(screens[address])]
        self.opened |= {_kind_of_screen(address) for address in screens}
        # The next person starts where this one did.
        self.opened -= {_kind_of_screen(reverse("wagtailadmin_home"))}
        return screens

    def _send(self, client: Client, address: str, form: Tag) -> None:
        kind = _kind_of_screen(address)
        buttons = form.select("button[name], input[type=submit][name]")
        named = {button["name"]: button.get("value", "") for button in buttons}
        values = _values(form)
        filled = {name: values | {name: value} for name, value in named.items()}
        for button, data in {"": values, **filled, "empty": _values_of_an_empty_form(form)}.items():
            if kind and (*kind, button) not in self.sent:
                self.sent.add((*kind, button))
                with _nothing_kept():
                    client.post(address, data)


@contextmanager
def _nothing_kept() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _addresses(text: str) -> list[str]:
    return [unescape(found) for found in PATH_IN_ATTRIBUTE.findall(unescape(text))]


def _kind_of_screen(address: str) -> tuple | None:
    """Return what makes the screen different from others; ``None`` if it is not opened."""
    parts = urlsplit(address)
    try:
        match = resolve(parts.path)
    except Resolver404:
        return None
    if not parts.path.startswith("/admin/") or NOT_OPENED.search(match.view_name):
        return None
    is_of_each_type = OF_EACH_TYPE.search(match.view_name)
    if is_of_each_type and not grids.is_full:
        return (match.view_name,)
    values = [str(value) for value in (*match.args, *match.kwargs.values())]
    words = [value for value in values if value.isidentifier()]
    if not is_of_each_type:
        return match.view_name, *words
    pages = Page.objects.filter(pk__in=[value for value in values if value.isdigit()])
    return match.view_name, *words, *pages.values_list("content_type__model", flat=True)


def _values(form: Tag) -> dict[str, str]:
    """Return what a browser would send."""
    # In a browser, JavaScript creates the fields of a stream.
    streams = form.select("[data-controller~=w-block][id]")
    values = {f"{stream['id']}-count": "0" for stream in streams}
    for field in form.select("input[name], select[name], textarea[name]"):
        if field.get("type") in ("submit", "file", "image"):
            continue
        if field.get("type") in ("checkbox", "radio") and not field.has_attr("checked"):
            continue
        if field.name == "select":
            chosen = field.select_one("option[selected]") or field.select_one("option")
            values[field["name"]] = chosen.get("value", "") if chosen else ""
        else:
            values[field["name"]] = field.get("value") or field.text
    return values


def _values_of_an_empty_form(form: Tag) -> dict[str, str]:
    hidden = {field["name"] for field in form.select("input[type=hidden][name]")}
    return {
        name: value if name in hidden or name.endswith("-count") else ""
        for name, value in _values(form).items()
    }
