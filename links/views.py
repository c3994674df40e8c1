"""Wagtail's views of redirects with the form of this site, and the check of a link."""

from datetime import timedelta

from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.contrib.redirects import views

from .forms import SiteRedirectFilterSet, SiteRedirectForm
from .models import ExternalAddress, LinkSettings
from .tasks import check_external_address

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
            return views.process_import(request)
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
            check_external_address.enqueue(address.pk)
            messages.success(
                request,
                _("%(address)s is being checked. If it answers, it leaves this list.")
                % {"address": address.url},
            )
        return redirect("broken_link_report")
