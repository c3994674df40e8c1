"""What towns are called in the languages of the site.

CLDR names the cities that time zones are called after, capitals among them; the site's own pages
name the others, in the translations of pages that happened there.
"""

import re
from collections import defaultdict
from functools import cache

from django.apps import apps
from django.db.models import QuerySet

from core.languages import Language, all_languages
from core.localization import public
from core.models import Placed
from core.writing.folding import fold

# A place may be written with its venue or its country: "Congress Centre, Vienna".
_SEPARATORS = re.compile(r"[,;/()]")
# Of each kind, the latest in a place: the others hardly call it by another name.
MOST_PAGES = 20


def cldr_city_names(places: tuple[str, ...]) -> list[tuple[str, str]]:
    """Name the cities among these places, or among their parts, in every language."""
    parts = [part for place in places for part in _SEPARATORS.split(place)]
    return [pair for part in parts for pair in _cities().get(fold(part), ())]


@cache
def _cities() -> dict[str, list[tuple[str, str]]]:
    """The names of each city with their languages, by each of its names, folded."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    zones = {zone for language in all_languages() for zone in language.babel.time_zones}
    for zone in sorted(zone for zone in zones if not zone.startswith("Etc/")):
        names = [(language.code, _city(zone, language)) for language in all_languages()]
        for key in {fold(name) for _, name in names}:
            found[key] += names
    return found


def _city(zone: str, language: Language) -> str:
    """CLDR leaves out the names that are as in the zone's identifier (UTS 35, exemplarCity)."""
    known = language.babel.time_zones.get(zone, {})
    return known.get("city") or zone.rpartition("/")[2].replace("_", " ")


def place_names_on_pages(places: tuple[str, ...]) -> QuerySet:
    """What other language versions of the public pages in these places call them: one query."""
    models = [model for model in apps.get_models() if issubclass(model, Placed)]
    first, *others = [_names_in(public(model.objects.order_by()), places) for model in models]
    return first.union(*others)


def _names_in(pages: QuerySet, places: tuple[str, ...]) -> QuerySet:
    latest = pages.filter(place__in=places).order_by("-pk")[:MOST_PAGES]
    found = pages.filter(translation_key__in=latest.values("translation_key"))
    return found.values_list("locale__language_code", "place")
