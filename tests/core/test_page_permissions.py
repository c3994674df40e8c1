"""The pages that somebody finds in the explorer: those that Wagtail itself would list."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission, Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry

from tests import specimens as specimen

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def pages(home_of_module) -> None:
    for number in range(3):
        specimen.content(home_of_module, slug=f"page-{number}")
    specimen.meeting(home_of_module)


@pytest.fixture
def person(pages, db):
    return get_user_model().objects.create_user("person")


def grant(person, **codenames: str) -> None:
    """Give a person permissions by the slugs of pages; ``home``: the page with this slug."""
    for number, (slug, codename) in enumerate(codenames.items()):
        group = Group.objects.create(name=f"Group {number}")
        person.groups.add(group)
        permission = Permission.objects.get(
            codename=f"{codename}_page", content_type__app_label="wagtailcore"
        )
        page = Page.objects.filter(slug=slug.replace("_", "-")).order_by("path").first()
        for code in {permission, Permission.objects.get(codename="publish_page")}:
            GroupPagePermission.objects.create(group=group, page=page, permission=code)


@pytest.mark.parametrize(
    "granted",
    [
        {},
        {"root": "change"},
        {"meetings": "add"},
        {"vienna": "change"},
        {"page_0": "change", "page_1": "publish"},
        {"vienna": "change", "meetings": "lock"},
        {"vienna": "change", "page_2": "add", "home": "publish"},
    ],
    ids=str,
)
def test_the_pages_are_those_of_wagtail_with_fewer_conditions(person, granted):
    grant(person, **granted)
    person = get_user_model().objects.get(pk=person.pk)
    policy = policy_registry.get_by_type(Page)
    ours = policy.explorable_instances(person)
    theirs = PagePermissionPolicy.explorable_instances(policy, person)
    assert set(ours.values_list("pk", flat=True)) == set(theirs.values_list("pk", flat=True))
    assert bool(granted) == ours.exists()
    if granted:
        assert len(str(ours.query)) < len(str(theirs.query))
