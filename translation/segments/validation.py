"""What makes the translation of a segment impossible to publish."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from translation.segments.markup import plain_text, validate_markup
from translation.segments.text import TranslationSegment

# Directional formatting characters (Unicode Standard Annex 9, 2), which can make a text look like
# another one, and characters without width, which break searching for words. No language of the
# site needs them. A soft hyphen and a non-breaking space are allowed.
HIDDEN = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")

MAX_TEXT_LENGTH = 20_000  # characters of a target text, with its markup


def validation_error(segment: TranslationSegment, text: str) -> str:
    """Return why this target text cannot be published; empty if it can.

    Its markup may be wrong, it may have characters that nobody sees, or it may be too long. The
    message is stored as ``StringTranslation.field_error``.
    """
    try:
        validate_markup(segment.source, text, is_rich=segment.is_rich)
    except ValidationError as error:
        return error.messages[0]
    if error := hidden_characters_error(segment.source, text):
        return error
    return length_error(segment, text)


def length_error(segment: TranslationSegment, text: str) -> str:
    """Return that this target text is longer than its field permits; empty if it is not."""
    length = len(plain_text(text))
    if segment.limit and length > segment.limit:
        return _("Too long: %(length)d of %(limit)d characters.") % {
            "length": length,
            "limit": segment.limit,
        }
    return ""


def hidden_characters_error(source: str, text: str) -> str:
    """Name the invisible characters of a text that its source does not have; empty if none."""
    hidden = dict.fromkeys(HIDDEN.findall(text))
    names = [unicodedata.name(char, hex(ord(char))) for char in hidden if char not in source]
    if not names:
        return ""
    message = _("There are invisible characters in the text. Delete them: %(names)s.")
    return message % {"names": ", ".join(names)}
