"""The panel “My translations” on Wagtail's dashboard."""

from wagtail.admin.ui.components import Component

from translation.boards.waiting import Waiting

MOST = 8


class MyTranslationsPanel(Component):
    name = "my_translations"
    template_name = "translation/mine_panel.html"
    order = 120

    def get_context_data(self, parent_context):
        request = parent_context["request"]
        return {"request": request, "waiting": Waiting(request.user, MOST)}
