"""Roles and policies: tables of who may do what, in which state of a translation."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from wagtail.models import GroupPagePermission, Locale, Page, Workflow

from core.languages import all_languages
from tests import specimens as specimen
from tests import translators
from translation.choices import TranslationState
from translation.models import Team, TranslationReviewTask
from translation.policies import policy_for
from translation.roles import COORDINATOR, REVIEWER, TRANSLATOR, synchronise_roles

from .conftest import create_account, read_again

pytestmark = pytest.mark.django_db

# An account for each role, in Slovenian ("sl") except for "foreign".
ACCOUNTS = ("translator", "reviewer", "foreign", "editor", "coordinator", "administrator", "nobody")
TEAM, WORKING = (
    {"translator", "reviewer"},
    {TranslationState.IN_PROGRESS, TranslationState.RETURNED, TranslationState.PUBLISHED},
)
ADMINISTRATOR = {"administrator"}

# For each action, the accounts and the states for which it is allowed.
ASSIGNMENT_PERMISSIONS = {
    "see": (TEAM | {"editor", "coordinator", "administrator"}, {*TranslationState}),
    "edit": (TEAM | ADMINISTRATOR, WORKING),
    "submit": (TEAM | ADMINISTRATOR, WORKING),
    "comment": (TEAM | ADMINISTRATOR, {*TranslationState}),
    "review": ({"reviewer", "administrator"}, {TranslationState.IN_REVIEW}),
    "approve": ({"reviewer", "administrator"}, {TranslationState.IN_REVIEW}),
    "withdraw": (
        {"reviewer", "administrator"},
        {TranslationState.IN_REVIEW, TranslationState.APPROVED},
    ),
}
PAGE_PERMISSIONS = {
    "remove_page": {"coordinator", "administrator"},
    "change_tree": set(),
    "publish_directly": set(),
    "edit_directly": set(),
}


@pytest.fixture(scope="module")
def made_accounts(sender):
    return {
        "translator": translators.team_member("sl", "translators"),
        "reviewer": translators.team_member("sl", "reviewers"),
        "foreign": translators.team_member("bg", "reviewers"),
        "editor": sender,
        "coordinator": create_account("head", Group.objects.get(name=COORDINATOR.name)),
        "administrator": get_user_model().objects.create_superuser("administrator"),
        "nobody": create_account("nobody"),
    }


@pytest.fixture
def accounts(db, made_accounts):
    """An account of every role; each is read again, since it remembers its permissions."""
    return {name: read_again(account) for name, account in made_accounts.items()}


@pytest.fixture(scope="module")
def made_assignment(home_of_module, sender):
    page = specimen.content(home_of_module, slug="sent")
    return translators.send_to_translation(sender, page, "sl")


@pytest.fixture
def assignment(db, made_assignment):
    """A page that is sent to Slovenian."""
    return read_again(made_assignment)


@pytest.mark.parametrize("state", list(TranslationState))
@pytest.mark.parametrize("verb", ASSIGNMENT_PERMISSIONS)
def test_actions_on_a_translation_by_role_and_state(verb, state, accounts, assignment):
    assignment.change_state(state)
    allowed, states = ASSIGNMENT_PERMISSIONS[verb]
    may = {name for name, person in accounts.items() if policy_for(person).may(verb, assignment)}
    assert may == (allowed if state in states else set())


@pytest.mark.parametrize("verb", PAGE_PERMISSIONS)
def test_actions_on_a_translated_page_by_role(verb, accounts, assignment):
    page = assignment.translation.get_target_instance()
    may = {name for name, person in accounts.items() if policy_for(person).may(verb, page)}
    assert may == PAGE_PERMISSIONS[verb]


@pytest.mark.parametrize("verb", PAGE_PERMISSIONS)
def test_the_policies_of_translations_do_not_apply_to_the_source(verb, accounts, home):
    page = specimen.content(home)
    assert all(policy_for(person).may(verb, page) for person in accounts.values())


def test_pages_are_sent_by_editors_and_coordinators(accounts, home):
    page = specimen.content(home)
    may = {name for name, person in accounts.items() if policy_for(person).may("send", page)}
    assert may == {"editor", "coordinator", "administrator"}


def test_translated_pages_are_not_sent(accounts, send_to_translation):
    page = send_to_translation("sl").translation.get_target_instance()
    assert not any(policy_for(person).may("send", page) for person in accounts.values())


def test_only_coordinators_coordinate(accounts):
    may = {name for name, person in accounts.items() if policy_for(person).may("coordinate")}
    assert may == {"coordinator", "administrator"}


def test_a_stopped_translation_is_not_edited(send_to_translation, translator):
    assignment = send_to_translation("sl")
    assignment.translation.enabled = False
    assignment.translation.save()
    assert not policy_for(translator("sl")).may("edit", assignment)


def test_a_page_locked_by_somebody_else_is_not_edited(send_to_translation, translator, coordinator):
    assignment, person = send_to_translation("sl"), translator("sl")
    page = assignment.translation.get_target_instance()
    page.locked, page.locked_by = True, coordinator
    page.save()
    assert not policy_for(person).may("edit", assignment)


def test_an_inactive_account_has_no_permissions(send_to_translation, translator, reviewer):
    assignment = send_to_translation("sl")
    for person in (translator("sl"), reviewer("sl")):
        person.is_active = False
        assert not policy_for(person).is_participant
        assert not any(policy_for(person).may(verb, assignment) for verb in ASSIGNMENT_PERMISSIONS)


# Wagtail's own permissions


def test_translators_and_reviewers_may_change_pages_of_their_language_but_not_publish(
    translator, reviewer, send_to_translation, home
):
    source = specimen.content(home)
    here, elsewhere = (
        send_to_translation(code, source).translation.get_target_instance() for code in ("sl", "bg")
    )
    for person in (translator("sl"), reviewer("sl")):
        assert here.permissions_for_user(person).can_edit()
        assert not here.permissions_for_user(person).can_publish()
        assert not elsewhere.permissions_for_user(person).can_edit()
        assert not here.get_parent().permissions_for_user(person).can_add_subpage()


@pytest.mark.parametrize(
    "question",
    ["can_publish", "can_move", "can_copy", "can_publish_subpage", "can_reorder_children"],
)
def test_wagtails_permission_tester_refuses_actions_on_a_translated_page(
    question, accounts, send_to_translation
):
    page = send_to_translation("sl").translation.get_target_instance()
    for person in accounts.values():
        assert not getattr(page.permissions_for_user(person), question)(), person


def test_the_permission_tester_gives_the_same_results_for_a_base_page(
    admin_user, send_to_translation
):
    page = send_to_translation("sl").translation.get_target_instance()
    assert not Page.objects.get(pk=page.pk).permissions_for_user(admin_user).can_publish()


def test_a_source_page_cannot_be_moved_into_another_language(admin_user, home, send_to_translation):
    page = specimen.content(home, slug="movable")
    elsewhere = send_to_translation("sl").translation.get_target_instance()
    assert not page.permissions_for_user(admin_user).can_move_to(elsewhere)
    assert not page.permissions_for_user(admin_user).can_copy_to(elsewhere)


# Synchronising the roles


def permissions() -> set:
    return {
        *Group.objects.values_list("name", "permissions__codename"),
        *GroupPagePermission.objects.values_list("group__name", "page", "permission__codename"),
    }


def test_synchronising_again_changes_nothing():
    before, teams = permissions(), list(Team.objects.values())
    synchronise_roles()
    assert permissions() == before
    assert list(Team.objects.values()) == teams
    assert (
        Workflow.objects.filter(
            workflow_tasks__task__in=TranslationReviewTask.objects.all()
        ).count()
        == 1
    )


def test_synchronising_keeps_permissions_that_an_administrator_added():
    group = Group.objects.get(name=COORDINATOR.name)
    added = Group.objects.get(name=TRANSLATOR.group_name(Locale.objects.get(language_code="sl")))
    permission = group.permissions.first()
    added.permissions.add(permission)
    synchronise_roles()
    assert permission in added.permissions.all()


def test_every_language_but_the_source_has_a_team():
    codes = {language.code for language in all_languages() if not language.is_source}
    assert set(Team.objects.values_list("locale__language_code", flat=True)) == codes


def test_a_role_of_one_language_has_no_permissions_for_others():
    for role in (TRANSLATOR, REVIEWER):
        for locale in Locale.objects.exclude(language_code="en"):
            group = Group.objects.get(name=role.group_name(locale))
            pages = GroupPagePermission.objects.filter(group=group)
            assert {item.page.locale for item in pages} == {locale}
