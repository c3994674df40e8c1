"""The groups and the workflow that Wagtail's migrations create.

The roles of the site replace them. They are removed while nobody uses them, and kept otherwise.
"""

from django.contrib.auth.models import Group
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Task, Workflow

STOCK_GROUPS = ("Moderators", "Editors")
STOCK_WORKFLOW = "Moderators approval"


def remove_stock_groups() -> None:
    """Remove Wagtail's own groups and workflow, unless an administrator has taken them into use."""
    _remove_stock_workflow()
    for group in Group.objects.filter(name__in=STOCK_GROUPS):
        if _is_untouched(group):
            group.delete()


def _remove_stock_workflow() -> None:
    """Remove the workflow with its task, if nothing was ever approved in it."""
    for workflow in Workflow.objects.filter(name=STOCK_WORKFLOW, workflow_states=None):
        tasks = Task.objects.filter(workflow_tasks__workflow=workflow, task_states=None)
        unshared = [task for task in tasks if task.workflow_tasks.count() == 1]
        workflow.delete()
        for task in unshared:
            task.delete()


def _is_untouched(group: Group) -> bool:
    """Whether a group has no member and no other use than the permissions that Wagtail gave it.

    Wagtail gives them on the root of the page tree; an administrator gives them on a site.
    """
    permissions = (GroupPagePermission, GroupCollectionPermission)
    uses = [use for use in Group._meta.related_objects if use.related_model not in permissions]
    is_used = any(
        use.related_model._default_manager.filter(**{use.field.name: group}).exists()
        for use in uses
    )
    return not is_used and not group.page_permissions.filter(page__depth__gt=1).exists()
