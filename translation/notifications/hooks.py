"""The notifications panel on the dashboard, and the preferences in the account settings."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.views.account import BaseSettingsPanel, notifications_tab

from translation.notifications.forms import NotificationPreferencesForm
from translation.notifications.panels import NotificationsPanel
from translation.policies import policy_for


@hooks.register("construct_homepage_panels")
def add_notifications_panel(request, panels):
    panels.append(NotificationsPanel())


@hooks.register("register_account_settings_panel")
class NotificationPreferencesPanel(BaseSettingsPanel):
    name = "notification_preferences"
    title = _("News about translations")
    tab = notifications_tab
    order = 200
    form_class = NotificationPreferencesForm

    def is_active(self):
        return policy_for(self.user).is_participant
