"""The start page, the buttons of a page, and the checks before a publication."""

from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button

from core.editorial_tasks import editable_pages
from editorial import urls
from editorial.checks import errors_in_page, problems_in_page
from editorial.panels import arrange_start_page
from editorial.policies import is_editor, may_add_pages
from editorial.tasks import editorial_tasks

hooks.register("register_editorial_tasks", editorial_tasks)
hooks.register("register_publication_errors", errors_in_page)


@hooks.register("register_admin_urls")
def register_editorial_urls():
    return [path("editorial/", include(urls))]


# After all other panels were added.
@hooks.register("construct_homepage_panels", order=100)
def add_editorial_tasks(request, panels):
    if is_editor(request.user) or may_add_pages(request.user):
        arrange_start_page(panels)


@hooks.register("register_page_header_buttons")
def add_review_and_checks(page, user, view_name, next_url=None):
    """Add the checks and the review to the menu of a page in the source language."""
    if view_name != "edit" or not editable_pages(user, type(page).objects.filter(pk=page.pk)):
        return
    yield Button(
        _("Check the content"),
        reverse("page_checks", args=[page.pk]),
        icon_name="check",
        priority=70,
    )
    yield Button(
        _("Review"), reverse("page_review", args=[page.pk]), icon_name="calendar-check", priority=71
    )


@hooks.register("after_publish_page")
def mention_warnings(request, page):
    """Say after a publication that the checks have found something, with a link to it."""
    if not editable_pages(request.user, type(page).objects.filter(pk=page.pk)):
        return
    if count := len(problems_in_page(page)):
        text = ngettext(
            "The page is published. The checks of its content found %(count)d thing to look at.",
            "The page is published. The checks of its content found %(count)d things to look at.",
            count,
        )
        button = messages.button(reverse("page_checks", args=[page.pk]), _("Show"))
        messages.warning(request, text % {"count": count}, buttons=[button])


@hooks.register("insert_global_admin_css")
def insert_listing_styles():
    return format_html('<link rel="stylesheet" href="{}">', static("editorial/css/listings.css"))


@hooks.register("register_log_actions")
def register_log_actions(actions):
    actions.register_action(
        "editorial.review", gettext_lazy("Review page"), gettext_lazy("Reviewed, and still true")
    )
