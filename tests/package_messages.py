"""The messages of Wagtail, Django and the other installed packages, from their own catalogues."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import django
import polib
from django.apps import apps
from django.test import override_settings
from django.utils.translation.trans_real import DjangoTranslation

from core.languages import Language, source_language
from tests.rules.source_files import APPS

CYRILLIC = re.compile(r"[\u0400-\u04ff]")
NOT_READ = re.compile(r"%\(\w+\)\w|%\w|\{\w*\}|<[^>]*>")  # placeholders and tags
CONTEXT_SEPARATOR = "\x04"  # between context and message in the key of a compiled catalogue


def key_of(entry: polib.POEntry) -> str:
    """Return the key of a message in a compiled catalogue."""
    return f"{entry.msgctxt}{CONTEXT_SEPARATOR}{entry.msgid}" if entry.msgctxt else entry.msgid


@cache
def package_messages(domain: str = "django") -> dict[str, polib.POEntry]:
    """Return the messages by key; ``domain`` is ``djangojs`` for the scripts of Wagtail's admin."""
    found = {}
    for folder in javascript_folders() if domain == "djangojs" else _folders():
        path = folder / source_language().code / "LC_MESSAGES" / f"{domain}.po"
        for entry in polib.pofile(str(path)) if path.exists() else []:
            found.setdefault(key_of(entry), entry)
    return found


def javascript_folders() -> list[Path]:
    """The folders that the admin serves to its scripts (``wagtail.admin.views.i18n``)."""
    return [Path(apps.get_app_config("wagtailadmin").path) / "locale"]


def _folders() -> list[Path]:
    installed = [app for app in apps.get_app_configs() if app.name.split(".")[0] not in APPS]
    folders = [Path(app.path) / "locale" for app in installed]
    return [Path(django.__file__).parent / "conf" / "locale", *folders]


def untranslated(keys: Iterable[str], language: Language, domain: str = "django") -> list[str]:
    """Return the keys, sorted, that neither this site nor a package translates."""
    folders = [str(path) for path in javascript_folders()] if domain == "djangojs" else None
    catalogue = DjangoTranslation(language.code, domain=domain, localedirs=folders)._catalog
    texts = {key: catalogue.get(key, catalogue.get((key, 0))) for key in keys}
    return sorted(key for key, text in texts.items() if not _is_in_script(key, text, language))


def _is_in_script(key: str, text: str | None, language: Language) -> bool:
    """Return whether a text is in the script of the language; some of Wagtail's Serbian is not."""
    if text is None:
        return False
    if language.script != "Cyrl":
        return not CYRILLIC.search(text)
    has_latin_words_only = re.search("[A-Za-z]", NOT_READ.sub("", text)) and not CYRILLIC.search(
        text
    )
    return text == key or not has_latin_words_only


def shipped(keys: Iterable[str], language: Language, domain: str = "django") -> list[str]:
    """Return the keys, sorted, that a package itself translates into this language."""
    with override_settings(LOCALE_PATHS=[]):
        missing = set(untranslated(keys, language, domain))
    return sorted(set(keys) - missing)
