"""What people of the workshop find on the admin's start page."""

from wagtail import hooks

from translation.boards.panels import MyTranslationsPanel
from translation.policies import policy_for


@hooks.register("construct_homepage_panels")
def add_my_translations(request, panels):
    if policy_for(request.user).takes_part:
        panels.append(MyTranslationsPanel())
