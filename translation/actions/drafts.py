"""Drafts of an object in several languages at once, as ``copy_for_translation()`` makes one."""

from collections.abc import Collection

from django.db.models import Exists, F, OuterRef, Subquery, Value
from django.db.models.functions import Concat
from wagtail.coreutils import find_available_slug
from wagtail.log_actions import log
from wagtail.models import DraftStateMixin, Locale, Page, PageViewRestriction

from core.treebeard_internals import next_path, set_parent
from translation.actions.insert_pages import insert_pages
from translation.actions.publish_composed import PAGE_FIELDS_OF_REVISION, create_revisions
from translation.wagtail_internals import copied_into, copy_relations, with_relations


def create_drafts(
    instance, locales: Collection[Locale], is_saved_later: bool = False
) -> dict[int, object]:
    """Create an object in languages that have none yet; return the drafts by id of the locale.

    ``is_saved_later``: the caller will save which revision is the latest one of a page.
    A page needs a parent in each of them: ``Page.DoesNotExist`` is raised otherwise. The locales
    have to be locked, so that nobody creates the same at the same time.
    """
    parent = instance.get_parent() if isinstance(instance, Page) else None
    if parent is None or parent.is_root():
        return {locale.pk: _create_draft(instance, locale) for locale in locales}
    content = with_relations(
        instance if instance.live else instance.get_latest_revision_as_object()
    )
    parents = _parents_in(locales, parent, content.slug)
    drafts = {}
    for locale in locales:
        drafts[locale.pk] = draft = copied_into(locale, content)
        _place_below(parents[locale.pk], draft)
    insert_pages(list(drafts.values()))
    for draft in drafts.values():
        copy_relations(content, draft)
    Page.objects.filter(pk__in=[page.pk for page in parents.values()]).update(
        numchild=F("numchild") + 1
    )
    create_revisions(list(drafts.values()), [None] * len(drafts))
    if not is_saved_later:
        Page.objects.bulk_update(drafts.values(), PAGE_FIELDS_OF_REVISION)
    _copy_restrictions(instance, drafts.values())
    for draft in drafts.values():
        _log_copy(instance, parent, draft)
    return drafts


def _create_draft(instance, locale: Locale):
    """Create a snippet or a home page, which Wagtail gives a slug of its own below the root."""
    draft = instance.copy_for_translation(locale)
    if not isinstance(draft, Page):
        if isinstance(draft, DraftStateMixin):
            draft.live = False
        draft.save()
    return draft


def _parents_in(locales: Collection[Locale], parent: Page, slug: str) -> dict[int, Page]:
    """Return the translations of a page, locked, by id of the locale.

    Each has the path of its last child, and whether one of its children has the slug.
    """
    parents = Page.objects.filter(translation_key=parent.translation_key, locale__in=locales)
    list(parents.select_for_update(of=("self",), no_key=True).order_by("pk").values_list("pk"))
    first, last = (Concat(OuterRef("path"), Value(step * Page.steplen)) for step in "0Z")
    children = Page.objects.filter(path__range=(first, last), depth=OuterRef("depth") + 1)
    found = parents.annotate(
        last_child=Subquery(children.order_by("-path").values("path")[:1]),
        has_slug=Exists(children.filter(slug=slug)),
    )
    by_locale = {page.locale_id: page for page in found}
    if missing := [locale for locale in locales if locale.pk not in by_locale]:
        raise Page.DoesNotExist(f"{parent} is missing in {missing[0]}.")
    return by_locale


def _place_below(parent: Page, draft: Page) -> None:
    draft.path, draft.depth = next_path(parent, parent.last_child), parent.depth + 1
    set_parent(draft, parent)
    if parent.has_slug:
        draft.slug = find_available_slug(parent, draft.slug)


def _copy_restrictions(instance: Page, drafts: Collection[Page]) -> None:
    """Copy who may see the page, unless the page above is restricted already."""
    for restriction in instance.view_restrictions.all():
        groups = restriction.groups.all()
        for draft in drafts:
            if not draft.get_parent().get_view_restrictions().exists():
                copied = PageViewRestriction(
                    page=draft,
                    restriction_type=restriction.restriction_type,
                    password=restriction.password,
                )
                copied.save()
                copied.groups.set(groups)


def _log_copy(instance: Page, parent: Page, draft: Page) -> None:
    def described(page: Page) -> dict:
        return {"id": page.pk, "title": page.get_admin_display_title()}

    def language(page: Page) -> dict:
        return {"id": page.locale_id, "language_code": page.locale.language_code}

    data = {
        "page": described(draft) | {"locale": language(draft)},
        "source": described(parent),
        "destination": described(draft.get_parent()),
        "keep_live": False,
        "source_locale": language(instance),
    }
    log(instance=draft, action="wagtail.copy_for_translation", data=data)
