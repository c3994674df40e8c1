from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from .admin_views import DataImportView
from .data_sets import data_sets_of_section
from .offered_documents import data_documents
from .views import DATA_ROUTE

hooks.register("register_offered_documents", data_documents)


@hooks.register("register_non_page_routes")
def register_data_page():
    return [DATA_ROUTE]


@hooks.register("register_admin_urls")
def register_import():
    return [path("data/import/", DataImportView.as_view(), name="import_data")]


@hooks.register("register_page_header_buttons")
def add_import_button(page, user, view_name, next_url=None):
    """Add the import to the menu of a page that contains the records of a data set."""
    data_sets = data_sets_of_section(page)
    if data_sets and page.permissions_for_user(user).can_add_subpage():
        query = urlencode({"name": data_sets[0].name})
        yield Button(
            _("Import data"), f"{reverse('import_data')}?{query}", icon_name="upload", priority=90
        )
