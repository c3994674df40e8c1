"""Endpoints of the editor's script for single segments, which return JSON; and overrides."""

import json
from functools import cached_property

from django.core.exceptions import ValidationError
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic.base import View
from wagtail.admin import messages
from wagtail.admin.utils import get_user_display_name
from wagtail_localize.models import OverridableSegment, StringSegment

from core.prepared_queries import prepared_query
from translation.actions.override import RemoveSegmentOverride, SetSegmentOverride
from translation.actions.write import SegmentConflictError, WriteSegment
from translation.choices import TranslationOrigin
from translation.editor.actions.comment import AddComment, ResolveComment
from translation.editor.forms.overrides import override_form
from translation.editor.rows import SegmentRow, problems_by_segment
from translation.models import Assignment, AssignmentQuerySet, SegmentComment
from translation.policies import TranslationPermissionDenied
from translation.segments.differences import word_differences
from translation.segments.glossary_lookup import glossary_of
from translation.segments.machine import machine_translator_for
from translation.segments.markup import plain_text
from translation.segments.memory import fuzzy_matches
from translation.segments.overrides import load_overridable_value
from translation.segments.text import TranslationSegment, load_segment, load_segment_to_write
from translation.segments.validation import MAX_TEXT_LENGTH
from translation.views import AssignmentMixin

# The origins that a browser may state; the others are set by the application.
ALLOWED_ORIGINS = {
    TranslationOrigin.TYPED,
    TranslationOrigin.MEMORY,
    TranslationOrigin.MACHINE,
    TranslationOrigin.KEPT,
    TranslationOrigin.SUGGESTED,
}


class SegmentMixin(AssignmentMixin):
    """A view of one segment of a translation. A refusal is JSON with a message and status 403."""

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except StringSegment.DoesNotExist:
            message = _("This text is no longer part of the page. Load the page again.")
            return JsonResponse({"message": message}, status=404)

    def permission_denied(self, refusal: TranslationPermissionDenied):
        return JsonResponse({"message": str(refusal)}, status=403)

    def load(self) -> TranslationSegment:
        """Return the segment; raise ``StringSegment.DoesNotExist`` if the page has none such."""
        return load_segment(self.assignment.translation, self.kwargs["segment"])


@prepared_query
def _locked_assignments(pk: int) -> AssignmentQuerySet:
    """Return the assignment with only what is read of its related objects to save a text."""
    found = Assignment.objects.locked().filter(pk=pk)
    found = found.select_related("translation__source", "translation__target_locale")
    return found.defer("translation__source__content_json")


class SaveSegmentView(SegmentMixin, View):
    """Save the target text of one segment; status 409 if somebody else has changed it.

    The script saves while a person types. Everything is therefore loaded once, under the lock.
    """

    http_method_names = ("post",)

    @cached_property
    def assignment(self) -> Assignment:
        found = _locked_assignments(self.kwargs["pk"])
        if not found:
            raise Http404
        return found[0]

    def post(self, request, **kwargs):
        try:
            sent = _parse(request.body)
        except ValueError:
            return JsonResponse({"message": _("This text could not be read.")}, status=400)
        segment = load_segment_to_write(self.assignment.translation, self.kwargs["segment"])
        text = sent["text"] if sent["text"].strip() else ""
        is_same = text == segment.target
        try:
            segment = WriteSegment(
                request.user,
                self.assignment,
                segment,
                text,
                base=sent["base"],
                origin=segment.origin if is_same and text else sent["origin"],
                confirmed=sent["confirmed"],
            ).execute_locked()
        except SegmentConflictError as conflict:
            answer = {"message": str(conflict), **self.answer(conflict.segment)}
            return JsonResponse(answer, status=409)
        return JsonResponse(self.answer(segment))

    def answer(self, segment: TranslationSegment) -> dict:
        """Return what the script shows after a save."""
        if not segment.target:
            segment = self.load()  # with its previous translation
        problems = problems_by_segment([segment], self.assignment).get(segment.pk, [])
        row = SegmentRow(segment, problems=problems)
        problem_list = "translation/editor/segment_problems.html"
        by = segment.string_translation and segment.string_translation.last_translated_by
        return {
            "text": segment.target,
            "state": segment.state,
            "problems": len(problems),
            "status": row.status,
            "problemList": render_to_string(problem_list, {"row": row}) if problems else "",
            "savedAt": timezone.now().isoformat(),
            "by": get_user_display_name(by) if by else "",
        }


