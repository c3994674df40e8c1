"""One account per role. They exist only where a demonstration was loaded."""

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from translation.roles import SECRETARIAT_EDITOR, Role

PASSWORD = "demonstration-only"


@dataclass(frozen=True)
class Account:
    """``does`` says in a few words what the role is for; no role means everything."""

    username: str
    does: str
    role: Role | None = None


ACCOUNTS = (
    Account("administrator", "sets up accounts and languages"),
    Account("editor", "writes and publishes in the source language", SECRETARIAT_EDITOR),
)


def create() -> list[str]:
    """Create the accounts that are missing and return their names."""
    users, created = get_user_model().objects, []
    for account in ACCOUNTS:
        if users.filter(username=account.username).exists():
            continue
        user = users.create_user(
            account.username,
            email=f"{account.username}@example.org",
            password=PASSWORD,
            is_superuser=account.role is None,
            is_staff=account.role is None,
        )
        if account.role:
            user.groups.add(Group.objects.get(name=account.role.name))
        created.append(account.username)
    return created


def editor():
    return get_user_model().objects.get(username="editor")
