"""The languages of the site, as objects.

They are defined in a setting (``SITE_LANGUAGES``). Other code does not name single languages.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TypeVar

from babel import Locale
from django.conf import settings
from django.utils import translation

# Of BCP 47 tags (RFC 5646, 4.4.1): a longer one is cut off before it is looked up.
MAX_TAG_LENGTH = 35  # characters

Item = TypeVar("Item")


@dataclass(frozen=True)
class Language:
    """One language of the site in one script.

    ``code``: language code for Django and Wagtail, lower case, the first part of every URL path.
    ``tag``: BCP 47 tag for ``lang`` and ``hreflang``, in the case that RFC 5646 recommends.
    ``name``: the language's own name.
    ``script``: ISO 15924 code.
    ``script_name``: the script's own name, for a language with two scripts.
    ``cldr``: identifier of the CLDR locale that supplies dates, names and sorting.
    ``vocabulary``: name of its vocabulary for search (``core/writing/words``).
    ``title_marks``: quotation marks around a title, where italics are not customary.
    ``fallback``: code of the language shown where a page is missing; empty means the source.
    ``derived_from``: code of the language whose text is transliterated into this one.
    ``accepts``: further tags of ``Accept-Language`` for which this language is chosen.
    """

    code: str
    tag: str
    name: str
    script: str
    cldr: str
    vocabulary: str
    script_name: str = ""
    title_marks: str = ""
    fallback: str = ""
    derived_from: str = ""
    accepts: tuple[str, ...] = ()

    @cached_property
    def babel(self) -> Locale:
        return Locale.parse(self.cldr)

    @property
    def abbreviation(self) -> str:
        """The language without its script, as the button of the language menu shows it."""
        return self.tag.partition("-")[0].upper()

    @property
    def is_source(self) -> bool:
        return self.code == settings.LANGUAGE_CODE

    @property
    def origins(self) -> list["Language"]:
        """The languages that the pages of this one are made from: the source, and the other script.

        A page is at least as private as each of them.
        """
        if self.is_source:
            return []
        derived_from = [site_language(self.derived_from)] if self.derived_from else []
        return [source_language(), *derived_from]

    @property
    def other_script(self) -> "Language | None":
        """The same language in its other script, if the site has it."""
        for other in all_languages():
            if other.code == self.derived_from or other.derived_from == self.code:
                return other
        return None

    @property
    def fallback_chain(self) -> list["Language"]:
        """The languages to look for a page in: this one, its fallbacks, the source language."""
        found = [self]
        while found[-1].fallback and site_language(found[-1].fallback) not in found:
            found.append(site_language(found[-1].fallback))
        if source_language() not in found:
            found.append(source_language())
        return found


def all_languages() -> tuple[Language, ...]:
    return settings.SITE_LANGUAGES


@cache
def _by_code() -> dict[str, Language]:
    return {language.code: language for language in all_languages()}


def site_language(code: str) -> Language:
    """Return the language with this code; ``KeyError`` if the site does not have it."""
    return _by_code()[code]


def source_language() -> Language:
    """Return the source language, in which the Secretariat writes."""
    return site_language(settings.LANGUAGE_CODE)


def active_language() -> Language:
    """Return the active language, or the source if the active one is no language of the site."""
    return _by_code().get(translation.get_language()) or source_language()


def reader_first(items: Iterable[Item], language: Callable[[Item], Language]) -> list[Item]:
    """Return what is in the reader's language first, then what is in its other script."""
    own = active_language()
    ranks = {own: 0, own.other_script: 1}
    return sorted(items, key=lambda item: ranks.get(language(item), len(ranks)))


def accepted_language(header: str) -> Language | None:
    """Choose a language for an ``Accept-Language`` header (RFC 9110, 12.5.4), or ``None``.

    A longer tag falls back to its prefix (RFC 4647 lookup). A bare language subtag selects the
    first language of the site with that subtag.
    """
    for tag in _tags_by_quality(header):
        parts = tag.split("-")
        for length in range(len(parts), 0, -1):
            found = _matching_language("-".join(parts[:length]))
            if found:
                return found
    return None


def language_for_tag(tag: str) -> Language | None:
    """Return the language that a BCP 47 tag means, also one with a region or a POSIX locale.

    A tag that could mean several languages of the site, such as ``sr``, means none.
    """
    parts = tag[:MAX_TAG_LENGTH].lower().replace("_", "-").split("-")
    for length in range(len(parts), 0, -1):
        if found := _language_with_tag("-".join(parts[:length])):
            return found
    return None


def _language_with_tag(tag: str) -> Language | None:
    for language in all_languages():
        if tag in (language.code, language.tag.lower(), *language.accepts):
            return language
    return None


def _matching_language(tag: str) -> Language | None:
    if found := _language_with_tag(tag):
        return found
    for language in all_languages():
        if language.code.split("-")[0] == tag:
            return language
    return None


def _tags_by_quality(header: str) -> list[str]:
    weighted = []
    # The header comes from anybody: what follows 1000 characters is ignored.
    for item in header[:1000].lower().split(","):
        tag, _, parameters = item.strip().partition(";")
        try:
            quality = float(parameters.partition("=")[2]) if parameters else 1.0
        except ValueError:
            continue
        if tag and tag != "*" and quality > 0:
            weighted.append((quality, tag.strip()))
    return [tag for _, tag in sorted(weighted, key=lambda pair: -pair[0])]
