"""Checks of links: a text that says where they lead (WCAG 2.2, 2.4.4), and no bare addresses."""

import re
from collections.abc import Iterator

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from editorial.checks.checked_page import CheckedPage
from editorial.checks.findings import ContentFinding

_LINK = re.compile(r"<a\b[^>]*>(.*?)</a>", re.DOTALL)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
# In the language of the sources. Each says nothing to somebody who hears the links alone.
_SAYS_NOTHING = {"here", "click here", "this", "this link", "link", "more", "read more", "website"}


def link_texts(checked: CheckedPage) -> Iterator[ContentFinding]:
    for item in checked.texts:
        for found in _LINK.findall(item.string.data):
            text = " ".join(strip_tags(found).split())
            if text.strip(" .…").lower() in _SAYS_NOTHING:
                message = _("The link “%(text)s” does not say where it leads.")
                yield ContentFinding(message % {"text": text}, item)


def bare_addresses(checked: CheckedPage) -> Iterator[ContentFinding]:
    for item in checked.texts:
        for found in _ADDRESS.finditer(item.text):
            message = _(
                "An address as text: write where it leads, and make that a link. %(address)s"
            )
            yield ContentFinding(message % {"address": found[0][:60]}, item, found.start())
