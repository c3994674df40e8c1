from django.contrib.auth.models import Permission
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter

from core.languages import site_language
from core.site_tree import IN_SITE_TREE
from recycle_bin import urls
from recycle_bin.policies import RecycleBinPolicy
from recycle_bin.views.delete import (
    DeletePageView,
    RecyclePagesBulkAction,
    RecyclingPagesAPIViewSet,
)


class RecycleBinMenuItem(MenuItem):
    def is_shown(self, request):
        return RecycleBinPolicy(request.user).may_visit


@hooks.register("register_admin_urls")
def register_recycle_bin_urls():
    return [path("recycle-bin/", include(urls))]


@hooks.register("register_admin_menu_item")
def register_recycle_bin_menu_item():
    return RecycleBinMenuItem(
        _("Recycle bin"),
        reverse("recycle_bin:list"),
        name="recycle-bin",
        icon_name="bin",
        order=8900,
    )


@hooks.register("register_permissions")
def register_recycle_bin_permissions():
    return Permission.objects.filter(
        content_type__app_label="recycle_bin", codename__endswith="_recyclebinentry"
    )


# Last: another hook may refuse the deletion.
@hooks.register("before_delete_page", order=1000)
def delete_to_recycle_bin(request, page):
    return DeletePageView.as_view(page=page)(request)


# After Wagtail's own registration, because it replaces it.
hooks.register("register_bulk_action", RecyclePagesBulkAction, order=10)


@hooks.register("construct_admin_api")
def replace_pages_endpoint(router):
    router.register_endpoint("pages", RecyclingPagesAPIViewSet)


@hooks.register("construct_page_chooser_queryset")
@hooks.register("construct_explorer_page_queryset")
def leave_out_deleted_pages(*arguments):
    """Return the pages of the site; the argument before the request is the query set."""
    return arguments[-2].filter(IN_SITE_TREE)


@hooks.register("register_log_actions")
def register_recycle_bin_log_actions(actions):
    actions.register_action("recycle_bin.restore", _("Restore"), _("Restored from the recycle bin"))

    @actions.register_action("recycle_bin.delete")
    class RecycleFormatter(LogFormatter):
        label = _("Move to the recycle bin")

        def format_message(self, log_entry):
            codes = log_entry.data.get("languages", [])
            names = ", ".join(site_language(code).name for code in codes)
            return _("Moved to the recycle bin in these languages: %(languages)s") % {
                "languages": names
            }
