"""Checks for letters of another script: look-alikes in a word, and whole untranslated words."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from translation.checks.checked_segment import CheckedSegment

# ISO 15924 codes, with the first word of the Unicode names of their letters.
SCRIPTS = {"Latn": "LATIN", "Cyrl": "CYRILLIC", "Grek": "GREEK"}
NAMES = {
    "LATIN": gettext_lazy("Latin"),
    "CYRILLIC": gettext_lazy("Cyrillic"),
    "GREEK": gettext_lazy("Greek"),
}
# Latin letters that look like a letter of the other alphabets.
LOOK_ALIKES = frozenset("aeiojpcxysABEKMHOPCTXYSIJ")
_PART_PATTERN = r"[^\W\d_][^\W\d_\u0300-\u036f]*(?:[\u0300-\u036f]+[^\W\d_]*)*"
_WORD = re.compile(rf"{_PART_PATTERN}(?:[-‐‑'’]{_PART_PATTERN})*")
_WORD_PART = re.compile(_PART_PATTERN)


def mixed_scripts(subject: CheckedSegment) -> Iterator[str]:
    """Yield words in two scripts, and short words that only look like words of the language."""
    for word in _words(subject):
        for part in _split_by_script(word):
            foreign = _foreign_letters_of(part, subject)
            if not foreign:
                continue
            if len(foreign) < len(_letters(part)):
                yield _(
                    "These letters of “%(word)s” are from another script "
                    "(%(script)s): %(letters)s. Type them again."
                ) % {
                    "word": part,
                    "script": NAMES[_script(foreign[0])],
                    "letters": ", ".join(dict.fromkeys(foreign)),
                }
            elif _consists_of_look_alikes(part, subject):
                yield _("“%(word)s” is written in another script (%(script)s). Type it again.") % {
                    "word": part,
                    "script": NAMES[_script(part[0])],
                }


def foreign_letters(subject: CheckedSegment) -> Iterator[str]:
    """Yield words in another script in a language with Latin script."""
    if SCRIPTS.get(subject.language.script) == "LATIN":
        yield from _words_in_other_scripts(subject)


def foreign_words(subject: CheckedSegment) -> Iterator[str]:
    """Yield Latin words in a language of another script; names and abbreviations may be Latin."""
    if SCRIPTS.get(subject.language.script) != "LATIN":
        yield from _words_in_other_scripts(subject)


def _words_in_other_scripts(subject: CheckedSegment) -> Iterator[str]:
    for word in _words(subject):
        for part in _split_by_script(word):
            foreign = _foreign_letters_of(part, subject)
            is_foreign = foreign and len(foreign) == len(_letters(part))
            if is_foreign and not _is_legitimate(part, subject):
                yield _("“%(word)s” is written in another script (%(script)s).") % {
                    "word": part,
                    "script": NAMES[_script(foreign[0])],
                }


def _words(subject: CheckedSegment) -> list[str]:
    """Return the words of the translation, each once; none if the source text was kept."""
    if subject.is_kept:
        return []
    return list(dict.fromkeys(_WORD.findall(subject.target_words)))


def _split_by_script(word: str) -> list[str]:
    """Split a compound of several scripts, such as an acronym with an ending, into its parts."""
    scripts = {_script(letter) for letter in _letters(word)}
    return [word] if len(scripts) == 1 else _WORD_PART.findall(word)


def _letters(word: str) -> list[str]:
    return [letter for letter in word if _script(letter)]


def _foreign_letters_of(word: str, subject: CheckedSegment) -> list[str]:
    own = SCRIPTS.get(subject.language.script)
    return [letter for letter in _letters(word) if own and _script(letter) != own]


@cache
def _script(character: str) -> str:
    """Return the script of a letter; empty for other characters and for all other scripts."""
    name = unicodedata.name(character, "").split(" ")[0] if character.isalpha() else ""
    return name if name in NAMES else ""


def _consists_of_look_alikes(word: str, subject: CheckedSegment) -> bool:
    """Whether all letters of a word are look-alikes, as in a conjunction of one letter."""
    is_possible = not word.isupper() and set(_letters(word)) <= LOOK_ALIKES
    return is_possible and not _is_name(word, subject)


def _is_legitimate(word: str, subject: CheckedSegment) -> bool:
    """Whether a word may be in another script: abbreviations, Roman numerals, names of the source.

    Look-alikes are reported by ``mixed_scripts``, and not again.
    """
    script = _script(_letters(word)[0])
    if SCRIPTS.get(subject.language.script) == "LATIN":
        return word in _WORD.findall(subject.source_words)
    is_latin_abbreviation = script == "LATIN" and word.isupper()
    return (
        is_latin_abbreviation or _is_name(word, subject) or _consists_of_look_alikes(word, subject)
    )


def _is_name(word: str, subject: CheckedSegment) -> bool:
    return word != word.lower() and word in _WORD.findall(subject.source_words)
