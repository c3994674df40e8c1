"""Release sets: planning, readiness, release and cancellation."""

from django.core.exceptions import ValidationError
from django.db.models import F
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, View
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn, UserColumn
from wagtail.admin.views.generic.base import BaseListingView, WagtailAdminTemplateMixin
from wagtail.models import Page

from translation.models import ReleaseSet
from translation.policies import TranslationPermissionDenied, policy_for
from translation.releases.actions import (
    CancelRelease,
    PublishReleaseSet,
    ReleaseNotReadyError,
    release_readiness,
)
from translation.releases.forms import ReleaseSetForm


class ReleaseReadinessColumn(Column):
    """The languages that are not ready; computed only for sets that are not released yet."""

    cell_template_name = "translation/releases/readiness_cell.html"

    def get_value(self, instance):
        if instance.released_at:
            return []
        return [item for item in release_readiness(instance) if not item.is_ready]


class ReleaseListView(BaseListingView):
    """All release sets: the planned ones by time, then the released ones."""

    page_title = gettext_lazy("Release sets")
    header_icon = "calendar-check"
    index_url_name = "translation:releases"
    index_results_url_name = "translation:releases_results"
    verbose_name_plural = gettext_lazy("release sets")
    paginate_by = 20
    columns = [
        TitleColumn(
            "page",
            label=gettext_lazy("Page"),
            accessor=str,
            get_url=lambda release_set: reverse("translation:release", args=[release_set.pk]),
        ),
        DateColumn("release_at", label=gettext_lazy("Release at")),
        ReleaseReadinessColumn("missing", label=gettext_lazy("Missing")),
        UserColumn("created_by", label=gettext_lazy("Planned by")),
        DateColumn("released_at", label=gettext_lazy("Released")),
    ]

    def dispatch(self, request, *args, **kwargs):
        if not policy_for(request.user).can_view_all:
            raise TranslationPermissionDenied(_("Release sets are planned by the Secretariat."))
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self):
        return ReleaseSet.objects.select_related(
            "page__latest_revision", "created_by__wagtail_userprofile"
        ).order_by(
            F("released_at").desc(nulls_first=True), F("release_at").asc(nulls_last=True), "-pk"
        )


class ReleaseFormView(WagtailAdminTemplateMixin, FormView):
    """Base view of the form that plans or changes a set."""

    form_class = ReleaseSetForm
    template_name = "translation/releases/release.html"
    header_icon = "calendar-check"

    @cached_property
    def release_set(self) -> ReleaseSet:
        raise NotImplementedError

    @property
    def page(self) -> Page:
        return self.release_set.page

    def get_form_kwargs(self):
        return {
            **super().get_form_kwargs(),
            "user": self.request.user,
            "release_set": self.release_set,
        }

    def get_page_subtitle(self):
        return self.page.get_admin_display_title()

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("translation:releases"), "label": _("Release sets")},
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["media"] = context["form"].media
        context["release_set"] = self.release_set
        context["page"] = self.page
        context["submit_button_label"] = _("Save")
        context["submit_button_active_label"] = _("Saving…")
        return context

    def form_valid(self, form):
        plan = form.plan()
        try:
            release_set = plan.execute()
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        messages.success(self.request, _("The release set is saved."))
        if plan.cancelled_page_schedule:
            messages.warning(
                self.request,
                _("The page no longer goes live by itself on its date, but with this set."),
            )
        return redirect("translation:release", release_set.pk)


class PlanReleaseView(ReleaseFormView):
    """Plan a set for a page; redirect to its open set if there is one."""

    page_title = gettext_lazy("Release together")

    @cached_property
    def release_set(self) -> ReleaseSet:
        pages = Page.objects.select_related("locale")
        return ReleaseSet(page=get_object_or_404(pages, pk=self.kwargs["page_id"], depth__gt=1))

    def dispatch(self, request, *args, **kwargs):
        policy_for(request.user).check("plan_release", self.page)
        existing = ReleaseSet.objects.filter(page=self.page, released_at=None).first()
        if existing:
            return redirect("translation:release", existing.pk)
        return super().dispatch(request, *args, **kwargs)


class ReleaseView(ReleaseFormView):
    """One set: the readiness of each language and, until the release, the form."""

    page_title = gettext_lazy("Release set")

    @cached_property
    def release_set(self) -> ReleaseSet:
        sets = ReleaseSet.objects.select_related("page__locale", "created_by")
        return get_object_or_404(sets, pk=self.kwargs["pk"])

    def dispatch(self, request, *args, **kwargs):
        policy = policy_for(request.user)
        if not policy.can_view_all:
            raise TranslationPermissionDenied(_("Release sets are planned by the Secretariat."))
        if request.method == "POST":
            policy.check("plan_release", self.page)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        policy = policy_for(self.request.user)
        is_open = not self.release_set.released_at
        readiness = release_readiness(self.release_set) if is_open else []
        context["readiness"] = readiness
        context["items"] = self.release_set.items.select_related("locale", "waived_by")
        context["is_ready"] = is_open and all(item.is_ready for item in readiness)
        context["is_late"] = bool(
            is_open and self.release_set.release_at and self.release_set.release_at < timezone.now()
        )
        context["may_plan"] = is_open and policy.may("plan_release", self.page)
        context["may_release"] = is_open and policy.may("release", self.page)
        return context


class ReleaseActionView(View):
    """Execute ``action`` for a set and show the message ``done``; only by POST."""

    http_method_names = ["post"]
    action: type
    done = ""

    def post(self, request, pk: int):
        release_set = get_object_or_404(ReleaseSet.objects.select_related("page__locale"), pk=pk)
        try:
            self.action(request.user, release_set).execute()
        except ReleaseNotReadyError as error:
            missing = [f"{message}." for message in error.messages]
            messages.error(request, " ".join([_("Not everything is ready:"), *missing]))
            return redirect("translation:release", pk)
        except ReleaseSet.DoesNotExist:
            raise Http404 from None
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("translation:release", pk)
        messages.success(request, self.done)
        return redirect("translation:releases")


class ReleaseNowView(ReleaseActionView):
    action = PublishReleaseSet
    done = gettext_lazy("Released: everything in the set is live.")


class CancelReleaseView(ReleaseActionView):
    action = CancelRelease
    done = gettext_lazy("The release is cancelled. Its documents are where they were before.")