def _parse(body: bytes) -> dict:
    """Return the text, base, origin and confirmation; raise ``ValueError`` for invalid data."""
    sent = json.loads(body)
    if not isinstance(sent, dict) or not isinstance(sent.get("text"), str):
        raise ValueError
    base, origin = sent.get("base"), sent.get("origin", "")
    if not (base is None or isinstance(base, str)) or origin not in ALLOWED_ORIGINS:
        raise ValueError
    if len(sent["text"]) > MAX_TEXT_LENGTH or "\x00" in sent["text"]:
        raise ValueError
    return {
        "text": sent["text"],
        "base": base,
        "origin": origin,
        "confirmed": sent.get("confirmed") is True,
    }


class SegmentHelpView(SegmentMixin, View):
    """The help for one segment: source changes, translation memory, glossary terms, comments."""

    def get(self, request, **kwargs):
        segment, translation = self.load(), self.assignment.translation
        previous = segment.previous
        terms = glossary_of(translation.target_locale).terms_in(segment.source_text)
        comments = _comments(self.assignment, segment)
        context = {
            **_comments_context(self, segment, comments),
            "assignment": self.assignment,
            "source_language": self.assignment.source_language,
            "previous_text": previous and plain_text(previous.target),
            "matches": [
                (match, round(match.similarity * 100), plain_text(match.target))
                for match in fuzzy_matches(segment, translation)
            ],
            "terms": list({term.term: term.entry for term in terms}.values()),
            "machine": machine_translator_for(self.assignment),
        }
        html = render_to_string("translation/editor/segment_help.html", context, request)
        is_useful = bool(previous or context["matches"] or comments)
        return JsonResponse({"html": html, "isUseful": is_useful})


def _comments(assignment, segment: TranslationSegment):
    return SegmentComment.objects.filter(
        translation=assignment.translation_id, context=segment.context_id
    ).select_related("written_by")


def _comments_context(view: SegmentMixin, segment: TranslationSegment, comments) -> dict:
    """Return what the template of the comments needs.

    A suggestion can be accepted as long as the source text for which it was made is the same.
    """
    return {
        "segment": segment,
        "language": view.assignment.language,
        "comments": [
            {
                "comment": comment,
                "name": comment.text or plain_text(comment.suggestion),
                "differences": comment.suggestion
                and word_differences(segment.target_text, plain_text(comment.suggestion)),
                "is_current": comment.string_id == segment.string_id,
            }
            for comment in comments
        ],
        "may_edit": view.policy.may("edit", view.assignment),
        "may_comment": view.policy.may("comment", view.assignment),
    }


class SegmentCommentsView(SegmentMixin, View):
    """Add a comment (``text``), resolve one (``resolve``) or reopen one (``reopen``)."""

    http_method_names = ("post",)
    verb = "comment"

    def post(self, request, **kwargs):
        segment = self.load()
        try:
            self._apply(request, segment)
        except ValidationError as error:
            return JsonResponse({"message": error.messages[0]}, status=400)
        comments = _comments(self.assignment, segment)
        context = _comments_context(self, segment, comments)
        return JsonResponse(
            {
                "html": render_to_string("translation/editor/comments.html", context, request),
                "open": sum(comment.resolved_at is None for comment in comments),
            }
        )

    def _apply(self, request, segment: TranslationSegment) -> None:
        for name in ("resolve", "reopen"):
            if request.POST.get(name, "").isdecimal():
                comment = get_object_or_404(
                    _comments(self.assignment, segment), pk=request.POST[name]
                )
                ResolveComment(request.user, self.assignment, comment, name == "resolve").execute()
                return
        AddComment(
            request.user,
            self.assignment,
            segment,
            text=request.POST.get("text", ""),
            suggestion=request.POST.get("suggestion", ""),
        ).execute()


class SegmentOverrideView(AssignmentMixin, View):
    """Override an image, a document or a link for this language, or reset it to the source's."""

    http_method_names = ("post",)
    verb = "edit"

    def post(self, request, **kwargs):
        files_url = f"{self.edit_url}#files"
        try:
            choice = load_overridable_value(self.assignment.translation, kwargs["segment"])
        except OverridableSegment.DoesNotExist:
            messages.error(request, _("This is no longer part of the page."))
            return redirect(files_url)
        if "reset" in request.POST:
            RemoveSegmentOverride(request.user, self.assignment, choice.segment).execute()
            messages.success(request, _("This language shows what the source shows."))
            return redirect(files_url)
        form = override_form(choice, request.POST)
        if form.is_valid():
            value = form.cleaned_data["value"]
            SetSegmentOverride(
                request.user, self.assignment, choice.segment, getattr(value, "pk", value)
            ).execute()
            messages.success(request, _("Saved for this language."))
        else:
            messages.error(request, " ".join(form.errors["value"]))
        return redirect(files_url)
