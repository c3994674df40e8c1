from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from .admin_views import CopyMeetingView
from .models import MeetingPage
from .offered_documents import documents_of_meetings
from .open_data import MEETING_DATA_SET
from .tasks import meeting_tasks
from .viewsets import MeetingListingViewSet

hooks.register("register_offered_documents", documents_of_meetings)
hooks.register("register_pages_about", MeetingPage.objects.about)
hooks.register("register_editorial_tasks", meeting_tasks)


@hooks.register("register_data_sets")
def register_meetings():
    return [MEETING_DATA_SET]


@hooks.register("register_admin_urls")
def register_copy():
    return [path("meetings/<int:pk>/copy/", CopyMeetingView.as_view(), name="copy_meeting")]


@hooks.register("register_page_header_buttons")
def add_copy_to_page(page, user, view_name, next_url=None):
    return _copy_buttons(page, user)


@hooks.register("register_page_listing_more_buttons")
def add_copy_to_listing(page, user, next_url=None):
    return _copy_buttons(page, user)


def _copy_buttons(page, user):
    """Meetings are written in the source language; only there are they copied.

    A permission to add pages holds below its page, which the permissions of a meeting tell without
    a query for its parent.
    """
    if page.specific_class is not MeetingPage or not page.specific_deferred.text_language.is_source:
        return
    tester = page.permissions_for_user(user)
    if tester.can_edit() and (user.is_superuser or "add" in tester.permissions):
        url = reverse("copy_meeting", args=[page.pk])
        yield Button(_("Copy as a new meeting"), url, icon_name="copy", priority=19)


@hooks.register("register_admin_viewset")
def register_meeting_listing():
    return MeetingListingViewSet("meeting_pages")
