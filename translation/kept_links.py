"""Which translations go on linking to something after the links of their source were replaced."""

from collections.abc import Iterable

from django.db.models import Model, QuerySet
from wagtail_localize.models import SegmentOverride

from .models import Assignment
from .segments.overrides import load_overridable_values


def translations_that_keep_links(translated: Iterable[Model], targets: QuerySet) -> set:
    """Return the ids of the translated objects whose links do not follow those of the source.

    Either the language has chosen the picture or document itself, or its published text does not
    cover that of the source: then the next approved translation brings the new links.
    """
    translated, linked = list(translated), set(targets)
    keys = {instance.translation_key for instance in translated}
    found = Assignment.objects.filter(translation__source__object__in=keys).with_translation()
    assignments = {(item.translation.source.object_id, _locale_id(item)): item for item in found}
    overrides = SegmentOverride.objects.filter(context__object__in=keys)
    overridden = set(overrides.values_list("context__object", "locale"))
    kept = set()
    for instance in translated:
        key = instance.translation_key, instance.locale_id
        assignment = assignments.get(key)
        is_current = assignment and assignment.published_version_id
        if not is_current or assignment.outdated_since:
            kept.add(instance.pk)
        elif key in overridden:
            choices = load_overridable_values(assignment.translation)
            if any(choice.chosen in linked for choice in choices if choice.chosen):
                kept.add(instance.pk)
    return kept


def _locale_id(assignment: Assignment) -> int:
    return assignment.translation.target_locale_id
