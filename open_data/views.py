"""The files of the data sets, and the page that documents them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from core.languages import active_language
from core.localized_urls import absolute_url
from core.models.layout import layout_settings
from core.non_page_routes import NonPageRoute
from core.whole_files import WholeFileResponse

from .data_sets import all_data_sets, offered_data_sets
from .export_files import EXPORT_FORMATS, SCHEMA_FORMAT
from .structured_data import data_catalogue

DATA_ROUTE = NonPageRoute(
    "data",
    title=gettext_lazy("Open data"),
    search_words=pgettext_lazy(
        "words of a search, separated by commas", "data, download, spreadsheet, CSV, JSON, API"
    ),
)
FORMATS_BY_EXTENSION = {item.extension: item for item in (*EXPORT_FORMATS, SCHEMA_FORMAT)}


@require_safe
def data_file(request: HttpRequest, path: str, extension: str) -> HttpResponse:
    """Return a data set in one of its file formats, in the reader's language.

    A filter in the query string selects the same pages as on the list of the pages.
    """
    data_set = next((item for item in all_data_sets() if item.path == path), None)
    if not data_set or extension not in FORMATS_BY_EXTENSION:
        raise Http404
    file_format = FORMATS_BY_EXTENSION[extension]
    form = None if file_format is SCHEMA_FORMAT else data_set.filter_form(request.GET)
    licence = layout_settings().licence.url
    name = f"{data_set.name}-{active_language().code}.{extension}"
    disposition = "attachment" if file_format.is_table else "inline"
    return WholeFileResponse(
        request.path + (form.query if form else ""),
        lambda: file_format.write(data_set, data_set.public_rows(form)),
        content_type=file_format.content_type,
        changes_daily=data_set.changes_daily,
        headers={
            "Content-Disposition": f'{disposition}; filename="{name}"',
            # Scripts of other sites may read the public data (CORS).
            "Access-Control-Allow-Origin": "*",
            # For the files that have no place for it (RFC 8288).
            **({"Link": f'<{licence}>; rel="license"'} if licence else {}),
        },
    )


@require_safe
def data_page(request: HttpRequest) -> HttpResponse:
    """Show the data sets, the meaning of their columns, their files, and the URL of the API."""
    request.non_page_route = DATA_ROUTE
    formats = FORMATS_BY_EXTENSION.values()
    data_sets, licence = offered_data_sets(), layout_settings().licence
    context = {
        "licence": licence,
        "catalogue": data_catalogue(str(DATA_ROUTE.title), data_sets, licence),
        "data_sets": [
            {
                "data_set": data_set,
                "files": [(item, data_set.file_url(item.extension)) for item in formats],
            }
            for data_set in data_sets
        ],
        "api_url": absolute_url(reverse("api:pages:listing")),
    }
    return render(request, "open_data/data.html", context)
