"""The panel of translation team members on Wagtail's dashboard."""

from wagtail import hooks

from translation.boards.panels import MyTranslationsPanel
from translation.policies import policy_for


@hooks.register("construct_homepage_panels")
def add_my_translations(request, panels):
    if policy_for(request.user).takes_part:
        panels.append(MyTranslationsPanel())
