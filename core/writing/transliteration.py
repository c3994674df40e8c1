"""Transliteration of Serbian and Montenegrin from Cyrillic to Latin script.

Each Cyrillic letter has one Latin equivalent, while a Latin "nj" may be one letter or two. So there
is no conversion in the other direction.

The pairs are those of the two equal alphabets of Serbian (Pravopis srpskoga jezika, Matica
srpska 2010) and of Montenegrin with its Ś and Ź (Pravopis crnogorskoga jezika, 2009). The
capital forms of lj, nj and dž follow the Unicode Standard, section 7.1, "Croatian Digraphs
Matching Serbian Cyrillic Letters".
"""

import re
import unicodedata
from collections.abc import Callable, Iterable

_SMALL = dict(zip("абвгдђежзијклмнопрстћуфхцчш", "abvgdđežzijklmnoprstćufhcčš", strict=True))
_SMALL |= {"љ": "lj", "њ": "nj", "џ": "dž"}
# Montenegrin letters, then the vowels that Unicode has composed with a Serbian accent mark.
_SMALL |= {"с\u0301": "ś", "з\u0301": "ź", "ѐ": "è", "ѝ": "ì", "ӣ": "ī", "ӯ": "ū"}
_LATIN = _SMALL | {small.upper(): latin.capitalize() for small, latin in _SMALL.items()}
_TWO_LETTER_CAPITALS = frozenset("ЉЊЏ")

# A breve, a diaeresis or a double acute, and an acute on г or к, make a letter of another alphabet
# (й, ё, ѓ, ќ). Any other mark is an accent and stays above the Latin letter. Both cases are listed,
# because re.IGNORECASE would also match Church Slavonic letters, which have no equivalent.
_SINGLE_LETTERS = "".join(letter for letter in _LATIN if len(letter) == 1)
_LETTER = re.compile(
    rf"(?P<foreign>[{_SINGLE_LETTERS}][\u0306\u0308\u030b]|[гкГК]\u0301)"
    rf"|[сзСЗ]\u0301|[{_SINGLE_LETTERS}]"
)

# A Roman numeral typed with Cyrillic letters that look alike: Х is then ten, and not the letter h.
# Two or more of them are not a word; a single Х is an initial.
_NUMERAL = re.compile(
    r"(?<![\w\u0300-\u036f])(?=[ХІIVXLCDM]*[ХІ])(?:[ХІ]{2,}|(?=[ХІ]*[IVXLCDM])[ХІIVXLCDM]{2,})"
    r"(?![\w\u0300-\u036f])"
)
_NUMERAL_LETTERS = str.maketrans("ХІ", "XI")

# All character classes below match a Cyrillic letter and its Latin equivalent alike, so that a
# second run protects the same parts as the first one.
_MARKS = r"\u0300-\u036f"
_TAG = r"""</?[^\W\d_](?:(?:"[^"]*"|'[^']*'|[^"'<>])*|[^<>]*)>"""
_PROTECTED = re.compile(
    rf"""
      <!--.*?-->
    | <(?P<element>script|style)\b[^<>]*>.*?</(?P=element)\s*>
    | {_TAG}
    | https?://[^\s<>"“”„«»]+
    | (?<![\w{_MARKS}]) www\.[^\s<>"“”„«»]+
    | (?<![\w{_MARKS}.+-]) [\w{_MARKS}.+-]+ @ [\w{_MARKS}-]+ (?:\.[\w{_MARKS}-]+)+
    | %\(\w+\)[A-Za-z]
    | \{{\w+\}}
    """,
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)
_OPENING_TAG = re.compile(r"""<[^\W\d_](?:"[^"]*"|'[^']*'|[^"'<>])*>""")
_ATTRIBUTE = re.compile(
    r"""(?P<name>[^\s"'<>/=]+)(?P<sign>\s*=\s*)(?P<value>"[^"]*"|'[^']*'|[^\s"'<>=`]+)"""
)
_SPOKEN_ATTRIBUTES = frozenset({"title", "alt", "aria-label"})


def transliterate(text: str) -> str:
    """Return the text with its Serbian Cyrillic letters written in Latin ones.

    Everything else is unchanged: Latin words, the letters of other Cyrillic alphabets, and what
    programs read (URLs, e-mail addresses, HTML tags and comments, ``%(name)s`` and ``{name}``),
    even if it contains Cyrillic, because converting it would break it. The function is idempotent.
    """
    return _convert_around_protected(text, protected=str)


def transliterate_html(html: str) -> str:
    """Return the HTML with its text transliterated and its markup unchanged.

    The text is that between tags, as in :func:`transliterate`, and the attributes ``title``,
    ``alt`` and ``aria-label``. Scripts, style sheets, comments and character references are
    unchanged. The source is not reformatted.
    """
    return _convert_around_protected(html, protected=_convert_spoken_attributes)


def _convert_around_protected(text: str, protected: Callable[[str], str]) -> str:
    pieces, position = [], 0
    for match in _PROTECTED.finditer(text):
        pieces.append(_convert(text[position : match.start()]))
        pieces.append(protected(match.group()))
        position = match.end()
    pieces.append(_convert(text[position:]))
    return "".join(pieces)


def _convert_spoken_attributes(protected: str) -> str:
    """Convert the attributes of an opening tag; return any other protected text unchanged.

    A script or style element is other text, because it is protected as a whole.
    """
    if not _OPENING_TAG.fullmatch(protected):
        return protected
    return _ATTRIBUTE.sub(_spoken_attribute, protected)


def _spoken_attribute(attribute: re.Match[str]) -> str:
    if attribute["name"].lower() not in _SPOKEN_ATTRIBUTES:
        return attribute.group()
    return attribute["name"] + attribute["sign"] + transliterate(attribute["value"])


def _convert(text: str) -> str:
    # Again at the end: with its В now a V, ІВ has become a numeral that was none before.
    return _with_numerals(_LETTER.sub(_latin_letter, _with_numerals(text)))


def _with_numerals(text: str) -> str:
    return _NUMERAL.sub(lambda numeral: numeral.group().translate(_NUMERAL_LETTERS), text)


def _latin_letter(match: re.Match[str]) -> str:
    letter = match.group()
    if match["foreign"]:
        return letter
    latin = _LATIN[letter]
    if letter in _TWO_LETTER_CAPITALS and _is_among_capitals(match):
        return latin.upper()
    return latin


def _is_among_capitals(match: re.Match[str]) -> bool:
    """Return whether the next letter or, at the end of a word, the previous one is a capital."""
    text = match.string
    following = _first_letter(text[index] for index in range(match.end(), len(text)))
    if following:
        return following.isupper()
    return _first_letter(text[index] for index in range(match.start() - 1, -1, -1)).isupper()


def _first_letter(characters: Iterable[str]) -> str:
    """Return the first character if it is a letter, skipping accents and soft hyphens."""
    for character in characters:
        if not unicodedata.combining(character) and character != "\N{SOFT HYPHEN}":
            return character if character.isalpha() else ""
    return ""
