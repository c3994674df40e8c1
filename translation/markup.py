"""Inline markup of segments: what may stand in the words, and how people see it."""

from django.core.exceptions import ValidationError
from wagtail_localize.strings import StringValue, validate_translation_links


def check_markup(source: str, text: str, is_rich: bool) -> None:
    """Raise ``ValidationError`` for tags or links that the source does not have."""
    try:
        StringValue.from_translated_html(text)
        validate_translation_links(source, text)
    except ValueError as error:
        raise ValidationError(str(error)) from error
