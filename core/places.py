"""Names of towns in the languages of the site, for readers and for search.

CLDR has those of cities that a time zone is named after, capitals among them. For other towns, the
translations of the site's own pages have the name of the place.
"""

import re
from collections import defaultdict
from functools import cache

from django.apps import apps
from django.db.models import OuterRef, QuerySet, Subquery

from core.content_cache import cached_for_content
from core.languages import Language, active_language, all_languages
from core.localization import live_public_pages
from core.models import PlaceMixin
from core.writing.folding import fold

# A place may be written with its venue or its country: "Congress Centre, Vienna".
_SEPARATORS = re.compile(r"[,;/()]")
# Pages of each type that are searched for a name, the latest first: others rarely have another.
MAX_PAGES = 20
# The same for all names in one language, so that they need the same time on a site of any size.
MAX_TRANSLATED_PAGES = 500


def place_name(place: str, written_in: Language) -> str:
    """Return the name of a place in the active language; empty if none is known.

    ``written_in``: the language of the given name.
    """
    language = active_language()
    if not place or language == written_in:
        return place
    on_pages = cached_for_content(
        ("place names", language.code, written_in.code),
        lambda: dict(sorted(_translated_places(written_in, language))),
    )
    return on_pages.get(place) or dict(_cities().get(fold(place), ())).get(language.code, "")


def _translated_places(source: Language, target: Language) -> QuerySet:
    """Return (name in one language, name in the other) from public pages: one query."""
    found = []
    for model in _page_types_with_a_place():
        pages = live_public_pages(model.objects.order_by()).exclude(place="")
        translated = pages.filter(locale__language_code=target.code)
        latest = translated.order_by("-pk").values("translation_key")[:MAX_TRANSLATED_PAGES]
        same = translated.filter(translation_key=OuterRef("translation_key"))
        originals = pages.filter(locale__language_code=source.code, translation_key__in=latest)
        found.append(originals.values_list("place", Subquery(same.values("place")[:1])))
    return found[0].union(*found[1:])


def cldr_city_names(places: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return (language code, name) of the cities among these places or their parts."""
    parts = [part for place in places for part in _SEPARATORS.split(place)]
    return [pair for part in parts for pair in _cities().get(fold(part), ())]


@cache
def _cities() -> dict[str, list[tuple[str, str]]]:
    """Return (language code, name) pairs of each city by each of its names, folded."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    zones = {zone for language in all_languages() for zone in language.babel.time_zones}
    for zone in sorted(zone for zone in zones if not zone.startswith("Etc/")):
        names = [(language.code, _city_name(zone, language)) for language in all_languages()]
        for key in {fold(name) for _, name in names}:
            found[key] += names
    return found


def _city_name(zone: str, language: Language) -> str:
    # CLDR omits a name that equals the zone's identifier (UTS 35, exemplarCity).
    named = language.babel.time_zones.get(zone, {})
    return named.get("city") or zone.rpartition("/")[2].replace("_", " ")


def place_names_on_pages(places: tuple[str, ...]) -> QuerySet:
    """Return (language code, name) of these places from translations of public pages: one query."""
    found = []
    for model in _page_types_with_a_place():
        pages = live_public_pages(model.objects.order_by())
        latest = pages.filter(place__in=places).order_by("-pk")[:MAX_PAGES]
        versions = pages.filter(translation_key__in=latest.values("translation_key"))
        found.append(versions.values_list("locale__language_code", "place"))
    return found[0].union(*found[1:])


def _page_types_with_a_place() -> list[type[PlaceMixin]]:
    return [model for model in apps.get_models() if issubclass(model, PlaceMixin)]
