"""The catalogues of interface words: one per language of the table, in ``cms/locale``.

``python -m cms.catalogues extract`` brings the words of the code into every catalogue.
``python -m cms.catalogues compile FILE.po …`` writes the ``.mo`` beside each, as ``msgfmt`` would.
"""

import os
import sys
from contextlib import chdir
from gettext import c2py
from pathlib import Path

import polib
from babel.messages.plurals import get_plural
from babel.plural import to_gettext
from django.utils.translation import to_locale

from core.languages import Language, all_languages, get
from core.writing.transliteration import transliterate_html

ROOT = Path(__file__).resolve().parent.parent
# Words in these folders are no words of the interface; makemessages itself skips hidden folders.
IGNORED = ("tests", "docs", "deploy", "var", "cms/locale")


def translated_languages() -> list[Language]:
    """The languages that have a catalogue: all but the source, whose words are in the code."""
    return [language for language in all_languages() if not language.is_source]


def catalogue_path(folder: Path, language: Language) -> Path:
    return folder / to_locale(language.code) / "LC_MESSAGES" / "django.po"


def compile_catalogue(path: Path) -> None:
    """Write the compiled catalogue beside ``path``; fuzzy entries are left out, as gettext does."""
    polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))


def extract(languages: list[Language]) -> None:
    """Bring the words of the code into the catalogues of ``languages``, in the locale folder.

    What is translated stays; a changed word takes its old translation along, marked as fuzzy.
    """
    from django.conf import settings
    from django.core.management import call_command

    folder = Path(settings.LOCALE_PATHS[0])
    with chdir(ROOT):  # makemessages reads the tree below the working folder
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
        _complete(catalogue_path(folder, language), language)
    for language in languages:
        if language.derived_from:
            origin = catalogue_path(folder, get(language.derived_from))
            _derive(catalogue_path(folder, language), polib.pofile(str(origin)))


def plural_forms(language: Language) -> str:
    """Return the ``Plural-Forms`` of a language: gettext's usual rule if it counts as CLDR does.

    Where it does not (Macedonian 21, 31 …), CLDR's rule takes its place.
    """
    usual, exact = get_plural(language.cldr), to_gettext(language.babel.plural_form)
    usual_form = c2py(usual.plural_expr)
    exact_form = c2py(exact.partition("plural=")[2].rstrip(";"))
    agrees = all(usual_form(number) == exact_form(number) for number in range(1000))
    return str(usual) if agrees else exact


def _complete(path: Path, language: Language) -> None:
    """Give a catalogue its header and every plural form; msgmerge knows neither for some."""
    catalogue = _open(path)
    catalogue.header = f"Interface words of the site: {language.name} ({language.tag})"
    catalogue.metadata_is_fuzzy = False
    catalogue.metadata = {
        "Project-Id-Version": "natc-see",
        "Language": language.tag,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": plural_forms(language),
    }
    for entry in catalogue:
        if entry.msgid_plural:
            entry.msgstr_plural = {
                form: entry.msgstr_plural.get(form, "") for form in _forms(language)
            }
    catalogue.save()


def _derive(path: Path, origin: polib.POFile) -> None:
    """Fill the catalogue of a derived script from the one it is derived from."""
    catalogue = _open(path)
    written = {(entry.msgctxt, entry.msgid): entry for entry in origin}
    for entry in catalogue:
        original = written[entry.msgctxt, entry.msgid]
        entry.msgstr = transliterate_html(original.msgstr)
        entry.msgstr_plural = {
            form: transliterate_html(text) for form, text in original.msgstr_plural.items()
        }
        entry.flags = list(original.flags)
        for name in ("previous_msgctxt", "previous_msgid", "previous_msgid_plural"):
            setattr(entry, name, getattr(original, name))
    catalogue.save()


def _forms(language: Language) -> range:
    return range(int(plural_forms(language).partition("nplurals=")[2].partition(";")[0]))


def _open(path: Path) -> polib.POFile:
    return polib.pofile(str(path), wrapwidth=0)


if __name__ == "__main__":
    if sys.argv[1:] == ["extract"]:
        import django

        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.development")
        django.setup()
        extract(translated_languages())
    elif sys.argv[1:2] == ["compile"]:
        for name in sys.argv[2:]:
            compile_catalogue(Path(name))
    else:
        sys.exit(__doc__)
