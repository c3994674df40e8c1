"""The views of one page: its review, and what the checks of its content find."""

from functools import cached_property

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from core.models import BasePage
from editorial.actions import PlanReview, ReviewPage
from editorial.checks import problems_in_page
from editorial.forms import PageReviewForm
from editorial.models import PageReview
from editorial.policies import may_review


class EditablePageMixin(WagtailAdminTemplateMixin):
    """A view about a page in the source language that the person may edit."""

    page: BasePage

    def dispatch(self, request, page_id, *args, **kwargs):
        # Translations have their own checks and share the review of their source.
        sources = Page.objects.filter(depth__gt=1, locale__language_code=settings.LANGUAGE_CODE)
        self.page = get_object_or_404(sources, pk=page_id).specific
        if not may_review(request.user, self.page):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def edit_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])

    def get_page_subtitle(self):
        return self.page.get_admin_display_title()

    def get_context_data(self, **kwargs):
        return super().get_context_data(edit_url=self.edit_url, **kwargs)

    def get_breadcrumbs_items(self):
        return [
            {"url": self.edit_url, "label": self.get_page_subtitle()},
            {"url": "", "label": self.page_title},
        ]


class PageReviewView(EditablePageMixin, FormView):
    """Confirm that a page is still true, or plan when somebody reads it again."""

    page_title = gettext_lazy("Review of the page")
    header_icon = "calendar-check"
    template_name = "editorial/page_review.html"
    form_class = PageReviewForm
    _show_breadcrumbs = True

    @cached_property
    def review(self) -> PageReview:
        return PageReview.for_page(self.page)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": self.review, "page": self.page}

    def get_context_data(self, **kwargs):
        return super().get_context_data(page=self.page, review=self.review, **kwargs)

    def post(self, request, *args, **kwargs):
        if "reviewed" not in request.POST:
            return super().post(request, *args, **kwargs)
        ReviewPage(self.page, request.user).execute()
        messages.success(request, _("Thank you. The next review is planned."))
        return redirect("page_review", self.page.pk)

    def form_valid(self, form):
        values = form.cleaned_data
        action = PlanReview(self.page, self.request.user, values["review_on"], values["owner"])
        action.execute()
        messages.success(self.request, _("The review is planned."))
        return redirect("page_review", self.page.pk)


class ContentChecksView(EditablePageMixin, TemplateView):
    """What the checks find in the newest draft of a page."""

    page_title = gettext_lazy("Checks of the content")
    header_icon = "circle-check"
    template_name = "editorial/content_checks.html"
    _show_breadcrumbs = True

    def get_context_data(self, **kwargs):
        problems = problems_in_page(self.page.get_latest_revision_as_object())
        return super().get_context_data(problems=problems, **kwargs)
