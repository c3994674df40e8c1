from wagtail.admin.widgets import SlugInput

from core.writing.slugs import slug_formatters


class LatinSlugInput(SlugInput):
    """Wagtail's input of a slug, which spells the title that it follows with our own letters."""

    def __init__(self, attrs=None):
        super().__init__(attrs=attrs, formatters=slug_formatters(), locale="und")
