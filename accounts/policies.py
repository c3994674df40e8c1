"""Who has to sign in with two factors: people who publish, approve or administer."""

from wagtail import hooks
from wagtail.models import GroupApprovalTask, Page
from wagtail.permissions import policy_registry

# Prefixes of codenames: those who publish snippets, and those who manage accounts and groups.
SECOND_FACTOR_PERMISSION_PREFIXES = (
    "publish_",
    "add_user",
    "change_user",
    "delete_user",
    "add_group",
    "change_group",
)


def needs_second_factor(user) -> bool:
    """Return whether an account may do what readers or other accounts depend on.

    Apps add rules of their own with the hook ``requires_second_factor``: functions of the account.
    """
    return (
        user.is_superuser
        or any(
            name.partition(".")[2].startswith(SECOND_FACTOR_PERMISSION_PREFIXES)
            for name in user.get_all_permissions()
        )
        or policy_registry.get_by_type(Page).user_has_permission(user, "publish")
        or GroupApprovalTask.objects.filter(active=True, groups__user=user).exists()
        or any(rule(user) for rule in hooks.get_hooks("requires_second_factor"))
    )
