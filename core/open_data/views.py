"""The files of the data sets, and the page that explains them."""

from hashlib import sha256

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import http_date, quote_etag
from django.views.decorators.http import require_safe

from core.addresses import absolute
from core.feeds import followed, last_change
from core.fixed_addresses import FixedAddress
from core.languages import current

from .data_sets import SCHEMA, DataSet, all_data_sets
from .writing import FORMATS, SCHEMA_FORMAT, Format, write_json, write_schema

DATA = FixedAddress("data")
ENDINGS = {form.ending: form for form in (*FORMATS, SCHEMA_FORMAT)}


@followed
def data_file(request: HttpRequest, path: str, ending: str) -> HttpResponse:
    """Answer with a data set in one of its forms, in the reader's language.

    A filter in the address holds as on the list of the pages.
    """
    found = next((one for one in all_data_sets() if one.path == path), None)
    if not found or ending not in ENDINGS:
        raise Http404
    form = ENDINGS[ending]
    rows = [] if ending == SCHEMA else found.public_rows(request.GET)
    response = HttpResponse(form.write(found, rows), content_type=form.content_type)
    name = f"{found.name}-{current().code}.{ending}"
    kind = "attachment" if form.is_table else "inline"
    response.headers["Content-Disposition"] = f'{kind}; filename="{name}"'
    # Programs of other sites may read what everybody may read.
    response.headers["Access-Control-Allow-Origin"] = "*"
    _say_what_it_depends_on(response, found, form, rows)
    return response


def _say_what_it_depends_on(
    response: HttpResponse, data_set: DataSet, form: Format, rows: list
) -> None:
    if not form.is_repeatable:
        content = write_json(data_set, rows) + write_schema(data_set)
        response.headers["ETag"] = quote_etag(sha256(content).hexdigest())
    if data_set.follows_the_calendar:
        today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
        response.headers["Last-Modified"] = http_date(max(last_change(), today).timestamp())


@require_safe
def data_page(request: HttpRequest) -> HttpResponse:
    """Say which data there is, what its columns mean, and how programs ask for more."""
    request.fixed_address = DATA
    context = {
        "data_sets": [
            {
                "is": data_set,
                "files": [(form, data_set.file_address(form.ending)) for form in ENDINGS.values()],
            }
            for data_set in all_data_sets()
        ],
        "interface": absolute(reverse("api:pages:listing")),
    }
    return render(request, "core/data.html", context)
