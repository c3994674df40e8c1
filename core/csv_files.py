"""Tables that people download as CSV: they begin with the mark of their encoding.

Without it, a spreadsheet program takes UTF-8 for an older encoding of its country, and shows other
letters in place of Cyrillic. Programs leave it out when they read ``utf-8-sig``, as imports do
here.
"""

from django.http import HttpResponse

BYTE_ORDER_MARK = "\ufeff"
CSV_CONTENT_TYPE = "text/csv; charset=utf-8"


def csv_response(table: str, name: str) -> HttpResponse:
    """Return a table to download, with its file name."""
    response = HttpResponse(f"{BYTE_ORDER_MARK}{table}", content_type=CSV_CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
