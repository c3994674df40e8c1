"""Translations of interface and demonstration use the quotation marks of their language."""

import re
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils.translation import to_locale

from cms.catalogues import package_catalogues
from core.languages import all_languages, site_language, source_language

from .source_files import ROOT

# Opening and closing mark. Where an orthography allows several, one is used.
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
    """Return all translations into this language in the repository."""
    files = [
        CATALOGUES / to_locale(code) / "LC_MESSAGES" / "django.po",
        *package_catalogues(site_language(code)),
        DEMONSTRATION / f"{code}.po",
    ]
    entries = [entry for file in files if file.exists() for entry in polib.pofile(str(file))]
    return [text for entry in entries for text in (entry.msgstr, *entry.msgstr_plural.values())]


@pytest.mark.parametrize("code", [one.code for one in all_languages() if one != source_language()])
def test_a_language_uses_its_own_quotation_marks_only(code):
    others = {
        text
        for text in translations(code)
        if set(ANY_MARK.findall(TAG.sub("", text))) - set(MARKS[code])
    }
    assert not others
