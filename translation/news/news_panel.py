"""The panel of notifications about translations on Wagtail's dashboard."""

from django.db.models import F
from wagtail.admin.ui.components import Component

from translation.models import Notification

MOST = 8


class NewsPanel(Component):
    """The latest notifications that still apply, the unread ones first."""

    name = "translation_news"
    template_name = "translation/notifications_panel.html"
    order = 130

    def get_context_data(self, parent_context):
        notifications = Notification.objects.of(parent_context["request"].user)
        unread = notifications.filter(read_at=None).count()
        newest = notifications.order_by(F("read_at").desc(nulls_first=True), "-created_at", "-pk")
        return {
            "request": parent_context["request"],
            "news": newest[:MOST],
            "unread": unread,
        }
