"""Who signs in with two factors because of what they approve."""

from wagtail import hooks

from translation.policies import policy_for


@hooks.register("requires_second_factor")
def approves_translations(user) -> bool:
    policy = policy_for(user)
    return policy.is_coordinator or bool(policy.reviewable_locale_ids)
