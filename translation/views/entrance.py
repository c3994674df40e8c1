"""Who may come in: shared by the screens of the boards and the history."""

from functools import cached_property

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Locale

from core.languages import all_languages
from translation.models import Assignment
from translation.policies import Refusal, TranslationPolicy, policy_for

from .guards import explain_refusals


class ParticipantsOnly:
    """A screen for everybody who takes part in translating, each with their own languages."""

    @method_decorator(explain_refusals)
    def dispatch(self, request, *args, **kwargs):
        if not self.policy.takes_part:
            raise Refusal(_("You are not in a translation team."))
        return super().dispatch(request, *args, **kwargs)

    @property
    def policy(self) -> TranslationPolicy:
        return policy_for(self.request.user)

    @cached_property
    def locales(self) -> list[Locale]:
        """The locales whose translations the person may see, in the order of the site."""
        codes = [language.code for language in all_languages()]
        seen = Locale.objects.filter(pk__in=self.policy.seen_locales)
        return sorted(seen, key=lambda locale: codes.index(locale.language_code))


class OfOneAssignment:
    """A screen about one assignment, for those who may see it."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.assignment = get_object_or_404(
            Assignment.objects.select_related(
                "translation__source__locale",
                "translation__target_locale",
                "covered_version",
                "published_version",
            ),
            pk=kwargs["pk"],
        )

    @method_decorator(explain_refusals)
    def dispatch(self, request, *args, **kwargs):
        policy_for(request.user).check("see", self.assignment)
        return super().dispatch(request, *args, **kwargs)


class PageOfOneAssignment(OfOneAssignment, WagtailAdminTemplateMixin, TemplateView):
    """Such a screen in the frame of the admin: which translation it is about, and the way back."""

    def get_breadcrumbs_items(self):
        editor = reverse("translation:edit", args=[self.assignment.pk])
        return [
            *self.breadcrumbs_items,
            {"url": editor, "label": self.assignment},
            {"url": "", "label": self.page_title},
        ]

    def get_page_subtitle(self):
        return str(self.assignment)
