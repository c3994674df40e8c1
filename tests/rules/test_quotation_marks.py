"""Words of the interface and of the demonstration are quoted as each language quotes."""

import re
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils.translation import to_locale

from core.languages import all_languages, source

from .source_files import ROOT

# Both marks as they stand around a word. Where an orthography allows for several, one is used.
MARKS = {
    "sq": "“”",
    "bs": "„“",
    "bg": "„“",
    "hr": "„”",
    "mk": "„“",
    "cnr": "„“",
    "ro": "„”",
    "sl": "»«",
    "sr-cyrl": "„“",
    "sr-latn": "„“",
}
ANY_MARK = re.compile('[“”„«»"]')
TAG = re.compile(r"<[^<>]+>")
CATALOGUES = Path(settings.LOCALE_PATHS[0])
DEMONSTRATION = ROOT / "cms" / "demonstration" / "translations"


def translations(code: str) -> list[str]:
    """Every text in this language that is kept with the code."""
    files = [
        CATALOGUES / to_locale(code) / "LC_MESSAGES" / "django.po",
        DEMONSTRATION / f"{code}.po",
    ]
    entries = [entry for file in files if file.exists() for entry in polib.pofile(str(file))]
    return [text for entry in entries for text in (entry.msgstr, *entry.msgstr_plural.values())]


@pytest.mark.parametrize("code", [one.code for one in all_languages() if one != source()])
def test_a_language_quotes_in_one_way_and_that_is_its_own(code):
    others = {
        text
        for text in translations(code)
        if set(ANY_MARK.findall(TAG.sub("", text))) - set(MARKS[code])
    }
    assert not others
