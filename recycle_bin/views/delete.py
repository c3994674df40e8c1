"""Deleting pages, in place of Wagtail's own view, bulk action and action of the admin API."""

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from rest_framework import status
from rest_framework.response import Response
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.api.actions.delete import DeletePageAPIAction
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.pages.bulk_actions.delete import DeleteBulkAction
from wagtail.admin.views.pages.utils import get_breadcrumbs_items_for_page
from wagtail.api.v2.utils import BadRequestError
from wagtail.models import Page

from core.languages import site_language
from core.page_action_notices import PageActionKind, page_action_notices
from core.site_tree import objects_of_site
from recycle_bin.actions.delete import MoveToRecycleBin, pages_made_from
from recycle_bin.actions.refusals import RecycleBinRefusedError
from recycle_bin.models import recycle_bin_settings


def languages_of_translations(pages) -> list:
    """Return the other languages in which these pages are deleted, too."""
    codes = {other.locale.language_code for page in pages for other in pages_made_from(page)}
    return sorted((site_language(code) for code in codes), key=lambda language: language.name)


def deletion_context(pages, user) -> dict:
    """Return what the confirmation says of the consequences."""
    notices = page_action_notices(PageActionKind.DELETE, pages, user)
    return {
        "notices": notices,
        "is_blocked": any(notice.is_blocking for notice in notices),
        "languages": languages_of_translations(pages),
        "retention_days": recycle_bin_settings().retention_days,
    }


class DeletePageView(WagtailAdminTemplateMixin, TemplateView):
    """Ask before a page moves to the recycle bin. The caller has checked the permission."""

    template_name = "recycle_bin/delete.html"
    page_title = gettext_lazy("Delete")
    header_icon = "bin"
    page: Page | None = None

    def get_page_subtitle(self):
        return self.page.get_admin_display_title()

    def get_breadcrumbs_items(self):
        title = self.page.get_admin_display_title()
        return [
            *get_breadcrumbs_items_for_page(self.page, self.request.user, include_self=False),
            {"url": "", "label": self.page_title, "sublabel": title},
        ]

    @cached_property
    def next_url(self) -> str:
        explorer = reverse("wagtailadmin_explore", args=[self.page.get_parent().pk])
        return get_valid_next_url_from_request(self.request) or explorer

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            **deletion_context([self.page], self.request.user),
            "page": self.page,
            "next": self.next_url,
            "descendant_count": self.page.get_descendant_count(),
        }

    def post(self, request, *args, **kwargs):
        next_url = self.next_url
        try:
            entry = MoveToRecycleBin(self.page, request.user).execute()
        except RecycleBinRefusedError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return self.render_to_response(self.get_context_data())
        message = _("“%(title)s” was moved to the recycle bin.")
        buttons = []
        if entry:
            buttons = [messages.button(reverse("recycle_bin:restore", args=[entry.pk]), _("Undo"))]
        messages.success(
            request, message % {"title": self.page.get_admin_display_title()}, buttons=buttons
        )
        for after in hooks.get_hooks("after_delete_page"):
            response = after(request, self.page)
            if hasattr(response, "status_code"):
                return response
        return HttpResponseRedirect(next_url)


class RecyclePagesBulkAction(DeleteBulkAction):
    """Move the chosen pages to the recycle bin: all of them, or none if one is refused."""

    template_name = "recycle_bin/bulk_delete.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        pages = [item["item"] for item in context["items"]]
        return {
            **context,
            **deletion_context(pages, self.request.user),
            "type_to_confirm_before_delete": False,
        }

    def post(self, request):
        # Not Wagtail's, which asks for the name of the site before many pages are deleted.
        return super(DeleteBulkAction, self).post(request)

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except RecycleBinRefusedError as refusal:
            messages.error(self.request, " ".join(refusal.messages))
            return HttpResponseRedirect(self.next_url)

    @classmethod
    def execute_action(cls, objects, user=None, **kwargs):
        for chosen in sorted(objects, key=lambda page: page.path):
            # What is below a page, or made from it, has gone with it.
            page = objects_of_site(Page).filter(pk=chosen.pk).first()
            if page:
                MoveToRecycleBin(page, user).execute()
        return len(objects), 0

    def get_success_message(self, num_parent_objects, num_child_objects):
        return ngettext(
            "%(count)d page was moved to the recycle bin, where it can be restored.",
            "%(count)d pages were moved to the recycle bin, where they can be restored.",
            num_parent_objects,
        ) % {"count": num_parent_objects}


class RecyclePageAPIAction(DeletePageAPIAction):
    def execute(self, instance, data):
        try:
            MoveToRecycleBin(instance, self.request.user).execute()
        except RecycleBinRefusedError as refusal:
            raise BadRequestError(" ".join(refusal.messages)) from refusal
        return Response(status=status.HTTP_204_NO_CONTENT)


class RecyclingPagesAPIViewSet(PagesAdminAPIViewSet):
    actions = {**PagesAdminAPIViewSet.actions, "delete": RecyclePageAPIAction}
