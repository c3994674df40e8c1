"""The notifications panel on the dashboard, and the preferences in the account settings."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.views.account import BaseSettingsPanel, notifications_tab

from translation.forms.preferences import NotificationPreferencesForm
from translation.news.news_panel import NewsPanel
from translation.policies import policy_for


@hooks.register("construct_homepage_panels")
def add_news(request, panels):
    panels.append(NewsPanel())


@hooks.register("register_account_settings_panel")
class TranslationNewsSettings(BaseSettingsPanel):
    name = "translation_news"
    title = _("News about translations")
    tab = notifications_tab
    order = 200
    form_class = NotificationPreferencesForm

    def is_active(self):
        return policy_for(self.user).takes_part
