"""The panel of translation team members on Wagtail's dashboard."""

from wagtail import hooks

from translation.desk.panels import MyTranslationsPanel
from translation.policies import policy_for

# Before and after the tasks of editors, whose order is 100.
MAIN_WORK_ORDER, FURTHER_WORK_ORDER = 95, 120


@hooks.register("construct_homepage_panels")
def add_my_translations_panel(request, panels):
    policy = policy_for(request.user)
    if policy.is_participant:
        is_main_work = policy.editable_locale_ids or policy.is_coordinator
        panels.append(MyTranslationsPanel(MAIN_WORK_ORDER if is_main_work else FURTHER_WORK_ORDER))
