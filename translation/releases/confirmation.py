"""Release and cancellation of a set, each with a page that first names what will happen."""

import json
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core.languages import all_languages, source_language
from translation.actions.publish import is_source_of_translation_public
from translation.models import ReleaseSet
from translation.releases.actions import (
    CancelRelease,
    PublishReleaseSet,
    ReleaseNotReadyError,
    approved_translations,
)
from translation.releases.embargo import public_documents

# What the page says of a language, translation or document beside its name.
DETAILS = ("pk", "publish_at", "waiver_reason")


class ReleaseActionView(WagtailAdminTemplateMixin, TemplateView):
    """Ask before an action for a set is executed: a page that names what will happen.

    ``action`` is its class, ``done`` the message afterwards. What somebody else adds to the set
    after the page was shown is not confirmed by it.
    """

    header_icon = "calendar-check"
    action: type
    done = ""

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except ReleaseNotReadyError as error:
            missing = [f"{message}." for message in error.messages]
            messages.error(request, " ".join([_("Not everything is ready:"), *missing]))
        except ReleaseSet.DoesNotExist:
            raise Http404 from None
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect("translation:release", self.kwargs["pk"])

    @cached_property
    def release_set(self) -> ReleaseSet:
        sets = ReleaseSet.objects.of_site().select_related("page__locale")
        return get_object_or_404(sets, pk=self.kwargs["pk"])

    def get(self, request, *args, **kwargs):
        self.action(request.user, self.release_set).check()
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        action = self.action(request.user, self.release_set)
        action.check()
        with transaction.atomic():
            self.release_set.lock()
            if request.POST.get("shown") != self._fingerprint():
                raise ValidationError(_("The set has changed meanwhile. Look at it once more."))
            action.execute()
        messages.success(request, self.done)
        return redirect("translation:releases")

    def consequences(self) -> dict[str, list]:
        """Return what the page names: lists of languages, translations and documents."""
        public = public_documents(self.release_set)
        documents = self.release_set.documents.order_by("title")
        others = [document for document in documents if document not in public]
        return {"public_documents": public, "other_documents": others}

    def _fingerprint(self) -> str:
        """Return a value that changes with anything that the page names."""
        named = [
            (name, str(value), *(str(getattr(value, detail, "")) for detail in DETAILS))
            for name, values in self.consequences().items()
            for value in values
        ]
        return sha256(json.dumps(named).encode()).hexdigest()

    def get_page_subtitle(self):
        return self.release_set.page.get_admin_display_title()

    def get_breadcrumbs_items(self):
        release_url = reverse("translation:release", args=[self.release_set.pk])
        return [
            *self.breadcrumbs_items,
            {"url": reverse("translation:releases"), "label": _("Release sets")},
            {"url": release_url, "label": self.get_page_subtitle()},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            **self.consequences(),
            "release_set": self.release_set,
            "shown": self._fingerprint(),
            "now": timezone.now(),
        }


class ReleaseNowView(ReleaseActionView):
    action = PublishReleaseSet
    page_title = gettext_lazy("Release now")
    template_name = "translation/releases/release_now.html"
    done = gettext_lazy("Released: everything in the set is live.")

    def consequences(self):
        items = list(self.release_set.items.select_related("locale", "waived_by"))
        items.sort(key=lambda item: item.language.name)
        published = [source_language(), *(item.language for item in items if not item.waived)]
        codes = {language.code for language in published}
        return {
            **super().consequences(),
            "published": published,
            "derived": [item for item in all_languages() if item.derived_from in codes],
            "waived": [item for item in items if item.waived],
        }


class CancelReleaseView(ReleaseActionView):
    action = CancelRelease
    page_title = gettext_lazy("Cancel the release")
    template_name = "translation/releases/cancel_release.html"
    done = gettext_lazy("The release is cancelled. Its documents are where they were before.")

    def consequences(self):
        """Divide the approved translations: some are published at once, others wait on."""
        approved = approved_translations(self.release_set.page).select_related(
            "translation__source__locale",
            "translation__target_locale",
            "covered_version",
            "revision",
        )
        published, waiting = [], []
        for assignment in approved:
            is_public = is_source_of_translation_public(assignment)
            (published if is_public else waiting).append(assignment)
        return {**super().consequences(), "published": published, "waiting": waiting}
