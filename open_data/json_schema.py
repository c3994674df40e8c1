"""The JSON Schema of a data set (draft 2020-12), made from its columns."""

from django.utils.translation import gettext as _

from core.languages import active_language

from .data_sets import DataSet
from .value_types import record_schema

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def data_set_schema(data_set: DataSet) -> dict:
    """Return the schema of the data set's JSON file, in the current language."""
    return {
        "$schema": DIALECT,
        "$id": data_set.schema_absolute_url,
        "title": str(data_set.title),
        "description": str(data_set.description),
        "type": "object",
        "properties": {
            "$schema": {"const": data_set.schema_absolute_url},
            "name": {"const": data_set.name},
            "title": {"type": "string"},
            "language": {"const": active_language().tag},
            "license": {
                "type": ["string", "null"],
                "format": "uri",
                "description": _("The licence of the site's own texts, if one is stated."),
            },
            "records": {"type": "array", "items": {"$ref": "#/$defs/record"}},
        },
        "required": ["name", "language", "records"],
        "additionalProperties": False,
        "$defs": {"record": record_schema(data_set.columns)},
    }
