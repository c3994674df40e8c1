"""Logs that do not tell what readers asked for.

The query string of an address holds what somebody searched for or chose, and an error may repeat it
in its message: the error of a database quotes the words that it was given.
"""

import logging
import re
import traceback

# Up to the end of the line, or of the address in a line such as "GET /?q=word HTTP/1.1" 200.
_QUERY = re.compile(r"\?\S.*(?= HTTP/\d)|\?\S.*")


class WithoutQuestions(logging.Filter):
    """Takes query strings out of every record and, where there was one, the messages of errors.

    What is left of an error is its type and where it happened. The request, which some handlers
    would write out with the visitor's address, goes as well.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        request = record.__dict__.pop("request", None)
        record.msg, record.args = _QUERY.sub("?…", message), ()
        asked = _QUERY.search(message) or getattr(request, "META", {}).get("QUERY_STRING")
        if asked and record.exc_info:
            record.exc_text = _without_messages(record.exc_info[1])
            record.exc_info = None
        return True


def _without_messages(error: BaseException | None) -> str:
    """Write down an error and those that led to it, the first one first."""
    written = []
    while error:
        places = "".join(traceback.format_tb(error.__traceback__))
        written.append(f"{places}{type(error).__module__}.{type(error).__qualname__}")
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\n\n".join(reversed(written))
