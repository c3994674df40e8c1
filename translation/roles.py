"""The roles of the site as a table, and the command that brings them into the database.

Permissions are data: synchronising again gives a role what the table says and takes nothing that
an administrator added. Translators and reviewers have one group for each language.
"""

from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.utils.translation import gettext_noop
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Workflow,
    WorkflowTask,
)

from core.languages import get, source
from translation.models import Team, TranslationReviewTask

WORKFLOW_NAME = gettext_noop("Review of translations")
# Wagtail asks for the rights on images and documents under the names of its own models, also
# where a site has models of its own.
CHOOSES_FILES = ("choose_image", "choose_document")
KEEPS_FILES = (*CHOOSES_FILES, "add_image", "change_image", "add_document", "change_document")


@dataclass(frozen=True)
class Role:
    """A group of accounts; permissions are codenames.

    ``source_pages`` hold from the home page of the source language down, ``translated_pages`` from
    the home pages of the other languages; for a role of one language, of that language alone.
    """

    name: str
    permissions: tuple[str, ...] = ()
    source_pages: tuple[str, ...] = ()
    translated_pages: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()

    def group_name(self, locale: Locale | None = None) -> str:
        return f"{self.name}: {get(locale.language_code).name}" if locale else self.name


SECRETARIAT_EDITOR = Role(
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
        "change_quickexitsettings",
        "change_accessibilitysettings",
        "send_to_translation",
        "see_all_translations",
    ),
    source_pages=("add_page", "change_page", "publish_page", "lock_page", "unlock_page"),
    # Enough to find the translated pages in the explorer and look at them.
    translated_pages=("lock_page",),
    collections=KEEPS_FILES,
)
COORDINATOR = Role(
    name="Translation coordinators",
    permissions=(
        "access_admin",
        "add_locale",
        "change_locale",
        "add_term",
        "change_term",
        "delete_term",
        "change_theme",
        "add_team",
        "change_team",
        "send_to_translation",
        "see_all_translations",
        "coordinate_translations",
    ),
    source_pages=("change_page",),
    translated_pages=(
        "change_page",
        "publish_page",
        "bulk_delete_page",
        "lock_page",
        "unlock_page",
    ),
    collections=CHOOSES_FILES,
)
TRANSLATOR = Role(
    name="Translators",
    permissions=("access_admin", "change_theme"),
    translated_pages=("change_page",),
    collections=CHOOSES_FILES,
)
REVIEWER = Role(
    name="Reviewers",
    permissions=("access_admin", "change_theme"),
    translated_pages=("change_page",),
    collections=CHOOSES_FILES,
)

ROLES = (SECRETARIAT_EDITOR, COORDINATOR)
ROLES_OF_A_LANGUAGE = (TRANSLATOR, REVIEWER)


def synchronise_roles() -> None:
    """Bring the roles, the teams of every language and the review workflow into the database."""
    for role in ROLES:
        group = _group(role, role.group_name())
        _on_pages(group, role.source_pages, _homes(of_source=True))
        _on_pages(group, role.translated_pages, _homes(of_source=False))
    for locale in Locale.objects.exclude(language_code=source().code):
        translators, reviewers = (
            _group_of_a_language(role, locale) for role in ROLES_OF_A_LANGUAGE
        )
        Team.objects.get_or_create(
            locale=locale, defaults={"translators": translators, "reviewers": reviewers}
        )
    _review_workflow()


def _group(role: Role, name: str) -> Group:
    group, _ = Group.objects.get_or_create(name=name)
    group.permissions.add(*Permission.objects.filter(codename__in=role.permissions))
    for permission in Permission.objects.filter(codename__in=role.collections):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=Collection.get_first_root_node(), permission=permission
        )
    return group


def _group_of_a_language(role: Role, locale: Locale) -> Group:
    group = _group(role, role.group_name(locale))
    _on_pages(group, role.translated_pages, _homes(of_source=False).filter(locale=locale))
    return group


def _homes(of_source: bool):
    homes = Page.objects.filter(depth=2)
    of_the_source = {"locale__language_code": source().code}
    return homes.filter(**of_the_source) if of_source else homes.exclude(**of_the_source)


def _on_pages(group: Group, codenames: tuple[str, ...], pages) -> None:
    permissions = Permission.objects.filter(
        codename__in=codenames, content_type__app_label="wagtailcore"
    )
    for page in pages:
        for permission in permissions:
            GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)


def _review_workflow() -> None:
    task = TranslationReviewTask.objects.first()
    if not task:
        task = TranslationReviewTask.objects.create(name=WORKFLOW_NAME)
    workflow, _ = Workflow.objects.get_or_create(name=WORKFLOW_NAME)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task)
