"""The message catalogues of the interface: one for each language but the source, in ``cms/locale``.

``cms/package_locale`` has those messages of Wagtail and other packages that users of the admin meet
and that the packages do not ship in the language. Both folders are in ``LOCALE_PATHS``.

``python -m cms.catalogues extract`` updates the messages of every catalogue from the code, and
derives the catalogues of second scripts.
``python -m cms.catalogues compile FILE.po …`` writes the ``.mo`` beside each, as ``msgfmt`` would.
"""

import os
import shutil
import sys
from contextlib import chdir
from gettext import c2py
from pathlib import Path

import polib
from babel.messages.plurals import get_plural
from babel.plural import to_gettext
from django.utils.translation import to_locale

from core.languages import Language, all_languages, site_language
from core.writing.transliteration import transliterate_html

ROOT = Path(__file__).resolve().parent.parent
# Folders without messages of the interface; makemessages itself skips hidden folders.
IGNORED = ("tests", "docs", "deploy", "var", "cms/locale", "cms/package_locale")
PACKAGE_CATALOGUES = ROOT / "cms" / "package_locale"


def translated_languages() -> list[Language]:
    """Return the languages with a catalogue: all but the source, whose messages are in the code."""
    return [language for language in all_languages() if not language.is_source]


def catalogue_path(folder: Path, language: Language) -> Path:
    return folder / to_locale(language.code) / "LC_MESSAGES" / "django.po"


def package_catalogues(language: Language) -> list[Path]:
    """Return the files for packages: ``django.po``, and ``djangojs.po`` where it is needed."""
    return sorted(catalogue_path(PACKAGE_CATALOGUES, language).parent.glob("*.po"))


def compile_catalogue(path: Path) -> None:
    """Write the compiled catalogue beside ``path``; fuzzy entries are left out, as gettext does."""
    polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))


def extract_messages(languages: list[Language]) -> None:
    """Update the catalogues of ``languages`` in the locale folder from the code.

    Translations are preserved; those of changed messages are marked as fuzzy.
    """
    from django.conf import settings
    from django.core.management import call_command

    folder = Path(settings.LOCALE_PATHS[0])
    with chdir(ROOT):  # makemessages reads the files below the working directory
        call_command(
            "makemessages",
            locale=[to_locale(language.code) for language in languages],
            ignore_patterns=list(IGNORED),
            no_obsolete=True,
            no_wrap=True,
            add_location="file",
            verbosity=0,
        )
    for language in languages:
        _complete(catalogue_path(folder, language), language, "Interface words of the site")
    for language in languages:
        if language.derived_from:
            origin = catalogue_path(folder, site_language(language.derived_from))
            _derive(catalogue_path(folder, language), polib.pofile(str(origin)))


def complete_package_catalogues(languages: list[Language]) -> None:
    """Set the headers of the catalogues for packages, and write those of derived scripts anew."""
    for language in languages:
        folder = catalogue_path(PACKAGE_CATALOGUES, language).parent
        if language.derived_from:
            folder.mkdir(parents=True, exist_ok=True)
            for origin in package_catalogues(site_language(language.derived_from)):
                shutil.copyfile(origin, folder / origin.name)
                _derive(folder / origin.name, polib.pofile(str(origin)))
        for path in package_catalogues(language):
            _complete(path, language, "Words of Wagtail and other packages")


def plural_forms(language: Language) -> str:
    """Return the ``Plural-Forms`` header of a language.

    It is gettext's usual rule if that agrees with CLDR, otherwise (Macedonian 21, 31 …) CLDR's.
    """
    usual, exact = get_plural(language.cldr), to_gettext(language.babel.plural_form)
    usual_form = c2py(usual.plural_expr)
    exact_form = c2py(exact.partition("plural=")[2].rstrip(";"))
    agrees = all(usual_form(number) == exact_form(number) for number in range(1000))
    return str(usual) if agrees else exact


def _complete(path: Path, language: Language, title: str) -> None:
    """Set the header and all plural forms, which msgmerge does not support for some languages."""
    catalogue = polib.pofile(str(path), wrapwidth=0)
    catalogue.header = f"{title}: {language.name} ({language.tag})"
    catalogue.metadata_is_fuzzy = False
    catalogue.metadata = {
        "Project-Id-Version": "natc-see",
        "Language": language.tag,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": plural_forms(language),
    }
    form_count = int(plural_forms(language).partition("nplurals=")[2].partition(";")[0])
    for entry in catalogue:
        if entry.msgid_plural:
            entry.msgstr_plural = {
                form: entry.msgstr_plural.get(form, "") for form in range(form_count)
            }
    catalogue.save()


def _derive(path: Path, origin: polib.POFile) -> None:
    """Fill the catalogue of a derived script from the one it is derived from."""
    catalogue = polib.pofile(str(path), wrapwidth=0)
    originals = {(entry.msgctxt, entry.msgid): entry for entry in origin}
    for entry in catalogue:
        original = originals[entry.msgctxt, entry.msgid]
        entry.msgstr = transliterate_html(original.msgstr)
        entry.msgstr_plural = {
            form: transliterate_html(text) for form, text in original.msgstr_plural.items()
        }
        entry.flags = list(original.flags)
        for name in ("previous_msgctxt", "previous_msgid", "previous_msgid_plural"):
            setattr(entry, name, getattr(original, name))
    catalogue.save()


if __name__ == "__main__":
    if sys.argv[1:] == ["extract"]:
        import django

        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.development")
        django.setup()
        extract_messages(translated_languages())
        complete_package_catalogues(translated_languages())
    elif sys.argv[1:2] == ["compile"]:
        for name in sys.argv[2:]:
            compile_catalogue(Path(name))
    else:
        sys.exit(__doc__)
