"""The roles of the site as a table, and the function that creates their groups in the database.

Synchronising again adds the permissions of the table to the groups. It removes none that an
administrator has added. Translators and reviewers have one group for each language.
"""

from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.utils.translation import gettext_noop
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from core.languages import site_language, source_language
from core.site_tree import objects_of_site
from translation.models import Team, TranslationReviewTask

REVIEW_WORKFLOW_NAME = gettext_noop("Review of translations")
APPROVAL_WORKFLOW_NAME = gettext_noop("Approval of pages")
# Wagtail checks the permissions on images and documents under the names of its own models, also
# where a site has models of its own.
CHOOSE_FILES = ("choose_image", "choose_document")
ADD_FILES = (*CHOOSE_FILES, "add_image", "add_document")
MANAGE_FILES = (*ADD_FILES, "change_image", "change_document")


@dataclass(frozen=True)
class RoleDefinition:
    """A group of accounts. All permissions are codenames.

    ``source_pages`` are granted on the home page of the source language, ``translated_pages`` on
    the home pages of the other languages, or on that of one language if the role belongs to it.
    ``collections`` are granted on the root collection.
    """

    name: str
    permissions: tuple[str, ...] = ()
    source_pages: tuple[str, ...] = ()
    translated_pages: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()

    def group_name(self, locale: Locale | None = None) -> str:
        return f"{self.name}: {site_language(locale.language_code).name}" if locale else self.name


SECRETARIAT_EDITOR = RoleDefinition(
    name="Secretariat editors",
    permissions=(
        "access_admin",
        "add_theme",
        "change_theme",
        "delete_theme",
        "publish_theme",
        "add_promotion",
        "change_promotion",
        "delete_promotion",
        "view_unansweredquestion",
        "view_notfoundaddress",
        "view_externaladdress",
        "add_redirect",
        "change_redirect",
        "delete_redirect",
        "change_quickexitsettings",
        "change_accessibilitysettings",
        "change_helpwordsettings",
        "change_layoutsettings",
        "change_recyclebinsettings",
        "restore_recyclebinentry",
        "send_to_translation",
        "see_all_translations",
    ),
    # Deleted pages can be restored, also with many pages below them.
    source_pages=(
        "add_page",
        "change_page",
        "publish_page",
        "bulk_delete_page",
        "lock_page",
        "unlock_page",
    ),
    # The least permission with which the explorer lists the translated pages.
    translated_pages=("lock_page",),
    collections=MANAGE_FILES,
)
# In Wagtail, who may add pages or files may also change their own ones.
AUTHOR = RoleDefinition(
    name="Authors",
    permissions=("access_admin",),
    source_pages=("add_page",),
    collections=ADD_FILES,
)
COORDINATOR = RoleDefinition(
    name="Translation coordinators",
    permissions=(
        "access_admin",
        "add_locale",
        "change_locale",
        "add_glossaryterm",
        "change_glossaryterm",
        "delete_glossaryterm",
        "change_theme",
        "add_team",
        "change_team",
        "send_to_translation",
        "see_all_translations",
        "coordinate_translations",
        "change_layoutsettings",
        "restore_recyclebinentry",
        "purge_recyclebinentry",
    ),
    source_pages=("change_page",),
    translated_pages=(
        "change_page",
        "publish_page",
        "bulk_delete_page",
        "lock_page",
        "unlock_page",
    ),
    collections=CHOOSE_FILES,
)
TRANSLATOR = RoleDefinition(
    name="Translators",
    permissions=("access_admin",),
    translated_pages=("change_page",),
    collections=CHOOSE_FILES,
)
REVIEWER = RoleDefinition(
    name="Reviewers",
    permissions=("access_admin",),
    translated_pages=("change_page",),
    collections=CHOOSE_FILES,
)

ROLES = (SECRETARIAT_EDITOR, AUTHOR, COORDINATOR)
LANGUAGE_ROLES = (TRANSLATOR, REVIEWER)


def synchronise_roles() -> None:
    """Create or complete the groups, the teams of every language and the two workflows."""
    home_pages = objects_of_site(Page).filter(depth=2)
    source_home_pages = home_pages.filter(locale__language_code=source_language().code)
    translated_home_pages = home_pages.exclude(locale__language_code=source_language().code)
    for role in ROLES:
        group = _synchronise_group(role, role.group_name())
        _grant_on_pages(group, role.source_pages, source_home_pages)
        _grant_on_pages(group, role.translated_pages, translated_home_pages)
    for locale in Locale.objects.exclude(language_code=source_language().code):
        groups = {
            role: _synchronise_group(role, role.group_name(locale)) for role in LANGUAGE_ROLES
        }
        for role, group in groups.items():
            pages = translated_home_pages.filter(locale=locale)
            _grant_on_pages(group, role.translated_pages, pages)
        Team.objects.get_or_create(
            locale=locale,
            defaults={"translators": groups[TRANSLATOR], "reviewers": groups[REVIEWER]},
        )
    _synchronise_review_workflow()
    _synchronise_approval_workflow(source_home_pages)


def _synchronise_group(role: RoleDefinition, name: str) -> Group:
    group, _ = Group.objects.get_or_create(name=name)
    group.permissions.add(*Permission.objects.filter(codename__in=role.permissions))
    for permission in Permission.objects.filter(codename__in=role.collections):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=Collection.get_first_root_node(), permission=permission
        )
    return group


def _grant_on_pages(group: Group, codenames: tuple[str, ...], pages) -> None:
    permissions = Permission.objects.filter(
        codename__in=codenames, content_type__app_label="wagtailcore"
    )
    for page in pages:
        for permission in permissions:
            GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)


def _synchronise_review_workflow() -> None:
    task = TranslationReviewTask.objects.first()
    if not task:
        task = TranslationReviewTask.objects.create(name=REVIEW_WORKFLOW_NAME)
    workflow, _ = Workflow.objects.get_or_create(name=REVIEW_WORKFLOW_NAME)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task)


def _synchronise_approval_workflow(home_pages) -> None:
    """Have the Secretariat approve the pages of authors, unless an administrator decided otherwise.

    Translated pages stand in other trees and are reviewed, not approved.
    """
    exists = Workflow.objects.filter(name=APPROVAL_WORKFLOW_NAME).exists()
    if exists or WorkflowPage.objects.filter(page__in=home_pages).exists():
        return
    workflow = Workflow.objects.create(name=APPROVAL_WORKFLOW_NAME)
    task = GroupApprovalTask.objects.create(name=APPROVAL_WORKFLOW_NAME)
    task.groups.add(Group.objects.get(name=SECRETARIAT_EDITOR.group_name()))
    WorkflowTask.objects.create(workflow=workflow, task=task)
    for page in home_pages:
        WorkflowPage.objects.create(workflow=workflow, page=page)
