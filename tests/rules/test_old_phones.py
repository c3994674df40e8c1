"""The help and "Leave this site" are laid out without what phones of before 2021 do not know."""

import re

import pytest

from core.static_files import bundle_style_sheet

from .source_files import ROOT

RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# Chrome 87 and Safari 14.1 have the shorthands, Chrome 84 and Safari 14.1 the gap of flex.
TOO_NEW = re.compile(r"\b(inset(-[\w-]+)?|(margin|padding)-(inline|block)):")
FLEX = re.compile(r"\bdisplay: (inline-)?flex\b")
GAP = re.compile(r"\bgap:")
STATIC_FOLDER = ROOT / "static"


@pytest.mark.parametrize(
    "name", ["css/contacts.css", "css/site/quick-exit.css", "css/site/header.css"]
)
def test_style_sheet_asks_for_nothing_that_old_phones_lack(name):
    sheet = bundle_style_sheet(name, lambda part: (STATIC_FOLDER / part).read_text())
    sheet = COMMENT.sub("", sheet)
    rules = [(_selectors(part), declarations) for part, declarations in RULE.findall(sheet)]
    flexible = {one for found, declarations in rules if FLEX.search(declarations) for one in found}
    wrong = [
        found
        for found, declarations in rules
        if TOO_NEW.search(declarations) or (GAP.search(declarations) and found & flexible)
    ]
    assert not wrong


def _selectors(prelude: str) -> set[str]:
    return {selector.strip() for selector in prelude.split(",")}
