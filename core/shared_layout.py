"""Header and footer: rendered once for all pages on which they differ by addresses only."""

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from .content_cache import cached_for_content
from .languages import Language, all_languages
from .layout import LayoutContext

# What stands for addresses: characters for private use, which the messages do not contain.
LANGUAGE, ADDRESS = "\ue000", "\ue001"


class SharedLayoutContext(LayoutContext):
    """The layout of pages in one section and in the same languages, without their addresses."""

    absolute_url = ADDRESS

    def __init__(self, layout: LayoutContext):
        super().__init__(layout.request)
        self.section, self.translated_codes = layout.section, layout.translated_codes

    def url_in(self, language: Language) -> str:
        return f"{LANGUAGE}{language.code}{LANGUAGE}"


def render_shared_layout(template_name: str, layout: LayoutContext) -> SafeString:
    """Render a template that uses nothing but the layout."""
    section = layout.section
    key = (
        *("shared layout", template_name, layout.language.code, frozenset(layout.translated_codes)),
        *((section.pk, section.pk == layout.page.pk) if section else ()),
    )
    html = cached_for_content(
        key, lambda: render_to_string(template_name, {"layout": SharedLayoutContext(layout)})
    )
    for language in all_languages():
        html = html.replace(f"{LANGUAGE}{language.code}{LANGUAGE}", escape(layout.url_in(language)))
    return mark_safe(html.replace(ADDRESS, escape(layout.absolute_url)))
