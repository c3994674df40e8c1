"""Letters of another script: look-alikes inside a word, and words that were left as they are."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from translation.checks.subject import Subject

# ISO 15924 codes, with the first word of the Unicode names of their letters.
SCRIPTS = {"Latn": "LATIN", "Cyrl": "CYRILLIC", "Grek": "GREEK"}
NAMES = {
    "LATIN": gettext_lazy("Latin"),
    "CYRILLIC": gettext_lazy("Cyrillic"),
    "GREEK": gettext_lazy("Greek"),
}
# Latin letters that look like a letter of the other alphabets.
LOOK_ALIKES = frozenset("aeiojpcxysABEKMHOPCTXYSIJ")
_PARTS = r"[^\W\d_][^\W\d_\u0300-\u036f]*(?:[\u0300-\u036f]+[^\W\d_]*)*"
_WORD = re.compile(rf"{_PARTS}(?:[-‐‑'’]{_PARTS})*")
_PART = re.compile(_PARTS)


def mixed_scripts(subject: Subject) -> Iterator[str]:
    """A word in two scripts, or a small word that only looks like one of the language."""
    for word in _words(subject):
        for part in _units(word):
            strangers = _strangers(part, subject)
            if not strangers:
                continue
            if len(strangers) < len(_letters(part)):
                yield _mixed(part, strangers, subject)
            elif _only_looks_right(part, subject):
                yield _("“%(word)s” is written in another script (%(script)s). Type it again.") % {
                    "word": part,
                    "script": NAMES[_script(part[0])],
                }


def foreign_letters(subject: Subject) -> Iterator[str]:
    """A word in a script that a page of a Latin-script language does not use."""
    if SCRIPTS.get(subject.language.script) == "LATIN":
        yield from _foreign(subject)


def foreign_words(subject: Subject) -> Iterator[str]:
    """A Latin word on a page of another script. Names and abbreviations are often written so."""
    if SCRIPTS.get(subject.language.script) != "LATIN":
        yield from _foreign(subject)


def _foreign(subject: Subject) -> Iterator[str]:
    for word in _words(subject):
        for part in _units(word):
            strangers = _strangers(part, subject)
            if strangers and len(strangers) == len(_letters(part)) and not _may_stay(part, subject):
                yield _("“%(word)s” is written in another script (%(script)s).") % {
                    "word": part,
                    "script": NAMES[_script(strangers[0])],
                }


def _words(subject: Subject) -> list[str]:
    """The words of the translation, each once; nothing where the source was kept on purpose."""
    if subject.is_kept:
        return []
    return list(dict.fromkeys(_WORD.findall(subject.target_words)))


def _units(word: str) -> list[str]:
    """A compound in one script is one word; otherwise its parts are: an ending after an acronym."""
    scripts = {_script(letter) for letter in _letters(word)}
    return [word] if len(scripts) == 1 else _PART.findall(word)


def _letters(word: str) -> list[str]:
    return [letter for letter in word if _script(letter)]


def _strangers(word: str, subject: Subject) -> list[str]:
    own = SCRIPTS.get(subject.language.script)
    return [letter for letter in _letters(word) if own and _script(letter) != own]


@cache
def _script(character: str) -> str:
    """The script of a letter, or nothing for signs, digits and scripts that nobody mixes up."""
    name = unicodedata.name(character, "").split(" ")[0] if character.isalpha() else ""
    return name if name in NAMES else ""


def _mixed(word: str, strangers: list[str], subject: Subject) -> str:
    letters = ", ".join(dict.fromkeys(strangers))
    script = NAMES[_script(strangers[0])]
    return _(
        "These letters of “%(word)s” are from another script (%(script)s): %(letters)s. "
        "Type them again."
    ) % {"word": word, "script": script, "letters": letters}


def _only_looks_right(word: str, subject: Subject) -> bool:
    """Whether a whole word is made of look-alikes, such as a conjunction of one letter."""
    is_small = not word.isupper() and set(_letters(word)) <= LOOK_ALIKES
    return is_small and not _is_name(word, subject)


def _may_stay(word: str, subject: Subject) -> bool:
    """Abbreviations, roman numerals, and names as the source writes them; look-alikes go first."""
    script = _script(_letters(word)[0])
    if SCRIPTS.get(subject.language.script) == "LATIN":
        return word in _WORD.findall(subject.source_words)
    is_latin_abbreviation = script == "LATIN" and word.isupper()
    return is_latin_abbreviation or _is_name(word, subject) or _only_looks_right(word, subject)


def _is_name(word: str, subject: Subject) -> bool:
    return word != word.lower() and word in _WORD.findall(subject.source_words)
