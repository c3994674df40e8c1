"""The panel of notifications about translations on Wagtail's dashboard."""

from django.db.models import F
from wagtail.admin.ui.components import Component

from translation.models import Notification

MAX_NOTIFICATIONS = 8


class NotificationsPanel(Component):
    """The latest notifications that still apply, the unread ones first."""

    name = "translation_notifications_panel"
    template_name = "translation/notifications/panel.html"
    order = 130

    def get_context_data(self, parent_context):
        notifications = Notification.objects.for_recipient(parent_context["request"].user)
        unread = notifications.filter(read_at=None).count()
        newest = notifications.order_by(F("read_at").desc(nulls_first=True), "-created_at", "-pk")
        return {
            "request": parent_context["request"],
            "notifications": newest[:MAX_NOTIFICATIONS],
            "unread": unread,
        }
