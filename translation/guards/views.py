"""Views in front of the stock views of Wagtail and wagtail-localize: redirects and refusals.

A stock view with a counterpart in the translation app redirects there, if the person may use it.
"""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from wagtail.models import Page, TranslatableMixin
from wagtail.snippets.views.snippets import get_snippet_model_from_url_params
from wagtail_localize.models import Translation, TranslationSource

from core.languages import site_language
from translation.models import Assignment
from translation.policies import TranslationPermissionDenied, policy_for
from translation.refusals import permission_denied_response

SAFE_METHODS = ("GET", "HEAD")


def find_by_quoted_pk(model, pk):
    """Return the object with a primary key as quoted in URLs of the admin, or ``None``."""
    try:
        return model.objects.filter(pk=unquote(str(pk))).first()
    except ValueError:
        return None


def assignment_to_edit(instance) -> Assignment | None:
    """Return the assignment in which a translated object is edited.

    A derived script is edited in its origin, unless it has an assignment of its own.
    """
    assignment = Assignment.objects.get_for_instance_or_none(instance)
    derived_from = site_language(instance.locale.language_code).derived_from
    if assignment is None and derived_from:
        origin = instance.get_translations().filter(locale__language_code=derived_from).first()
        assignment = origin and Assignment.objects.get_for_instance_or_none(origin)
    return assignment


def redirect_to_editor(request, instance):
    """Redirect from Wagtail's editor of a translated object to the translation editor.

    Refuse an object without an assignment.
    """
    assignment = assignment_to_edit(instance)
    if assignment is None:
        return permission_denied_response(
            request, _("This page is not being translated yet. Send its source first.")
        )
    policy_for(request.user).check("see", assignment)
    if request.method not in SAFE_METHODS:
        messages.warning(
            request,
            _("Translations are written in the translation editor, not here. Nothing was saved."),
        )
    return redirect("translation:edit", assignment.pk)


def redirect_to_send_page(request, page_id):
    page = get_object_or_404(Page, pk=page_id).specific
    _require_safe_method(request)
    policy_for(request.user).check("send", page)
    return redirect("translation:send_page", page.pk)


def redirect_to_send_snippet(request, app_label, model_name, pk):
    model = get_snippet_model_from_url_params(app_label, model_name)
    instance = find_by_quoted_pk(model, pk)
    if instance is None or not isinstance(instance, TranslatableMixin):
        raise Http404
    _require_safe_method(request)
    policy_for(request.user).check("send", instance)
    return redirect("translation:send_snippet", app_label, model_name, instance.pk)


def redirect_to_send_source(request, translation_source_id):
    """Redirect from “update translations” to sending.

    Changes of the source reach its translations without a request.
    """
    source = get_object_or_404(TranslationSource, pk=translation_source_id)
    instance = source.object.get_instance_or_none(source.locale)
    if isinstance(instance, Page):
        return redirect_to_send_page(request, instance.pk)
    model = source.specific_content_type
    return redirect_to_send_snippet(
        request, model.app_label, model.model, getattr(instance, "pk", None)
    )


def redirect_to_board(request):
    _require_safe_method(request)
    if not policy_for(request.user).is_participant:
        raise TranslationPermissionDenied(_("You do not take part in the translation."))
    return redirect("translation:board")


def redirect_to_assignment(name: str):
    """Return a view that redirects from a stock URL of one translation to our view ``name``."""

    def view(request, translation_id, **kwargs):
        translation = get_object_or_404(Translation, pk=translation_id)
        assignment = Assignment.objects.filter(translation=translation).first()
        if assignment is None:
            raise TranslationPermissionDenied(
                _("This page is not being translated yet. Send its source first.")
            )
        policy_for(request.user).check("see", assignment)
        _require_safe_method(request)
        return redirect(name, assignment.pk)

    return view


def refuse_stock_view(request, **kwargs):
    """Refuse every request to a stock URL that has no counterpart in the translation app."""
    raise TranslationPermissionDenied(_("This is done under “Translation”, not here."))


def _require_safe_method(request) -> None:
    if request.method not in SAFE_METHODS:
        refuse_stock_view(request)
