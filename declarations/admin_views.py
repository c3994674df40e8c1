"""The preview of a pasted declaration, and the values that its form takes over."""

import json

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail.rich_text import RichText

from .models import DeclarationPage
from .pasting.forms import PastedTextForm
from .pasting.splitting import SplitText


@require_POST
def split_pasted_text(request: HttpRequest) -> JsonResponse:
    """Return the preview of a text and its values for the form; nothing is saved.

    The answer is an object with ``preview`` (HTML), ``preamble`` and ``paragraphs`` (states of
    form fields), or with ``errors`` (a list of messages) and the status 400.
    """
    if not policy_registry.get_by_type(Page).user_has_any_permission(
        request.user, ["add", "change"]
    ):
        raise PermissionDenied
    form = PastedTextForm(request.POST, request.FILES)
    if not form.is_valid():
        messages = [message for errors in form.errors.values() for message in errors]
        return JsonResponse({"errors": messages}, status=400)
    split = form.split_text
    preview = render_to_string("declarations/pasting/preview.html", {"split": split}, request)
    return JsonResponse({"preview": preview, **_form_states(split)})


def _form_states(split: SplitText) -> dict:
    fields = DeclarationPage._meta
    paragraph = fields.get_field("paragraphs").stream_block.child_blocks["paragraph"]
    preamble = fields.get_field("preamble").formfield()
    return {
        "preamble": json.loads(preamble.widget.format_value(split.preamble))
        if split.preamble
        else None,
        "paragraphs": [
            paragraph.get_form_state(
                paragraph.normalize(
                    {"number": item.number, "text": RichText(item.html), "themes": []}
                )
            )
            for item in split.paragraphs
        ],
    }
