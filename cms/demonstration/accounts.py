"""The accounts of the demonstration: one for each role and, for some roles, each language."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from wagtail.models import Locale
from wagtail.users.models import UserProfile

from core.languages import Language, all_languages, source_language
from translation.roles import (
    AUTHOR,
    COORDINATOR,
    REVIEWER,
    ROLES,
    SECRETARIAT_EDITOR,
    TRANSLATOR,
    RoleDefinition,
)

PASSWORD = "demonstration-only"


@dataclass(frozen=True)
class DemonstrationAccount:
    """An account; without a role, it is a superuser.

    ``description`` describes the role in a few words. ``language`` is the language of the admin
    and, for translators and reviewers, the language that they work in.
    """

    username: str
    description: str
    role: RoleDefinition | None = None
    language: Language = field(default_factory=source_language)

    @property
    def groups(self) -> list[Group]:
        """The groups of the role, for both scripts of a language that is written in two."""
        if self.role is None:
            return []
        if self.role in ROLES:
            return [Group.objects.get(name=self.role.group_name())]
        codes = [self.language.code, self.language.other_script and self.language.other_script.code]
        locales = Locale.objects.filter(language_code__in=codes)
        return [Group.objects.get(name=self.role.group_name(locale)) for locale in locales]


def translator_username(language: Language) -> str:
    return f"translator-{language.code}"


def reviewer_username(language: Language) -> str:
    return f"reviewer-{language.code}"


def _accounts() -> Iterator[DemonstrationAccount]:
    yield DemonstrationAccount("administrator", "sets up accounts and languages")
    yield DemonstrationAccount(
        "editor", "writes and publishes in the source language", SECRETARIAT_EDITOR
    )
    yield DemonstrationAccount("author", "writes pages that an editor approves", AUTHOR)
    yield DemonstrationAccount("coordinator", "keeps teams, deadlines and terms", COORDINATOR)
    for language in all_languages():
        if language.is_source or language.derived_from:
            continue
        yield DemonstrationAccount(
            translator_username(language), f"translates into {language.name}", TRANSLATOR, language
        )
        yield DemonstrationAccount(
            reviewer_username(language), f"reviews {language.name}", REVIEWER, language
        )


ACCOUNTS = tuple(_accounts())


def create_accounts() -> list[str]:
    """Create the accounts that are missing and return their names."""
    users, created = get_user_model().objects, []
    password = make_password(PASSWORD)  # once for all accounts, since hashing is slow on purpose
    for account in ACCOUNTS:
        if users.filter(username=account.username).exists():
            continue
        user = users.create(
            username=account.username,
            email=f"{account.username}@example.org",
            password=password,
            is_superuser=account.role is None,
            is_staff=account.role is None,
        )
        user.groups.add(*account.groups)
        UserProfile.objects.create(user=user, preferred_language=account.language.code)
        created.append(account.username)
    return created


def find_user(username: str):
    return get_user_model().objects.get(username=username)


def editor_user():
    return find_user("editor")
