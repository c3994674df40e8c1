"""Mixins that restrict the views of the translation app to those who may use them."""

from functools import cached_property

from django.core.exceptions import ObjectDoesNotExist
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Locale

from core.languages import all_languages
from translation.models import Assignment, AssignmentQuerySet
from translation.policies import TranslationPermissionDenied, TranslationPolicy, policy_for

from .refusals import permission_denied_response


class TranslationAccessMixin:
    """A view for translation team members and for those who send, each with their own languages."""

    def dispatch(self, request, *args, **kwargs):
        if not self.policy.is_participant:
            raise TranslationPermissionDenied(_("You are not in a translation team."))
        return super().dispatch(request, *args, **kwargs)

    @property
    def policy(self) -> TranslationPolicy:
        return policy_for(self.request.user)

    @cached_property
    def locales(self) -> list[Locale]:
        """The locales whose translations the person may see, in the order of the settings."""
        codes = [language.code for language in all_languages()]
        seen = Locale.objects.filter(pk__in=self.policy.visible_locale_ids)
        return sorted(seen, key=lambda locale: codes.index(locale.language_code))


class AssignmentMixin:
    """A view of one assignment, for those to whom the policies permit ``verb``."""

    verb = "see"

    @property
    def policy(self) -> TranslationPolicy:
        return policy_for(self.request.user)

    @cached_property
    def assignment(self) -> Assignment:
        return get_object_or_404(self.assignments(), pk=self.kwargs["pk"])

    def assignments(self) -> AssignmentQuerySet:
        """Return the assignments with the related objects that the view reads."""
        return Assignment.objects.with_translation().select_related(
            "assignee",
            "requested_by",
            "submitted_by",
            "covered_version",
            "revision__target_version",
        )

    def dispatch(self, request, *args, **kwargs):
        try:
            self.policy.check(self.verb, self.assignment)
            return super().dispatch(request, *args, **kwargs)
        except TranslationPermissionDenied as refusal:
            return self.permission_denied(refusal)
        except ObjectDoesNotExist:
            if self._has_target():
                raise
            refusal = _("This page is not being translated yet. Send its source first.")
            return self.permission_denied(TranslationPermissionDenied(refusal))

    def _has_target(self) -> bool:
        """Whether the translated object still exists: it may have been deleted by itself."""
        try:
            return bool(self.assignment.translation.get_target_instance())
        except ObjectDoesNotExist:
            return False

    def permission_denied(self, refusal: TranslationPermissionDenied):
        """Return the response to a refused request."""
        return permission_denied_response(self.request, refusal)

    def denial_reason(self, verb: str) -> str:
        """Return the reason why the person may not do this; an empty string if they may."""
        try:
            self.policy.check(verb, self.assignment)
        except TranslationPermissionDenied as refusal:
            return str(refusal)
        return ""

    @property
    def edit_url(self) -> str:
        return reverse("translation:edit", args=[self.assignment.pk])


class AssignmentTemplateMixin(AssignmentMixin, WagtailAdminTemplateMixin):
    """The editor or another screen about one assignment, with breadcrumbs from “My translations”.

    ``screen_title`` is the title of the screen; empty in the editor itself.
    """

    header_icon = "wagtail-localize-language"
    screen_title = ""

    def get_page_title(self):
        return self.assignment.title

    def get_page_subtitle(self):
        return self.screen_title or self.assignment.language.name

    def get_breadcrumbs_items(self):
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("translation:my_translations"), "label": _("My translations")},
            {"url": self.edit_url if self.screen_title else "", "label": str(self.assignment)},
            *([{"url": "", "label": self.screen_title}] if self.screen_title else []),
        ]

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            assignment=self.assignment,
            policy=self.policy,
            source_language=self.assignment.source_language,
            language=self.assignment.language,
            **kwargs,
        )
