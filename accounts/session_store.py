"""Where sessions are stored: as by Django, in the database. Each request to the admin reads one."""

from datetime import datetime

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from core.prepared_queries import prepared_query


class SessionStore(db.SessionStore):
    """Django's store, which reads with a prepared query."""

    def load(self) -> dict:
        found = _unexpired_data(self.session_key, timezone.now())
        if not found:
            self._session_key = None  # a new session gets another key than the browser states
            return {}
        return self.decode(found[0])


@prepared_query
def _unexpired_data(key: str, now: datetime) -> QuerySet:
    sessions = Session.objects.filter(session_key=key, expire_date__gt=now)
    return sessions.values_list("session_data", flat=True)
