"""Names of towns in the languages of the site.

CLDR has those of cities that a time zone is named after, capitals among them. For other towns, the
translations of the site's own pages have the name of the place.
"""

import re
from collections import defaultdict
from functools import cache

from django.apps import apps
from django.db.models import QuerySet

from core.languages import Language, all_languages
from core.localization import live_public_pages
from core.models import PlaceMixin
from core.writing.folding import fold

# A place may be written with its venue or its country: "Congress Centre, Vienna".
_SEPARATORS = re.compile(r"[,;/()]")
# Pages of each type that are searched for a name, the latest first: others rarely have another.
MAX_PAGES = 20


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
    for model in apps.get_models():
        if issubclass(model, PlaceMixin):
            pages = live_public_pages(model.objects.order_by())
            latest = pages.filter(place__in=places).order_by("-pk")[:MAX_PAGES]
            versions = pages.filter(translation_key__in=latest.values("translation_key"))
            found.append(versions.values_list("locale__language_code", "place"))
    return found[0].union(*found[1:])
