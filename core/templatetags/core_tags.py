"""Template tags and filters: URLs, localised dates and numbers, names of states, languages."""

import re
from datetime import date, datetime, time
from functools import cache, lru_cache
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_decimal
from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime

from core import dates
from core.languages import Language, active_language, all_languages, site_language
from core.localized_urls import absolute_url, localized_url
from core.places import place_name as place_name_for_reader
from core.printable import cached_file_size, cached_pdf_size
from core.shared_layout import render_shared_layout

register = template.Library()

# Two or three words of letters with hyphens between them, with no more than 24 characters.
_HYPHENATED = re.compile(r"(?<![\w-])(?=[\w-]{3,24}(?![\w-]))[^\W\d_]+(?:-[^\W\d_]+){1,2}(?![\w-])")

register.filter("localized_url", localized_url)
register.filter("absolute_url", absolute_url)
register.filter("pdf_size", cached_pdf_size)
register.filter("cached_file_size", cached_file_size)


@register.filter
def localized_date(value: dates.PartialDate | date | datetime | time | None) -> str:
    """Format a date, to its known precision, or a time, in the active language."""
    locale = active_language().babel
    if isinstance(value, dates.PartialDate):
        return value.format(locale)
    if isinstance(value, datetime):
        return dates.format_datetime(localtime(value), locale)
    if isinstance(value, time):
        return dates.format_time(value, locale)
    return dates.PartialDate(value).format(locale) if value else ""


@register.filter
def time_element(value: dates.PartialDate | date | None) -> SafeString | str:
    """Format a date as a ``<time>`` element with its machine-readable form."""
    if not value:
        return ""
    partial = value if isinstance(value, dates.PartialDate) else dates.PartialDate(value)
    return _time_element(partial, active_language())


# The records of a site have some thousand dates, in each language.
@lru_cache(maxsize=5_000)
def _time_element(partial: dates.PartialDate, language: Language) -> SafeString:
    text = partial.format(language.babel)
    return format_html('<time datetime="{}">{}</time>', partial.isoformat(), text)


@register.filter
def weekday(value: date) -> str:
    """Return the name of the weekday in the active language."""
    return format_date(value, "EEEE", locale=active_language().babel)


@register.filter
def localized_number(value: int) -> str:
    """Format a number with the separators of the active language."""
    return _localized_number(value, active_language())


# The facets of a search have the same small numbers again and again.
@lru_cache(maxsize=1_000, typed=True)
def _localized_number(value: int, language: Language) -> str:
    return format_decimal(value, locale=language.babel)


@register.filter
def unbroken(text) -> SafeString:
    """Keep each name with a hyphen, such as South-East, on one line; search finds it all the same.

    A long one may be broken: it could be wider than a phone.
    """
    return mark_safe(
        _HYPHENATED.sub(r'<span class="unbroken">\g<0></span>', conditional_escape(text))
    )


@register.filter
def file_size(size: int) -> str:
    """Format a size in bytes as kB or MB with one decimal at most (decimal units, as SI)."""
    if size < 1_000_000:
        return f"{format_decimal(max(size // 1000, 1), locale=active_language().babel)} kB"
    return f"{format_decimal(round(size / 1_000_000, 1), locale=active_language().babel)} MB"


@register.filter
def file_kind(url: str) -> str:
    """Return the format of the file at a URL, e.g. ``PDF``; empty if it may be a web page."""
    extension = PurePosixPath(urlsplit(url).path).suffix.removeprefix(".").lower()
    return extension.upper() if extension in settings.WAGTAILDOCS_EXTENSIONS else ""


@register.filter
def language(code: str):
    """Return the language with this code, or ``None``."""
    return next((item for item in all_languages() if item.code == code), None)


@register.filter
def language_name(tag: str) -> str:
    """Return the name of the language with this BCP 47 tag in the active language, or the tag.

    A language of the site that Babel does not know has its name in ``SITE_LANGUAGE_NAMES``.
    """
    return _language_name(tag, active_language())


@lru_cache(maxsize=1_000)
def _language_name(tag: str, named_in: Language) -> str:
    try:
        found = Locale.parse(tag, sep="-")
    except (ValueError, UnknownLocaleError):
        return tag
    own = language(tag.lower().partition("-")[0])
    if own and found.language != own.code:
        return str(settings.SITE_LANGUAGE_NAMES.get(own.code, own.name))
    return found.get_language_name(named_in.babel) or tag


@register.simple_tag
def lang_attribute(page) -> SafeString | str:
    """Return a ``lang`` attribute if the page's text is not in the active language.

    For each element that contains text of the page itself (WCAG 2.2, 3.1.2).
    """
    code = page.locale.language_code if page else ""
    return "" if code in ("", active_language().code) else _lang_attribute(site_language(code))


@register.simple_tag
def language_tag(page) -> SafeString | str:
    """Name the language of a page in a list, if it is not the active one."""
    found = site_language(page.locale.language_code)
    return "" if found == active_language() else _language_tag(found)


@register.simple_tag
def text_lang_attribute(text) -> SafeString | str:
    """Return a ``lang`` attribute if a ``LanguageText`` is not in the active language."""
    return "" if text.text_language == active_language() else _lang_attribute(text.text_language)


# Lists have these again and again.
@cache
def _lang_attribute(language: Language) -> SafeString:
    return format_html(' lang="{}"', language.tag)


@cache
def _language_tag(language: Language) -> SafeString:
    return format_html(
        ' <span class="language-tag" lang="{}">{}</span>', language.tag, language.name
    )


@register.simple_tag(takes_context=True)
def shared_layout(context, template_name: str) -> SafeString:
    """Include a template that uses nothing but the layout, such as the header."""
    return render_shared_layout(template_name, context["layout"])


@register.simple_tag(takes_context=True)
def footnote_mark(context, code: str) -> SafeString | str:
    """Render the mark of a state's footnote, if it has one, after its name."""
    designation = context["layout"].designation(code) if code else None
    # A list has many states, and few of them a footnote.
    if not (designation and designation.footnote):
        return ""
    return render_to_string("core/components/footnote_mark.html", {"designation": designation})


@register.simple_tag
def place_name(page) -> str:
    """Return the name of a page's place in the active language; empty if none is known."""
    return place_name_for_reader(page.listing_place, page.text_language)


@register.simple_tag(takes_context=True)
def state_name(
    context, code: str, used: str = "", link: bool = False, language: Language | None = None
) -> SafeString | str:
    """Render the name of a state with the mark of its footnote.

    ``used`` is its name in an older source; ``link`` adds a link to its page; ``language`` is
    another one than the active language.
    """
    layout = context["layout"]
    designation, name = layout.designation(code), layout.state_name(code, language)
    url = designation.url if link else ""
    if not (url or used or designation.footnote):
        return name
    parts = {"name": name, "used": used, "designation": designation, "link": url}
    return render_to_string("core/components/state_name.html", parts)
