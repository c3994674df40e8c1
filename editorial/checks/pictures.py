"""Checks of alternative texts, which the blocks require, but not that they say anything."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from editorial.checks.checked_page import CheckedPage
from editorial.checks.findings import ContentFinding

FIELD, CAPTION = "alternative_text", "caption"
_FILE_NAME = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg)$|^(?:img|dsc|image)[\W_]*\d*$", re.I)


def alternative_texts(checked: CheckedPage) -> Iterator[ContentFinding]:
    captions = {item.path: item.text.strip() for item in checked.texts}
    for item in checked.texts:
        before, _dot, name = item.path.rpartition(".")
        if name != FIELD:
            continue
        if _FILE_NAME.search(item.text.strip()):
            yield ContentFinding(_("The alternative text is the name of a file."), item)
        elif item.text.strip() == captions.get(f"{before}.{CAPTION}"):
            message = _("Alternative text and caption are the same: say what the picture shows.")
            yield ContentFinding(message, item)
