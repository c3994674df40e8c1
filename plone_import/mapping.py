"""The mapping file: what becomes what, where the built-in rules do not decide as wished.

It is a TOML file (docs/plone.md). The first rule that matches an object decides.
"""

import tomllib
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.languages import Language, accepted_language, site_language, source_language
from core.models import Theme

from .choices import ImportTarget
from .export.plone_objects import (
    COLLECTIONS,
    LANGUAGE_ROOT,
    MEDIA_FOLDER,
    SITE_ROOT,
    PloneObject,
    clean_text,
)

MAX_MAPPING_SIZE = 1024 * 1024  # bytes
CONDITIONS = ("uid", "path", "below", "type", "tag", "state")
RULE_KEYS = {*CONDITIONS, "becomes", "to", "publish", "values"}
# The fields of new pages that a rule may set.
VALUE_TYPES = {
    **dict.fromkeys(("title", "slug", "summary", "kind", "status", "place", "country"), str),
    **dict.fromkeys(("host", "organiser", "ordinal", "date_precision", "adopting_body"), str),
    **dict.fromkeys(("start_date", "end_date"), date),
    **dict.fromkeys(("is_online", "is_context", "show_in_menus"), bool),
}
SETTINGS = {
    "time_zone": str, "public_states": list, "old_addresses": list, "languages": dict,
    "tags": dict, "rules": list,
}  # fmt: skip


@dataclass(frozen=True)
class MappingRule:
    """All the ``conditions`` that are given have to hold. ``becomes`` may be empty: as usual."""

    conditions: dict[str, str]
    becomes: str = ""
    to: str = ""
    publish: bool = True
    values: dict[str, Any] = field(default_factory=dict)

    def matches(self, item: PloneObject, state: str) -> bool:
        found = {"uid": item.uid, "path": item.path, "type": item.type, "state": state}
        return all(
            _is_below(item.path, wanted)
            if name == "below"
            else wanted in item.tags
            if name == "tag"
            else found[name] == wanted
            for name, wanted in self.conditions.items()
        )


# The rules that follow those of the file. Types without a rule cannot be mapped.
DEFAULT_RULES = (
    *(MappingRule({"type": name}, ImportTarget.NOTHING) for name in (SITE_ROOT, LANGUAGE_ROOT)),
    MappingRule({"type": MEDIA_FOLDER}, ImportTarget.NOTHING),
    *(
        MappingRule({"type": name}, ImportTarget.PAGE)
        for name in ("Folder", "Large Plone Folder", "Document", "News Item")
    ),
    MappingRule({"type": "Event"}, ImportTarget.MEETING),
    *(MappingRule({"type": name}, ImportTarget.FILE) for name in ("File", "Image")),
    *(MappingRule({"type": name}, ImportTarget.REDIRECT) for name in (*COLLECTIONS, "Link")),
)


@dataclass
class PloneMapping:
    """``languages``: codes of the site by codes of Plone. ``tags``: slugs of themes by tag."""

    time_zone: ZoneInfo
    public_states: set[str] = field(default_factory=lambda: {"published"})
    old_addresses: list[str] = field(default_factory=list)
    languages: dict[str, str] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    rules: list[MappingRule] = field(default_factory=list)

    def rule(self, item: PloneObject, state: str) -> MappingRule | None:
        matching = (rule for rule in self.rules if rule.matches(item, state))
        default = next((rule for rule in DEFAULT_RULES if rule.matches(item, state)), None)
        rule = next(matching, None)
        if rule and not rule.becomes and default:
            return MappingRule(rule.conditions, default.becomes, rule.to, rule.publish, rule.values)
        return rule or default

    def language(self, code: str) -> Language | None:
        """Return the language of the site for one of Plone; ``None`` if it has none.

        An empty code is “language neutral” in Plone.
        """
        if code in self.languages:
            return site_language(self.languages[code])
        if not code:
            return source_language()
        found = accepted_language(code.replace("_", "-"))
        # Of two scripts, the one that is written, not the one that is derived from it.
        if found and found.derived_from and code.lower() not in (found.code, found.tag.lower()):
            found = site_language(found.derived_from)
        return found


