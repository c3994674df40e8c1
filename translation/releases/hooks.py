"""Release sets in the page editor, and the log actions of release sets and teams."""

from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import ModelAdminURLFinder, register_admin_url_finder
from wagtail.log_actions import LogFormatter

from translation.guards.confirmation_warnings import warn_about_embargoes
from translation.models import ReleaseSet
from translation.policies import policy_for
from translation.releases.editorial_tasks import release_tasks

TEAM_CHANGES = {
    "translators_added": gettext_lazy("translators added: %s"),
    "translators_removed": gettext_lazy("translators removed: %s"),
    "reviewers_added": gettext_lazy("reviewers added: %s"),
    "reviewers_removed": gettext_lazy("reviewers removed: %s"),
}

hooks.register("register_editorial_tasks", release_tasks)


class ReleaseSetURLFinder(ModelAdminURLFinder):
    """Whoever may plan the release of the page may open its set."""

    edit_url_name = "translation:release"

    def get_edit_url(self, instance):
        may_open = not self.user or policy_for(self.user).may("plan_release", instance.page)
        return self.construct_edit_url(instance) if may_open else None


register_admin_url_finder(ReleaseSet, ReleaseSetURLFinder)


@hooks.register("register_links_to_pages")
def release_sets_of_pages(pages):
    """Return the release sets that wait for one of these pages, each with the name of the field."""
    label = capfirst(ReleaseSet._meta.get_field("page").verbose_name)
    waiting = ReleaseSet.objects.unreleased().filter(page__in=pages.order_by().values("pk"))
    return [(release_set, label) for release_set in waiting.select_related("page")]


@hooks.register("before_edit_page")
def announce_planned_release(request, page):
    """Explain why the publish button is missing, with a link to the release set."""
    if request.method == "GET":
        warn_about_embargoes(request, [page])


@hooks.register("after_edit_page")
def redirect_to_release(request, page):
    """Redirect to a release set that was planned while the page was open in the editor.

    Publishing was refused, but the changes were saved as a draft.
    """
    release_set = ReleaseSet.objects.embargo_of(page) if "action-publish" in request.POST else None
    if release_set:
        messages.warning(
            request,
            _("Saved as a draft. This page goes live together with its translations, from here."),
        )
        return redirect("translation:release", release_set.pk)
    return None


@hooks.register("register_log_actions")
def register_log_actions(actions):
    actions.register_action(
        "translation.release_plan", gettext_lazy("Plan release"), gettext_lazy("Release planned")
    )
    actions.register_action(
        "translation.release_cancel",
        gettext_lazy("Cancel release"),
        gettext_lazy("Release cancelled"),
    )

    @actions.register_action("translation.release")
    class ReleaseFormatter(LogFormatter):
        label = gettext_lazy("Release")

        def format_message(self, log_entry):
            waived = log_entry.data.get("waived")
            if waived:
                left_out = "; ".join(f"{code}: {reason}" for code, reason in waived.items())
                return _("Released without %(languages)s") % {"languages": left_out}
            return _("Released together with its translations")

    @actions.register_action("translation.team")
    class TeamFormatter(LogFormatter):
        label = gettext_lazy("Change team")

        def format_message(self, log_entry):
            data = log_entry.data
            parts = [
                str(text) % ", ".join(data[name])
                for name, text in TEAM_CHANGES.items()
                if data.get(name)
            ]
            if data.get("waiver"):
                reason = data["waiver"]
                parts.append(_("one person may do both, because: %(reason)s") % {"reason": reason})
            elif "waiver" in data:
                parts.append(_("four eyes are needed again"))
            return "; ".join(parts)
