"""Overrides whose file was deleted, so that the translation could not be published."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from wagtail_localize.models import Translation

from translation.segments.overrides import OverridableValue, broken_overrides


def deleted_files(translation: Translation) -> Iterator[tuple[OverridableValue, str]]:
    for choice in broken_overrides(translation):
        yield (
            choice,
            _(
                "The file chosen for this language was deleted. Choose another one, or use the "
                "source’s."
            ),
        )
