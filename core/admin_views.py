"""Views of the admin that belong to no app of content."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from .date_fields import DATE_FIELDS


@require_GET
def read_date(request: HttpRequest) -> JsonResponse:
    """Tell how a field of a kind reads a text: in words, or with the reason why it cannot.

    ``text`` is the value in words, as the field shows it; ``calendar`` is the value for the
    calendar of the browser.
    """
    try:
        field = DATE_FIELDS[request.GET.get("kind", "")](required=False)
    except KeyError as error:
        raise Http404 from error
    try:
        value = field.clean(request.GET.get("text", ""))
    except ValidationError as error:
        return JsonResponse({"error": " ".join(error.messages)})
    if value is None:
        return JsonResponse({})
    message = _("Read as: %(date)s") % {"date": field.words(value)}
    text, calendar = field.prepare_value(value), field.calendar_value(value)
    return JsonResponse({"message": message, "text": text, "calendar": calendar})
