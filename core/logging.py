"""Logs without the search terms of readers.

The query string of a URL contains what somebody searched for or chose. The message of an error may
repeat it: a database error quotes the parameters of its query.
"""

import logging
import re
import traceback

# Up to the end of the line, or of the URL in a line such as "GET /?q=word HTTP/1.1" 200.
_QUERY = re.compile(r"\?\S.*(?= HTTP/\d)|\?\S.*")


class QueryStringFilter(logging.Filter):
    """Removes query strings from log records and, if there was one, the messages of exceptions.

    An exception keeps its type and traceback. The request is removed as well, because some
    handlers would log it with the visitor's IP address.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        request = record.__dict__.pop("request", None)
        record.msg, record.args = _QUERY.sub("?…", message), ()
        has_query = _QUERY.search(message) or getattr(request, "META", {}).get("QUERY_STRING")
        if has_query and record.exc_info:
            record.exc_text = _without_messages(record.exc_info[1])
            record.exc_info = None
        return True


def _without_messages(error: BaseException | None) -> str:
    """Format an exception and its chain of causes, the first cause first, without messages."""
    formatted = []
    while error:
        frames = "".join(traceback.format_tb(error.__traceback__))
        formatted.append(f"{frames}{type(error).__module__}.{type(error).__qualname__}")
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\n\n".join(reversed(formatted))
