"""All messages of the interface are translated into all languages."""

import re
import subprocess
from functools import cache
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils.translation import to_locale

from cms import catalogues
from core.languages import Language, site_language
from core.writing.transliteration import transliterate_html

LANGUAGES = catalogues.translated_languages()
FOLDER = Path(settings.LOCALE_PATHS[0])
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd%]|\{\w*\}")
TAG = re.compile(r"<[^<>]+>")
# What programs read: placeholders, tags, addresses, names of commands and endings of files.
UNREADABLE = re.compile(
    rf"<code>[^<]*</code>|{PLACEHOLDER.pattern}|{TAG.pattern}|&\w+;|https?://\S+|\S+@\S+"
    r"|(?<!\S)/[a-z/-]+|[a-z]+(?:[._][a-z]+)+|(?<!\w)\.[a-z]+"
)
# Names that every language writes in Latin letters.
LATIN_NAMES = {
    *("NATC", "SEE", "PDF", "CSV", "JSON", "XML", "Atom", "RSS", "iCalendar", "HTML", "URL"),
    *("BCP", "mk", "cnr", "Cyrl"),  # examples of language tags
    *("XLIFF", "PO", "UTF", "DTD", "MB", "OmegaT", "memoQ", "Trados", "Poedit"),
    *("TMX", "TBX"),
    *("XLSX", "ETag", "DOCX", "HTTP", "Plone", "Volto", "ZIP", "TOML", "UID"),
    *("Mac", "Ctrl", "Alt", "Shift", "Esc", "Enter", "F", "JavaScript", "SHA", "Wagtail"),
    *("IP", "PIN", "QR"),
    *("CC", "BY", "SA"),  # licences
}
# Values in the columns of the table of terms, which are the same in every language. Messages that
# explain the columns may contain them.
TERM_TABLE = "translation/glossary/table.py"
TERM_TABLE_VALUES = {
    *("institution", "designation", "title", "treaty", "subject"),
    *("approved", "forbidden", "proposed", "yes", "no"),
}

# The catalogue of the site in each language, and those for packages.
FILES = [
    (language, path)
    for language in LANGUAGES
    for path in (
        catalogues.catalogue_path(FOLDER, language),
        *catalogues.package_catalogues(language),
    )
]
each_catalogue = pytest.mark.parametrize(
    ("language", "path"),
    FILES,
    ids=[f"{path.parts[-4]}-{language.code}-{path.stem}" for language, path in FILES],
)


@cache
def catalogue(path: Path) -> polib.POFile:
    return polib.pofile(str(path))


def translations(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_every_language_but_the_source_has_a_catalogue_and_no_other():
    expected = {to_locale(language.code) for language in LANGUAGES}
    for folder in (FOLDER, catalogues.PACKAGE_CATALOGUES):
        assert {path.name for path in folder.iterdir()} == expected


@each_catalogue
def test_nothing_is_untranslated_fuzzy_or_obsolete(language, path):
    entries = catalogue(path)
    unfinished = [entry.msgid for entry in entries if not all(translations(entry))]
    assert not unfinished, f"{len(unfinished)} untranslated"
    assert not [entry.msgid for entry in entries.fuzzy_entries() + entries.obsolete_entries()]


@each_catalogue
def test_every_plural_form_is_there_under_the_rule_of_the_language(language, path):
    entries = catalogue(path)
    rule = catalogues.plural_forms(language)
    assert entries.metadata["Plural-Forms"] == rule
    forms = set(range(int(rule.partition("=")[2].partition(";")[0])))
    assert not [
        entry.msgid for entry in entries if entry.msgid_plural and set(entry.msgstr_plural) != forms
    ]


@each_catalogue
def test_placeholders_and_tags_are_those_of_the_source(language, path):
    wrong = []
    for entry in catalogue(path):
        for form, text in enumerate(translations(entry)):
            found = sorted(PLACEHOLDER.findall(text)), sorted(TAG.findall(text))
            allowed = [
                (sorted(PLACEHOLDER.findall(msgid)), sorted(TAG.findall(msgid)))
                for msgid in _sources(entry, form, language)
            ]
            if text and found not in allowed:
                wrong.append(text)
    assert not wrong


def _sources(entry: polib.POEntry, form: int, language: Language) -> list[str]:
    """Return the allowed sources: the singular only if the form is used for the number 1 alone."""
    if not entry.msgid_plural:
        return [entry.msgid]
    plural_form = language.babel.plural_form
    means_just_one = form == 0 and plural_form(21) != plural_form(1) != plural_form(101)
    return [entry.msgid_plural, entry.msgid] if means_just_one else [entry.msgid_plural]


@each_catalogue
def test_all_messages_are_in_the_script_of_the_language(language, path):
    other = {"Cyrl": r"[A-Za-z\u00c0-\u024f]+", "Latn": r"[\u0400-\u04ff]+"}[language.script]
    wrong = []
    for entry in catalogue(path):
        is_about_table = any(TERM_TABLE in place for place, _line in entry.occurrences)
        allowed = LATIN_NAMES | (TERM_TABLE_VALUES if is_about_table else set())
        for text in translations(entry):
            words = re.findall(other, UNREADABLE.sub(" ", text))
            wrong += [(word, text) for word in words if word not in allowed]
    assert not wrong


@each_catalogue
def test_gettext_accepts_the_catalogue(language, path):
    checked = subprocess.run(
        ["msgfmt", "--check", "--output-file", "-", str(path)],
        capture_output=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stderr.decode()


def test_the_catalogues_contain_exactly_the_messages_of_the_code(tmp_path, settings):
    settings.LOCALE_PATHS = [tmp_path]
    catalogues.extract_messages(LANGUAGES[:1])
    extracted = polib.pofile(str(catalogues.catalogue_path(tmp_path, LANGUAGES[0])))
    messages = {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in extracted}
    for language in LANGUAGES:
        own = catalogue(catalogues.catalogue_path(FOLDER, language))
        known = {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in own}
        assert known == messages, f"{language.code}: run make messages"


@pytest.mark.parametrize(
    ("language", "path"), [(language, path) for language, path in FILES if language.derived_from]
)
def test_a_derived_catalogue_is_its_origin_in_the_other_script(language, path):
    folder = to_locale(site_language(language.derived_from).code)
    written = catalogue(path.parents[2] / folder / "LC_MESSAGES" / path.name)
    origin = {(entry.msgctxt, entry.msgid): entry for entry in written}
    for entry in catalogue(path):
        expected = [
            transliterate_html(text) for text in translations(origin[entry.msgctxt, entry.msgid])
        ]
        assert translations(entry) == expected
