from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from .open_data.data_sets import data_sets_below
from .open_data.screens import ImportView
from .rich_text import ReaderDocumentLinkHandler, ReaderPageLinkHandler


# The order is after Wagtail's own registrations, because these replace them.
@hooks.register("register_rich_text_features", order=10)
def register_links(features):
    features.register_link_type(ReaderPageLinkHandler)
    features.register_link_type(ReaderDocumentLinkHandler)


@hooks.register("register_admin_urls")
def register_import():
    return [path("data/import/", ImportView.as_view(), name="import_data")]


@hooks.register("register_page_header_buttons")
def offer_import(page, user, view_name, next_url=None):
    """Add "Import data" to the header menu of a page whose records can be imported."""
    found = data_sets_below(page)
    if found and page.permissions_for_user(user).can_add_subpage():
        query = urlencode({"name": found[0].name})
        yield Button(
            _("Import data"), f"{reverse('import_data')}?{query}", icon_name="upload", priority=90
        )
