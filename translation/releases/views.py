"""Release sets: their list, planning, readiness, and what became of a released one."""

from django.core.exceptions import ValidationError
from django.db.models import F
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn, UserColumn
from wagtail.admin.views.generic.base import BaseListingView, WagtailAdminTemplateMixin
from wagtail.models import Page

from core.site_tree import objects_of_site
from translation.models import ReleaseSet
from translation.policies import TranslationPermissionDenied, policy_for
from translation.releases.actions import release_readiness
from translation.releases.forms import ReleaseSetForm
from translation.releases.released import released_languages


class ReleaseReadinessColumn(Column):
    """The languages that are not ready or, in a released set, that readers do not have."""

    cell_template_name = "translation/releases/readiness_cell.html"

    def get_value(self, instance):
        if instance.released_at:
            return [language for language in instance.languages_of_site if language.missing]
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
        return (
            ReleaseSet.objects.of_site()
            .select_related("page__latest_revision", "created_by__wagtail_userprofile")
            .order_by(
                F("released_at").desc(nulls_first=True), F("release_at").asc(nulls_last=True), "-pk"
            )
        )

    def paginate_queryset(self, queryset, page_size):
        """Load what became of the released sets of this page of the list in three queries."""
        paginator, page, release_sets, is_paginated = super().paginate_queryset(queryset, page_size)
        page.object_list = list(release_sets)
        released = [item for item in page.object_list if item.released_at]
        languages = released_languages(released)
        for release_set in released:
            release_set.languages_of_site = languages[release_set.pk]
        return paginator, page, page.object_list, is_paginated


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
        except ReleaseSet.DoesNotExist:
            raise Http404 from None
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
        pages = objects_of_site(Page).select_related("locale")
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
        sets = ReleaseSet.objects.of_site().select_related("page__locale", "created_by")
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
        if self.release_set.released_at:
            languages = released_languages([self.release_set])[self.release_set.pk]
            batches = {language.job.batch for language in languages if language.job}
            context["languages"] = languages
            context["repeatable_batches"] = [
                batch for batch in batches if policy.may("repeat", batch)
            ]
            return context
        readiness = release_readiness(self.release_set)
        release_at = self.release_set.release_at
        context["readiness"] = readiness
        context["is_ready"] = all(item.is_ready for item in readiness)
        context["is_late"] = bool(release_at and release_at < timezone.now())
        context["may_plan"] = policy.may("plan_release", self.page)
        context["may_release"] = policy.may("release", self.page)
        return context
