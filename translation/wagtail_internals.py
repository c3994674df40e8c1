"""What this app uses of Wagtail's and wagtail-localize's private API, in one place.

Neither package has a public equivalent. ``tests/translation/test_wagtail_internals.py`` fails when
an upgrade changes one of them.
"""

from collections.abc import Set
from copy import copy
from uuid import UUID, uuid5

from modelcluster.models import (
    get_all_child_m2m_relations,
    get_all_child_relations,
    get_serializable_data_for_fields,
)
from wagtail import hooks
from wagtail.models import Locale, Page, TranslatableMixin
from wagtail.models.copying import _copy, _copy_m2m_relations
from wagtail_localize.models import String, Template, TranslationContext


def unregister_hooks(modules: Set[str], kept: Set[str]) -> None:
    """Unregister the hooks of these modules; ``kept`` are the names of hooks that stay."""
    for name, registered in hooks._hooks.items():
        if name not in kept:
            registered[:] = [
                (hook, order) for hook, order in registered if hook.__module__ not in modules
            ]


def context_path_id(path: str) -> UUID:
    """Return ``TranslationContext.path_id`` of a content path."""
    return TranslationContext._get_path_id(path)


def string_data_hash(text: str) -> UUID:
    """Return ``String.data_hash`` of a text."""
    return String._get_data_hash(text)


def context_field_path(path: str, instance) -> str:
    """Return ``TranslationContext.field_path`` of a content path, which would save the context."""
    context = TranslationContext(path=path)
    context.save = lambda **options: None
    return context.get_field_path(instance)


def template_uuid(template_format: str, template: str) -> UUID:
    """Return ``Template.uuid`` of a template."""
    return uuid5(uuid5(Template.BASE_UUID_NAMESPACE, template_format), template)


def with_relations(page: Page) -> Page:
    """Return a page with its child objects and relations, which each copy would query again."""
    known = copy(page)
    for name in set(_relation_names(page)).difference(_not_copied(page)):
        getattr(known, name).get_object_list()
    return known


def copied_into(locale: Locale, page: Page) -> Page:
    """Return an unsaved draft of a page in another language, as ``copy_for_translation()`` does.

    The page is one ``with_relations``.
    """
    values = {"live": False, "has_unpublished_changes": True, "locale": locale}
    nothing = ("live_revision", "first_published_at", "last_published_at", "alias_of")
    # The child objects become those of the draft.
    given = copy(page)
    given._cluster_related_objects = {
        name: [copy(item) for item in objects_in_memory(page, name)]
        for name in set(_relation_names(page)).difference(_not_copied(page))
    }
    draft, _children = _copy(given, _not_copied(page), values | dict.fromkeys(nothing))
    for relation in get_all_child_relations(page):
        if issubclass(relation.related_model, TranslatableMixin):
            for child in objects_in_memory(draft, relation.get_accessor_name()):
                child.locale = locale
    return draft


def copy_relations(page: Page, draft: Page) -> None:
    """Copy the many-to-many relations of a page to a draft, which has to be saved first."""
    _copy_m2m_relations(page, draft, _not_copied(page))


def objects_in_memory(page: Page, name: str) -> list:
    """Return the objects of a relation as they are in memory; they may not be stored yet."""
    return getattr(page, "_cluster_related_objects", {}).get(name, [])


def remember_stored_relations(page: Page) -> None:
    """Remember that all child objects and relations of a page are stored as they are in memory."""
    page._cluster_related_objects = {
        name: objects_in_memory(page, name) for name in _relation_names(page)
    }
    page._stored_relations = _content_of_relations(page)


def changed_relations(page: Page) -> list[str]:
    """Return the names of the relations that may not be stored as they are in memory."""
    if not (stored := getattr(page, "_stored_relations", None)):
        return _relation_names(page)
    present = _content_of_relations(page)
    return [name for name, content in stored.items() if content != present[name]]


def _relation_names(page: Page) -> list[str]:
    children = [relation.get_accessor_name() for relation in get_all_child_relations(page)]
    return [*children, *(field.name for field in get_all_child_m2m_relations(page))]


def _content_of_relations(page: Page) -> dict[str, list[dict]]:
    return {
        name: [get_serializable_data_for_fields(item) for item in objects_in_memory(page, name)]
        for name in _relation_names(page)
    }


def _not_copied(page: Page) -> list[str]:
    return page.default_exclude_fields_in_copy + page.exclude_fields_in_copy
