"""My translations: the task lists of one person, by deadline."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from translation.desk.task_lists import PersonalTaskLists
from translation.views import TranslationAccessMixin

TASKS_PER_LIST = 100


class MyTranslationsView(TranslationAccessMixin, WagtailAdminTemplateMixin, TemplateView):
    template_name = "translation/desk/my_translations.html"
    page_title = _("My translations")
    header_icon = "clipboard-list"

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_header_buttons(self):
        url = reverse("translation:check_translations")
        return [HeaderButton(_("Check texts"), url=url, icon_name="glasses")]

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            "task_lists": PersonalTaskLists(self.request.user, TASKS_PER_LIST),
        }
