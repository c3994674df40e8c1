"""The links of a page of results, made without a template for each of them: there are dozens."""

from collections.abc import Iterable
from functools import cache

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.languages import Language, active_language
from core.templatetags.core_tags import localized_number
from search.results.facets import FacetValue
from search.results.listing import ResultVersion, SearchResult

register = template.Library()

MAX_UNFOLDED_VERSIONS = 3


@register.simple_tag
def result_versions(result: SearchResult) -> SafeString:
    """Return links to a result in other languages: the reader's first, many others folded."""
    label = f"<strong>{escape(_('Also in your language:'))}</strong>"
    own = _paragraph(label, [result.own]) if result.own else ""
    total = len(result.others)
    if total <= MAX_UNFOLDED_VERSIONS:
        others = _paragraph(escape(_("Also in:")), result.others) if result.others else ""
        return mark_safe(own + others)
    summary = ngettext(
        "Also in %(total)s other language", "Also in %(total)s other languages", total
    ) % {"total": total}
    items = "".join(f"<li>{_link(version)}</li>" for version in result.others)
    return mark_safe(
        f'{own}<details class="result__versions"><summary>{escape(summary)}</summary>'
        f"<ul>{items}</ul></details>"
    )


def _paragraph(label: str, versions: Iterable[ResultVersion]) -> str:
    links = "".join(map(_link, versions))
    return f'<p class="result__versions">{label} {links}</p>'


def _link(version: ResultVersion) -> str:
    return f'<a href="{escape(version.url)}"{_link_text(version.language)}</a>'


@cache
def _link_text(language: Language) -> SafeString:
    return format_html(' lang="{0}" hreflang="{0}">{1}', language.tag, language.name)


@register.simple_tag
def facet_value_items(values: Iterable[FacetValue], without_counts: bool) -> SafeString:
    """Return the items of a facet: each value as a link that filters the results by it."""
    reader = active_language()
    return mark_safe("".join(_facet_value(value, reader, without_counts) for value in values))


def _facet_value(value: FacetValue, reader: Language, without_count: bool) -> str:
    lang = "" if value.language == reader else format_html(' lang="{}"', value.language.tag)
    count = f' <span class="note">{localized_number(value.count)}</span>'
    link = f'<a href="?{escape(value.query_string)}" rel="nofollow"{lang}>{escape(value.label)}</a>'
    return f"<li>{link}{'' if without_count else count}</li>"
