"""Insertion of new pages of one type, in one statement for each table."""

from collections.abc import Sequence

from django.db import connection
from django.db.models.signals import post_save, pre_save
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
from wagtail.log_actions import log
from wagtail.models import Page

from core.django_internals import insert_rows
from translation.wagtail_internals import objects_in_memory, remember_stored_relations


def insert_pages(pages: Sequence[Page]) -> None:
    """Store pages that are not live, each with its place in the tree, as ``save(clean=False)``.

    They keep their child objects and relations, which would be read again after ``save()``.
    """
    model, using = type(pages[0]), connection.alias
    for page in pages:
        page.set_url_path(page.get_parent())
        pre_save.send(model, instance=page, raw=False, using=using, update_fields=None)
    _insert_rows(pages)
    _insert_child_objects(pages)
    _insert_relations(pages)
    for page in pages:
        remember_stored_relations(page)
        # The receivers read the relations from memory: no ``m2m_changed`` signal is sent.
        post_save.send(
            model, instance=page, created=True, raw=False, using=using, update_fields=None
        )
        log(instance=page, action="wagtail.create", user=page.owner, content_changed=True)


def _insert_rows(pages: Sequence[Page]) -> None:
    names = [field.attname for field in Page._meta.concrete_fields if not field.primary_key]
    rows = Page.objects.bulk_create(
        Page(**{name: getattr(page, name) for name in names}) for page in pages
    )
    for page, row in zip(pages, rows, strict=True):
        page.pk = page.id = row.pk
    insert_rows(pages)


def _insert_child_objects(pages: Sequence[Page]) -> None:
    for relation in get_all_child_relations(type(pages[0])):
        children = []
        for page in pages:
            for child in objects_in_memory(page, relation.get_accessor_name()):
                setattr(child, relation.field.name, page)
                children.append(child)
        relation.related_model._base_manager.bulk_create(children)


def _insert_relations(pages: Sequence[Page]) -> None:
    for field in get_all_child_m2m_relations(type(pages[0])):
        through = field.remote_field.through
        page_key, other_key = (
            through._meta.get_field(name).attname
            for name in (field.m2m_field_name(), field.m2m_reverse_field_name())
        )
        through._base_manager.bulk_create(
            through(**{page_key: page.pk, other_key: other.pk})
            for page in pages
            for other in objects_in_memory(page, field.name)
        )
