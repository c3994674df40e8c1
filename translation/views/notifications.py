"""News about translations: opening it, marking it as read, all of it on one page."""

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.utils import get_user_display_name, get_valid_next_url_from_request
from wagtail.admin.views.generic.base import BaseListingView

from translation.choices import Event
from translation.models import Notification

# Where the news leads to; anything else leads to the editor.
PLACES = {Event.SOURCE_CHANGED: "translation:changes"}


class OpenNotification(View):
    """Mark one's news as read and go where it leads."""

    def get(self, request, pk):
        mine = Notification.objects.filter(recipient=request.user)
        notification = get_object_or_404(mine, pk=pk)
        mine.filter(pk=pk, read_at=None).update(read_at=timezone.now())
        place = PLACES.get(Event(notification.event), "translation:edit")
        return redirect(place, notification.assignment_id)


class MarkAsRead(View):
    """Mark one of one's news as read or, without a choice, all of them."""

    def post(self, request):
        unread = Notification.objects.filter(recipient=request.user, read_at=None)
        chosen = request.POST.get("notification", "")
        if chosen:
            unread = unread.filter(pk=chosen) if chosen.isdecimal() else unread.none()
        unread.update(read_at=timezone.now())
        return redirect(get_valid_next_url_from_request(request) or reverse("wagtailadmin_home"))


class NotificationList(BaseListingView):
    """Everything a person was told that still holds."""

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
            get_url=lambda item: reverse("translation:notification", args=(item.pk,)),
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
        return Notification.objects.of(self.request.user)
