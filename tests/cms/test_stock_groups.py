"""Wagtail's own groups and workflow: removed by the set-up, unless somebody uses them."""

import pytest
from django.contrib.auth.models import Group, Permission
from wagtail.models import (
    GroupApprovalTask,
    GroupPagePermission,
    Page,
    Task,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from cms.set_up import set_up_site
from cms.stock_groups import STOCK_GROUPS, STOCK_WORKFLOW
from tests import specimens as specimen

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderators(home):
    """What Wagtail's migrations create: a group, its permissions on the root, and its workflow."""
    group = Group.objects.create(name="Moderators")
    permission = Permission.objects.get(codename="publish_page")
    root = Page.get_first_root_node()
    GroupPagePermission.objects.create(group=group, page=root, permission=permission)
    task = GroupApprovalTask.objects.create(name=STOCK_WORKFLOW)
    task.groups.add(group)
    workflow = Workflow.objects.create(name=STOCK_WORKFLOW)
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.create(workflow=workflow, page=root)
    return group


def stock_names() -> set[str]:
    return {
        *Group.objects.filter(name__in=STOCK_GROUPS).values_list("name", flat=True),
        *Workflow.objects.filter(name=STOCK_WORKFLOW).values_list("name", flat=True),
        *Task.objects.filter(name=STOCK_WORKFLOW).values_list("name", flat=True),
    }


def test_a_new_site_has_none_of_them(home):
    assert not stock_names()


def test_they_are_removed_from_a_site_that_has_them(moderators):
    Group.objects.create(name="Editors")
    set_up_site()
    assert not stock_names()


def test_a_group_with_a_member_is_kept(moderators, django_user_model):
    django_user_model.objects.create_user("member").groups.add(moderators)
    set_up_site()
    assert stock_names() == {"Moderators"}


def test_a_group_with_permissions_on_the_site_is_kept(moderators, home):
    permission = Permission.objects.get(codename="change_page")
    GroupPagePermission.objects.create(group=moderators, page=home, permission=permission)
    set_up_site()
    assert stock_names() == {"Moderators"}


def test_a_group_that_another_task_needs_is_kept(moderators):
    GroupApprovalTask.objects.create(name="Second look").groups.add(moderators)
    set_up_site()
    assert stock_names() == {"Moderators"}


def test_a_workflow_in_which_something_was_approved_is_kept_with_its_group(
    moderators, home, editor
):
    page = specimen.content(home)
    page.save_revision()
    Workflow.objects.get(name=STOCK_WORKFLOW).start(page, editor)
    set_up_site()
    assert stock_names() == {"Moderators", STOCK_WORKFLOW}
