"""All public declarations as one PDF, each document in the language that the reader is shown.

It is made of the same parts as the pages, through one document of HTML, as the PDF of a page is.
"""

from collections.abc import Iterator

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localdate

from core.feeds import last_public_change
from core.layout import layout_context_for
from core.localized_urls import absolute_url
from core.printable import SiteNames, cache_file_size, render_pdf

from .models import DeclarationPage


def make_collection(request: HttpRequest) -> Iterator[bytes]:
    """Yield the file, in the active language."""
    pages = DeclarationPage.objects.for_reader().order_by("-date_rank", "title")
    documents = [_document(request, page) for page in pages.prefetch_related("signatories")]
    context = {"documents": documents, "published_until": localdate(last_public_change())}
    html = render_to_string("declarations/collection.html", context, request)
    pdf = render_pdf(html, absolute_url(request.path), SiteNames.for_reader())
    cache_file_size(request.path, len(pdf))
    yield pdf


def _document(request: HttpRequest, page: DeclarationPage) -> SafeString:
    """Return the HTML of one document; the footnotes of its states stand at its own end."""
    html = render_to_string("declarations/collected.html", {"page": page}, request)
    layout_context_for(request).footnotes.clear()
    return mark_safe(html)
