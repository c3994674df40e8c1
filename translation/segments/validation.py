"""What makes the translation of a segment impossible to publish."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from translation.segments.markup import plain_text, validate_markup
from translation.segments.text import TranslationSegment


def validation_error(segment: TranslationSegment, text: str) -> str:
    """Return why this target text cannot be published: its markup or length; empty if it can.

    The message is stored as ``StringTranslation.field_error``.
    """
    try:
        validate_markup(segment.source, text, is_rich=segment.is_rich)
    except ValidationError as error:
        return error.messages[0]
    length = len(plain_text(text))
    if segment.limit and length > segment.limit:
        return _("Too long: %(length)d of %(limit)d characters.") % {
            "length": length,
            "limit": segment.limit,
        }
    return ""
