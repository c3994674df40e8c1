"""Views of the admin that belong to no app of content."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from wagtail.models import Page

from .date_fields import DATE_FIELDS
from .page_action_notices import PageActionKind, page_action_notices
from .site_tree import IN_SITE_TREE


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


@require_GET
def rename_notices(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show what apps have to say before the slug of a page changes, for its form."""
    page = get_object_or_404(Page.objects.filter(IN_SITE_TREE), pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    notices = page_action_notices(PageActionKind.RENAME, [page], request.user)
    return render(request, "core/rename_notices.html", {"notices": notices})
