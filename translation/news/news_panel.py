"""News about translations on the start page, what is unread first."""

from django.db.models import F
from wagtail.admin.ui.components import Component

from translation.models import Notification

MOST = 8


class NewsPanel(Component):
    """On the admin's home: what a person was told lately and what of it still holds."""

    name = "translation_news"
    template_name = "translation/notifications_panel.html"
    order = 130

    def get_context_data(self, parent_context):
        news = Notification.objects.of(parent_context["request"].user)
        unread = news.filter(read_at=None).count()
        newest = news.order_by(F("read_at").desc(nulls_first=True), "-created_at", "-pk")
        return {
            "request": parent_context["request"],
            "news": newest[:MOST],
            "unread": unread,
        }
