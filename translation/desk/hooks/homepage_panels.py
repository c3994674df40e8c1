"""The panel of translation team members on Wagtail's dashboard."""

from wagtail import hooks

from translation.desk.panels import MyTranslationsPanel
from translation.policies import policy_for


@hooks.register("construct_homepage_panels")
def add_my_translations_panel(request, panels):
    if policy_for(request.user).is_participant:
        panels.append(MyTranslationsPanel())