def read_mapping(text: str, time_zone: str = "") -> PloneMapping:
    """Read a mapping file; raise ``ValidationError`` with every problem in it.

    ``time_zone``: that of the events if the file names none.
    """
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        message = _("The mapping file is no valid TOML: %(error)s")
        raise ValidationError(message % {"error": error}) from error
    reader = _MappingReader(data)
    mapping = reader.read(time_zone or settings.TIME_ZONE)
    if reader.problems:
        raise ValidationError(reader.problems)
    return mapping


class _MappingReader:
    def __init__(self, data: dict[str, Any]):
        self.data, self.problems = data, []

    def read(self, time_zone: str) -> PloneMapping:
        for name in self.data.keys() - SETTINGS.keys():
            self._add(_("There is no setting “%(name)s”."), name=name)
        zone = self._get("time_zone") or time_zone
        rules = self._get("rules") or []
        mapping = PloneMapping(
            time_zone=self._zone(zone),
            old_addresses=self._texts("old_addresses"),
            languages=self._table("languages"),
            tags=self._table("tags"),
            rules=[self._rule(number, rule) for number, rule in enumerate(rules, start=1)],
        )
        if states := self._texts("public_states"):
            mapping.public_states = set(states)
        self._check_languages(mapping)
        self._check_tags(mapping)
        return mapping

    def _add(self, message: str, **params) -> None:
        self.problems.append(ValidationError(message % params))

    def _get(self, name: str):
        value = self.data.get(name)
        if value is None or isinstance(value, SETTINGS[name]):
            return value
        self._add(_("“%(name)s” has a value of the wrong kind."), name=name)
        return None

    def _texts(self, name: str) -> list[str]:
        return [clean_text(str(item)) for item in self._get(name) or []]

    def _table(self, name: str) -> dict[str, str]:
        table = self._get(name) or {}
        return {str(key): clean_text(str(value)) for key, value in table.items()}

    def _zone(self, name: str) -> ZoneInfo:
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            self._add(_("There is no time zone “%(name)s”."), name=name)
            return ZoneInfo("UTC")

    def _rule(self, number: int, rule: Any) -> MappingRule:
        rule = rule if isinstance(rule, dict) else {}
        for name in rule.keys() - RULE_KEYS:
            self._add(_("Rule %(number)d: there is no “%(name)s”."), number=number, name=name)
        conditions = {name: str(rule[name]) for name in CONDITIONS if name in rule}
        for name in {"path", "below"} & conditions.keys():
            conditions[name] = conditions[name].strip("/")
        if not conditions:
            self._add(_("Rule %(number)d does not say what it is for."), number=number)
        becomes, values = str(rule.get("becomes", "")), rule.get("values", {})
        if becomes and becomes not in ImportTarget:
            message = _("Rule %(number)d: nothing can become “%(name)s”. Choose one of: %(all)s.")
            self._add(message, number=number, name=becomes, all=", ".join(ImportTarget.values))
        for name, value in values.items() if isinstance(values, dict) else [("values", None)]:
            if type(value) is not VALUE_TYPES.get(name):
                message = _("Rule %(number)d: “%(name)s” cannot have this value.")
                self._add(message, number=number, name=name)
        return MappingRule(
            conditions, becomes, str(rule.get("to", "")), rule.get("publish") is not False, values
        )

    def _check_languages(self, mapping: PloneMapping) -> None:
        for code in mapping.languages.values():
            try:
                site_language(code)
            except KeyError:
                self._add(_("The site has no language “%(code)s”."), code=code)

    def _check_tags(self, mapping: PloneMapping) -> None:
        wanted = set(mapping.tags.values())
        known = Theme.objects.filter(
            slug__in=wanted, locale__language_code=source_language().code
        ).values_list("slug", flat=True)
        for slug in sorted(wanted - set(known)):
            self._add(_("There is no theme with the address word “%(slug)s”."), slug=slug)


def _is_below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(f"{folder}/")
