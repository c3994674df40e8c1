"""Wagtail's views of redirects with the form of this site."""

from django.db import transaction
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.contrib.redirects import views

from .forms import SiteRedirectForm


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
