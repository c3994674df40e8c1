"""One line of JSON for each entry of the log, for programs that collect logs.

It imports no model, since Django configures logging before it loads them.
"""

import json
import logging

from django.core.serializers.json import DjangoJSONEncoder


class JSONLineFormatter(logging.Formatter):
    """Formats the entry of a log record as a line (docs/audit.md lists the keys)."""

    def format(self, record: logging.LogRecord) -> str:
        entry = record.entry
        line = {
            "time": entry.timestamp.isoformat(),
            "log": record.name,
            "id": f"{entry._meta.concrete_model._meta.label_lower}:{entry.pk}",
            "action": entry.action,
            "outcome": "failure" if getattr(entry.formatter, "is_failure", False) else "success",
            "user": entry.user_id and {"id": entry.user_id, "name": entry.user.get_username()},
            "address": getattr(entry, "address", None),
            "object": {
                "type": ".".join(entry.content_type.natural_key()),
                "id": str(entry.object_id),
                "label": entry.label,
            },
            "data": entry.data,
            "request": entry.uuid,
        }
        return json.dumps(line, ensure_ascii=False, cls=DjangoJSONEncoder)
