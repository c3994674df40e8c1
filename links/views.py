"""Wagtail's views of redirects with the form of this site, and what is done with a link."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, View
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.contrib.redirects import views
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import log
from wagtail.models import Page

from core.background_tasks import enqueue_with_transaction
from core.site_tree import objects_of_site

from .forms import (
    REPLACEMENT_CHOOSERS,
    ReplaceLinksForm,
    SiteRedirectFilterSet,
    SiteRedirectForm,
)
from .models import ExternalAddress, LinkSettings
from .tasks import check_external_address
from .usage import grouped_by_translations

# A button pressed again and again sends no more requests to the other site than this.
MINIMUM_PAUSE = timedelta(minutes=1)


class SiteRedirectIndexView(views.IndexView):
    """Without the column and the filter for the site, of which there is one."""

    columns = [column for column in views.IndexView.columns if column.name != "site"]
    filterset_class = SiteRedirectFilterSet
    list_export = [name for name in views.IndexView.list_export if name != "site"]


class SiteRedirectCreateView(views.CreateView):
    """Accepts an initial address, from the report of addresses that readers did not find."""

    form_class = SiteRedirectForm

    def get_initial(self):
        return {"old_path": self.request.GET.get("old_path", "")}


class SiteRedirectEditView(views.EditView):
    form_class = SiteRedirectForm


def import_redirects(request):
    """Import all redirects of a file or none, where Wagtail fails at what is no address."""
    try:
        with transaction.atomic():
            before = Redirect.objects.count()
            response = views.process_import(request)
            if Redirect.objects.count() != before:
                log(request.user, "core.import", user=request.user, data={"name": "redirects"})
            return response
    except (ValueError, OSError):
        messages.error(
            request,
            _(
                "The file is no longer there, or it has an address that cannot be read. Nothing "
                "was imported. Correct the file and import it again."
            ),
        )
        return redirect("wagtailredirects:start_import")


class RecheckView(PermissionCheckedMixin, View):
    """Let the worker check one address now, unless checks are switched off."""

    model = ExternalAddress
    any_permission_required = ["view"]
    http_method_names = ["post"]

    def post(self, request, pk):
        address = get_object_or_404(ExternalAddress, pk=pk)
        if not LinkSettings.objects.filter(checks_other_sites=True).exists():
            messages.error(request, _("Links to other sites are not checked: switched off."))
        elif address.checked_at and timezone.now() - address.checked_at < MINIMUM_PAUSE:
            messages.warning(request, _("This address was checked less than a minute ago."))
        else:
            enqueue_with_transaction(check_external_address, address.pk)
            messages.success(
                request,
                _("%(address)s is being checked. If it answers, it leaves this list.")
                % {"address": address.url},
            )
        return redirect("broken_link_report")


class ReplaceLinksView(WagtailAdminTemplateMixin, FormView):
    """Ask for another object of the same kind, show which links would lead to it, and replace them.

    The choice is part of the address, and the preview therefore a page to come back to.
    """

    template_name = "links/replace_links.html"
    page_title = gettext_lazy("Replace the links")
    header_icon = "link"
    form_class = ReplaceLinksForm

    def dispatch(self, request, *args, **kwargs):
        if not self.edit_url:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def old(self):
        labels = {model._meta.label_lower: model for model in REPLACEMENT_CHOOSERS}
        if self.kwargs["label"] not in labels:
            raise Http404
        found = objects_of_site(labels[self.kwargs["label"]])
        old = get_object_or_404(found, pk=self.kwargs["pk"])
        return old.specific if isinstance(old, Page) else old

    @cached_property
    def edit_url(self) -> str | None:
        return AdminURLFinder(self.request.user).get_edit_url(self.old)

    @cached_property
    def next_url(self) -> str:
        return get_valid_next_url_from_request(self.request) or self.edit_url

    def get_page_subtitle(self):
        return str(self.old)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": self.edit_url, "label": str(self.old)},
            {"url": "", "label": self.page_title, "sublabel": self.get_page_subtitle()},
        ]

    def get_form_kwargs(self):
        request = self.request
        data = request.POST if request.method == "POST" else request.GET
        return {
            "user": request.user,
            "old": self.old,
            "data": data if "new" in data else None,
        }

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        form, user = context["form"], self.request.user
        if form.is_valid():
            context["plan"] = plan = form.action.plan()
            context["replaced"] = grouped_by_translations(plan.replaced, user)
            context["left"] = [
                (reason, grouped_by_translations(places, user))
                for reason, places in plan.left.items()
            ]
        return {**context, "next": self.next_url, "media": form.media}

    def form_valid(self, form):
        form.action.execute()
        message = _("The links now lead to “%(title)s”. Translations follow in a few minutes.")
        messages.success(self.request, message % {"title": form.cleaned_data["new"]})
        return HttpResponseRedirect(self.next_url)
