"""Notifications about translations: opening one, marking them as read, and their list."""

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.utils import get_user_display_name, get_valid_next_url_from_request
from wagtail.admin.views.generic.base import BaseListingView

from core.localized_urls import admin_home_url
from translation.choices import NotificationEvent
from translation.models import Notification

# The views that notifications open, if not the editor.
VIEW_NAMES = {NotificationEvent.SOURCE_CHANGED: "translation:source_changes"}


class OpenNotificationView(View):
    """Mark a notification of the person as read and redirect to what it is about."""

    def get(self, request, pk):
        own = Notification.objects.filter(recipient=request.user)
        notification = get_object_or_404(own, pk=pk)
        own.filter(pk=pk, read_at=None).update(read_at=timezone.now())
        view_name = VIEW_NAMES.get(NotificationEvent(notification.event), "translation:edit")
        return redirect(view_name, notification.assignment_id)


class MarkNotificationsAsReadView(View):
    """Mark one notification of the person as read (``notification``), or all of them."""

    def post(self, request):
        unread = Notification.objects.filter(recipient=request.user, read_at=None)
        chosen = request.POST.get("notification", "")
        if chosen:
            unread = unread.filter(pk=chosen) if chosen.isdecimal() else unread.none()
        unread.update(read_at=timezone.now())
        home = admin_home_url()
        return HttpResponseRedirect(get_valid_next_url_from_request(request) or home)


class NotificationListView(BaseListingView):
    """All notifications of a person that are still valid."""

    model = Notification
    template_name = "wagtailadmin/generic/listing.html"
    page_title = gettext_lazy("News for you")
    header_icon = "mail"
    index_url_name = "translation:notifications"
    default_ordering = "-created_at"
    paginate_by = 50
    columns = [
        TitleColumn(
            "news",
            label=gettext_lazy("What happened"),
            accessor=str,
            get_url=lambda item: reverse("translation:open_notification", args=(item.pk,)),
        ),
        Column(
            "actor",
            label=gettext_lazy("By"),
            accessor=lambda item: get_user_display_name(item.actor) if item.actor else "",
        ),
        DateColumn("created_at", label=gettext_lazy("When"), sort_key="created_at"),
        DateColumn("read_at", label=gettext_lazy("Read")),
    ]

    def get_base_queryset(self):
        return Notification.objects.for_recipient(self.request.user)
