"""The links of a page of results, made without a template for each of them: there are dozens."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from core.languages import active_language
from core.templatetags.core_tags import localized_number
from search.results.facets import FacetValue
from search.results.listing import ResultVersion

register = template.Library()


@register.filter
def version_link(version: ResultVersion) -> SafeString:
    """Return the link to a page in another language."""
    tag = version.language.tag
    return format_html(
        '<a href="{}" lang="{}" hreflang="{}">{}</a>', version.url, tag, tag, version.language.name
    )


@register.filter
def version_items(versions: Iterable[ResultVersion]) -> SafeString:
    """Return these links as items of a list."""
    return format_html_join("", "<li>{}</li>", ((version_link(version),) for version in versions))


@register.simple_tag
def facet_value_items(values: Iterable[FacetValue], without_counts: bool) -> SafeString:
    """Return the items of a facet: each value as a link that filters the results by it."""
    reader = active_language()
    return format_html_join(
        "",
        '<li><a href="?{}" rel="nofollow"{}>{}</a>{}</li>',
        (
            (
                value.query_string,
                "" if value.language == reader else format_html(' lang="{}"', value.language.tag),
                value.label,
                ""
                if without_counts
                else format_html(' <span class="note">{}</span>', localized_number(value.count)),
            )
            for value in values
        ),
    )
