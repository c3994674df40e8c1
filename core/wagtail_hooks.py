from django.db import models
from django.http import Http404
from django.templatetags.static import static
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter
from wagtail.models import ModelLogEntry, Page, PageLogEntry

from .admin_views import read_date, rename_notices
from .file_access import FileAccess, file_access
from .models import SiteModelLogEntry, SitePageLogEntry, Theme
from .places import cldr_city_names, place_names_on_pages
from .rich_text import ReaderDocumentLinkHandler, ReaderPageLinkHandler
from .territories import cldr_names_in_all_languages
from .views import ACCESSIBILITY_ROUTE, SAFETY_ROUTE
from .viewsets import SitePageViewSet

hooks.register("register_territory_names", cldr_names_in_all_languages)
hooks.register("register_theme_names", Theme.objects.names_of)
hooks.register("register_place_names", cldr_city_names)
hooks.register("register_place_names", place_names_on_pages)


@hooks.register("register_non_page_routes")
def register_safety_and_accessibility():
    return [SAFETY_ROUTE, ACCESSIBILITY_ROUTE]


# The order is after Wagtail's own registrations, because these replace them.
@hooks.register("register_rich_text_features", order=10)
def register_links(features):
    features.register_link_type(ReaderPageLinkHandler)
    features.register_link_type(ReaderDocumentLinkHandler)


@hooks.register("register_log_actions", order=10)
def register_log_entries(actions):
    actions.register_model(Page, SitePageLogEntry)
    actions.register_model(models.Model, SiteModelLogEntry)
    # They have the same tables, which the report of the site's history would show twice.
    actions.log_entry_models -= {PageLogEntry, ModelLogEntry}


# The order is after Wagtail's check of the collection, which offers to sign in.
@hooks.register("before_serve_document", order=10)
def refuse_document(document, request):
    request.file_access = file_access(document, request)
    if request.file_access is FileAccess.REFUSED:
        raise Http404


@hooks.register("register_log_actions")
def register_import_log_action(actions):
    @actions.register_action("core.import")
    class ImportFormatter(LogFormatter):
        label = _("Import")

        def format_message(self, log_entry):
            return f"{self.label}: {log_entry.data.get('name')}"


@hooks.register("register_admin_urls")
def register_views_for_forms():
    return [
        path("dates/read/", read_date, name="read_date"),
        path("pages/<int:page_id>/rename-notices/", rename_notices, name="rename_notices"),
    ]


@hooks.register("register_admin_viewset")
def register_pages():
    return SitePageViewSet()


@hooks.register("insert_global_admin_css")
def add_date_input_css():
    return format_html('<link rel="stylesheet" href="{}">', static("core/css/date-input.css"))


@hooks.register("insert_global_admin_css")
def add_form_css():
    return format_html('<link rel="stylesheet" href="{}">', static("core/css/forms.css"))


@hooks.register("insert_global_admin_js")
def add_date_input_js():
    return format_html('<script src="{}"></script>', static("core/js/date-input.js"))


@hooks.register("insert_editor_js")
def add_newer_version_js():
    return format_html('<script src="{}"></script>', static("core/js/newer-version.js"))
