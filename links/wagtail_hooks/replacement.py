"""The screen that replaces links, and what the history of a page says of it."""

from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.widgets.button import HeaderButton
from wagtail.log_actions import LogFormatter

from links.notices import replace_links_url
from links.views import ReplaceLinksView
from links.wagtail_internals import add_button_to_usage_lists


@add_button_to_usage_lists
def replace_links_button(target) -> list[HeaderButton]:
    url = replace_links_url(target)
    return [HeaderButton(_("Replace the links"), url=url, icon_name="link")] if url else []


@hooks.register("register_admin_urls")
def register_replacement():
    return [
        path(
            "links/replace/<str:label>/<int:pk>/", ReplaceLinksView.as_view(), name="replace_links"
        )
    ]


@hooks.register("register_log_actions")
def register_link_log_actions(actions):
    @actions.register_action("links.replace")
    class ReplaceLinksFormatter(LogFormatter):
        label = gettext_lazy("Replace the links")

        def format_message(self, log_entry):
            return _("Links to “%(old)s” replaced by links to “%(new)s”") % log_entry.data
