"""What links to a page, theme, picture or document: each once, by name, with its languages.

Wagtail's reference index has the links by id: in rich text, blocks and fields. Links by address
are found in the texts of the pages. The hook ``register_links_to_pages`` adds objects that are not
in the index: it receives a query set of pages and returns objects with the label of their field.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Model, Q, QuerySet
from django.db.models.functions import Cast
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page, ReferenceIndex, TranslatableMixin

from core.languages import all_languages, site_language, source_language
from core.localization import is_public

from .addresses import is_in_page_tree
from .links_by_address import links_by_address
from .wagtail_internals import is_required


@dataclass(frozen=True)
class LinkingObject:
    """An object that links to something, with all its translations that do.

    ``edit_url`` is ``None`` if the person may not edit it. ``places`` are the labels of the fields
    and blocks with the links. A required link cannot become empty.
    """

    kind: str
    title: str
    edit_url: str | None
    languages: list[str]
    places: list[str]
    is_required: bool


# A place with links: the object, the label of the field or block, and whether it is required.
LinkPlace = tuple[Model, str, bool]


def linking_objects(targets: Iterable[Model], user) -> list[LinkingObject]:
    """Return what links to these objects of one model, and to all that is affected with them.

    Links from one of these to another are left out. Required links come first.
    """
    selected = [affected_objects(target) for target in targets]
    if not selected:
        return []
    affected = reduce(or_, selected)
    places = links_by_id(affected) + links_of_other_kinds(affected)
    return grouped_by_translations(places, user)


def grouped_by_translations(places: Iterable[LinkPlace], user) -> list[LinkingObject]:
    """Return each object once with all its translations, those with a required link first."""
    grouped = defaultdict(list)
    for place in places:
        grouped[getattr(place[0], "translation_key", (type(place[0]), place[0].pk))].append(place)
    finder = AdminURLFinder(user)
    found = [_linking_object(group, finder) for group in grouped.values()]
    return sorted(found, key=lambda item: (not item.is_required, item.title))


def affected_objects(target: Model, *, and_below: bool = True) -> QuerySet:
    """Return the object, pages below it and, for a source object, all their translations.

    They are deleted, unpublished and moved with it.
    """
    model, own = type(target), Q(pk=target.pk)
    if isinstance(target, Page):
        model, own = Page, Q(path__startswith=target.path) if and_below else own
    is_source = (
        isinstance(target, TranslatableMixin)
        and site_language(target.locale.language_code).is_source
    )
    if is_source:
        keys = model.objects.filter(own).order_by().values("translation_key")
        return model.objects.filter(translation_key__in=keys)
    return model.objects.filter(own)


def is_translated(instance: Model) -> bool:
    """Return whether an object is the version of another language than the source language."""
    return isinstance(instance, TranslatableMixin) and (
        not site_language(instance.locale.language_code).is_source
    )


def links_of_other_kinds(affected: QuerySet) -> list[LinkPlace]:
    """Return the links to pages by address, and those that the index does not have."""
    if affected.model is not Page:
        return []
    found = links_by_address(affected)
    for hook in hooks.get_hooks("register_links_to_pages"):
        found += hook(affected)
    return [(source, label, False) for source, label in found]


def links_by_id(affected: QuerySet) -> list[LinkPlace]:
    """Return the links in Wagtail's reference index, without those from one to another."""
    content_type = ContentType.objects.get_for_model(affected.model)
    ids = affected.order_by().annotate(id_as_text=Cast("pk", CharField())).values("id_as_text")
    references = ReferenceIndex.objects.filter(
        to_content_type=content_type, to_object_id__in=ids
    ).exclude(base_content_type=content_type, object_id__in=ids)
    by_type = defaultdict(list)
    for reference in references:
        by_type[reference.base_content_type_id].append(reference)
    return [
        (sources[reference.object_id], reference.describe_source_field(), is_required(reference))
        for type_id, found in by_type.items()
        for sources in [_sources(type_id, found, affected.model is Page)]
        for reference in found
        if reference.object_id in sources
    ]


def _sources(
    content_type_id: int, references: list[ReferenceIndex], only_in_trees: bool
) -> dict[str, Model]:
    """Return the objects by id as text.

    A page that is in no tree of the site still needs its pictures, but has no links for readers.
    """
    model = ContentType.objects.get_for_id(content_type_id).model_class()
    found = model.objects.filter(pk__in={reference.object_id for reference in references})
    if model is Page:
        found = found.specific(defer=True).select_related("locale")
        if only_in_trees:
            return {str(page.pk): page for page in found if is_in_page_tree(page.url_path)}
    return {str(item.pk): item for item in found}


def _linking_object(places: list[LinkPlace], finder: AdminURLFinder) -> LinkingObject:
    versions = _in_order_of_languages([source for source, _label, _required in places])
    main = _source_version(versions[0])
    urls = [url for version in (main, *versions) if (url := finder.get_edit_url(version))]
    may_see = urls or (isinstance(main, Page) and any(map(is_public, versions)))
    kind = main._meta.verbose_name
    private = _("(Private page)") if isinstance(main, Page) else f"({capfirst(kind)})"
    return LinkingObject(
        kind=kind,
        title=_title(main) if may_see else private,
        edit_url=urls[0] if urls else None,
        languages=[
            site_language(version.locale.language_code).name
            for version in versions
            if isinstance(version, TranslatableMixin)
        ],
        places=list(dict.fromkeys(label for _source, label, _required in places)),
        is_required=any(required for _source, _label, required in places),
    )


def _in_order_of_languages(sources: list[Model]) -> list[Model]:
    """Return the objects, each once, the source language first."""
    codes = [language.code for language in all_languages()]
    codes.sort(key=lambda code: not site_language(code).is_source)
    once = {source.pk: source for source in sources}.values()
    if isinstance(sources[0], TranslatableMixin):
        return sorted(once, key=lambda source: codes.index(source.locale.language_code))
    return list(once)


def _source_version(instance: Model) -> Model:
    """Return the version of the source language, by which editors know what is translated."""
    if not is_translated(instance):
        return instance
    versions = instance.get_translations().filter(locale__language_code=source_language().code)
    return versions.first() or instance


def _title(source: Model) -> str:
    return source.get_admin_display_title() if isinstance(source, Page) else str(source)
