"""In front of the stock doors: the way to our own screens, or a refusal in words for the person."""

from functools import wraps

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.models import Page, TranslatableMixin
from wagtail.snippets.views.snippets import get_snippet_model_from_url_params
from wagtail_localize.models import Translation, TranslationSource

from core.languages import get
from translation.models import Assignment
from translation.policies import Refusal, policy_for

READS = ("GET", "HEAD")


def refuse(request, reason):
    """Say why, and lead back to where the person came from; a script is answered with 403."""
    is_form = request.method in (*READS, "POST")
    if not is_form or request.headers.get("x-requested-with") == "XMLHttpRequest":
        return JsonResponse({"error": str(reason)}, status=403)
    messages.error(request, str(reason))
    return redirect(get_valid_next_url_from_request(request) or "wagtailadmin_home")


def explain_refusals(view):
    """Answer a ``Refusal`` in its own words; Wagtail has one general sentence for all."""

    @wraps(view)
    def explained(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except Refusal as refusal:
            return refuse(request, refusal)

    return explained


def find(model, pk):
    """Find an object by the key in an address of the admin, where it is quoted; or ``None``."""
    try:
        return model.objects.filter(pk=unquote(str(pk))).first()
    except ValueError:
        return None


def work_on(instance) -> Assignment | None:
    """The work in which the words of a translated object are written.

    A derived script is written in its origin, unless it has work of its own.
    """
    assignment = Assignment.objects.get_for_instance_or_none(instance)
    derived_from = get(instance.locale.language_code).derived_from
    if assignment is None and derived_from:
        origin = instance.get_translations().filter(locale__language_code=derived_from).first()
        assignment = origin and Assignment.objects.get_for_instance_or_none(origin)
    return assignment


def to_editor(request, instance):
    """Lead from Wagtail's editor of a translated object to the translation editor."""
    assignment = work_on(instance)
    if assignment is None:
        return refuse(request, _("This page is not being translated yet. Send its source first."))
    policy_for(request.user).check("see", assignment)
    if request.method not in READS:
        messages.warning(
            request,
            _("Translations are written in the translation editor, not here. Nothing was saved."),
        )
    return redirect("translation:edit", assignment.pk)


def to_send_page(request, page_id):
    page = get_object_or_404(Page, pk=page_id).specific
    _only_read(request)
    policy_for(request.user).check("send", page)
    return redirect("translation:send_page", page.pk)


def to_send_snippet(request, app_label, model_name, pk):
    model = get_snippet_model_from_url_params(app_label, model_name)
    instance = find(model, pk)
    if instance is None or not isinstance(instance, TranslatableMixin):
        raise Http404
    _only_read(request)
    policy_for(request.user).check("send", instance)
    return redirect("translation:send_snippet", app_label, model_name, instance.pk)


def to_send_source(request, translation_source_id):
    """Translations follow their source by themselves; what can be asked for is new words."""
    source = get_object_or_404(TranslationSource, pk=translation_source_id)
    instance = source.object.get_instance_or_none(source.locale)
    if isinstance(instance, Page):
        return to_send_page(request, instance.pk)
    model = source.specific_content_type
    return to_send_snippet(request, model.app_label, model.model, getattr(instance, "pk", None))


def to_board(request):
    _only_read(request)
    if not policy_for(request.user).takes_part:
        raise Refusal(_("You do not take part in the translation."))
    return redirect("translation:board")


def to_work(name: str):
    """A view that leads from a stock address of one translation to ours, called ``name``."""

    def view(request, translation_id, **kwargs):
        translation = get_object_or_404(Translation, pk=translation_id)
        assignment = Assignment.objects.filter(translation=translation).first()
        if assignment is None:
            raise Refusal(_("This page is not being translated yet. Send its source first."))
        policy_for(request.user).check("see", assignment)
        _only_read(request)
        return redirect(name, assignment.pk)

    return view


def closed(request, **kwargs):
    """The answer of every stock address that has no place in the workshop."""
    raise Refusal(_("This is done in the translation workshop, not here."))


def _only_read(request) -> None:
    if request.method not in READS:
        closed(request)
